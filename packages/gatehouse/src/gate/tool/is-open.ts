/** Whether something on offer is open to a principal: what it is shown, and what its mandates can be about. */
import { covers } from '../../kernel/pattern.ts';
import type { Principal } from '../../kernel/principal.ts';
import { dayOf } from '../../policy/containment.ts';
import type { OfferKind } from '../../tools/transport.ts';
import type { Listed } from '../catalogue.ts';
import type { Charter, Gate } from '../gate.ts';
import { resourceOf } from './judge.ts';

/** What is denied is nobody's business: it is not even shown. */
export function isOpen(
  { clock }: Pick<Gate, 'clock'>,
  charter: Charter,
  { principal, kind, offer }: { principal: Principal; kind: OfferKind; offer: Listed },
): boolean {
  const { mandate } = principal;
  const { qualified } = offer.tool;
  if (mandate !== undefined && !mandate.tools.some((pattern) => covers(pattern, qualified))) return false;
  const action = ACTIONS[kind];
  const decision = charter.policy.decide({
    principal,
    action,
    resource: resourceOf({ tool: offer.tool, action }),
    context: {
      environment: charter.settings.environment,
      purpose: principal.purposes[0] ?? 'unspecified',
      protocol: 'mcp',
      ...{ classes: [], opaque: [], mandated: mandate !== undefined, tainted: false },
      ...{ origins: [], unfounded: [], leaks: [], beyond: [] },
      day: dayOf(new Date(clock.nowMs()).toISOString()),
    },
  });
  return decision.verdict !== 'deny';
}

const ACTIONS = {
  tools: 'tool.call',
  resources: 'resource.read',
  resource_templates: 'resource.read',
  prompts: 'prompt.get',
} as const satisfies Record<OfferKind, string>;
