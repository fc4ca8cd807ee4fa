/** The product: provenance by `assess`, the verdict by the policies that Gatehouse ships with. */
import { settingsSchema } from '../../../packages/gatehouse/src/config/schema.ts';
import { factsOf } from '../../../packages/gatehouse/src/gate/tool/judge.ts';
import { UNKNOWN_TOOL } from '../../../packages/gatehouse/src/kernel/manifest.ts';
import { type Principal, principal } from '../../../packages/gatehouse/src/kernel/principal.ts';
import { assess } from '../../../packages/gatehouse/src/mandate/assess.ts';
import { compileCharter } from '../../../packages/gatehouse/src/policy/compile.ts';
import type { PolicyEngine } from '../../../packages/gatehouse/src/policy/decision.ts';
import { createPolicyEngine } from '../../../packages/gatehouse/src/policy/engine.ts';
import type { Manifests } from '../manifests.ts';
import type { Decider } from './decider.ts';

const SURROUNDINGS = {
  environment: 'production',
  purpose: 'assistance',
  protocol: 'mcp',
  classes: [],
  opaque: [],
  mandated: true,
  day: 20_261_121,
} as const;

/** `server` is the suite's name, under which its tools are known. */
export function gate(server: string, manifests: Manifests): Decider {
  const engine = defaultPolicy();
  const agent = agentOf();
  return {
    judge(flow, call) {
      const name = call.tool.slice(server.length + 1);
      const manifest = manifests.of(name) ?? UNKNOWN_TOOL;
      const assessment = assess(flow, call, manifest);
      const facts = factsOf(assessment);
      const { effect, reversible, readers } = manifest;
      const decision = engine.decide({
        principal: agent,
        action: 'tool.call',
        resource: { name: call.tool, server, effect, reversible, readers, confinement: 'remote' },
        context: { ...SURROUNDINGS, tainted: assessment.tainted, ...facts },
      });
      const held = decision.obligations.filter(({ kind }) => kind === 'hold');
      const verdict = decision.verdict === 'conditional' ? 'ask' : decision.verdict;
      return { verdict, code: codeOf(held, facts.unfounded), uses: assessment.uses };
    },
  };
}

/** What an approver sees of the reason: the rules that hold the call, and the arguments that they hold it for. */
function codeOf(held: readonly { readonly policy: string }[], unfounded: readonly string[]): string {
  return [...held.map(({ policy }) => policy), ...unfounded].join(' ');
}

/** One rule that allows the agent its tools; everything else is the default. */
function defaultPolicy(): PolicyEngine {
  const settings = settingsSchema.parse({
    version: 1,
    tenants: { acme: { name: 'Acme' } },
    providers: { sim: { kind: 'sim' } },
    models: { 'sim/echo': { provider: 'sim' } },
    charter: {
      tools: [
        {
          id: 'assistants',
          owner: 'bench@gatehouse.example',
          reason: 'Because it is measured.',
          review: '2030-01-01',
          who: { kinds: ['agent'] },
          tools: ['*'],
        },
      ],
    },
  });
  const charter = compileCharter(settings, []);
  if ('problems' in charter) throw new Error(charter.problems[0]?.message);
  const engine = createPolicyEngine(charter.compiled);
  if (!engine.ok) throw new Error(engine.fault.message);
  return engine.value;
}

function agentOf(): Principal {
  const agent = principal({
    kind: 'agent',
    tenant: 'acme',
    id: 'assistant',
    roles: [],
    teams: [],
    purposes: ['assistance'],
    attributes: {},
    chain: [{ kind: 'person', id: 'emma' }],
    credential: { kind: 'token', id: 'bench', expiresAtMs: 1, models: ['*'] },
  });
  if (!agent.ok) throw new Error(agent.fault.message);
  return agent.value;
}
