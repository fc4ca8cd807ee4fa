/** What the active configuration says about mandates: who opens them for whom, and what is open to everybody in one. */
import { covers } from '../../kernel/pattern.ts';
import type { Principal } from '../../kernel/principal.ts';
import { ok } from '../../kernel/result.ts';
import { narrowed } from '../../mandate/narrowing.ts';
import type { ProtocolId } from '../../protocols/protocol.ts';
import type { OfferKind } from '../../tools/transport.ts';
import type { Gate } from '../gate.ts';
import { callable } from '../list-models.ts';
import { isOpen } from '../tool/is-open.ts';
import type { MandatePolicy } from './exchange.ts';

const KINDS: readonly OfferKind[] = ['tools', 'resources', 'resource_templates', 'prompts'];
const MINUTE_MS = 60_000;

/**
 * WHY names and not the patterns that were wanted: a tool that appears later was never decided for those who act, and
 * a call is decided for its subject alone.
 */
export function mandatePolicy(gate: Pick<Gate, 'charter' | 'clock' | 'protocols'>): MandatePolicy {
  const charter = gate.charter();
  const { settings, catalogue, policy } = charter;
  return {
    digest: policy.digest,
    rules: settings.charter.mandates,
    lifetimeMs: settings.mandates.lifetime_minutes * MINUTE_MS,
    async tools(principal: Principal, wanted: readonly string[]) {
      const names: string[] = [];
      for (const kind of KINDS) {
        const listed = await catalogue.list(kind, undefined);
        if (!listed.ok) return listed;
        // WHY first: only what is wanted is worth a decision; there may be thousands of tools.
        const named = listed.value.filter(({ tool }) => wanted.some((name) => covers(name, tool.qualified)));
        const open = named.filter((offer) => isOpen(gate, charter, { principal, kind, offer }));
        names.push(...open.map(({ tool }) => tool.qualified));
      }
      return ok(narrowed(wanted, names));
    },
    async models(principal: Principal, wanted: readonly string[]) {
      const protocols = Object.keys(gate.protocols) as ProtocolId[];
      const names = protocols.flatMap((protocol) => callable(charter, principal, protocol));
      return ok(
        narrowed(
          wanted,
          names.map(({ name }) => name),
        ),
      );
    },
  };
}
