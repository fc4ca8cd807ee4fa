/** What a decision costs: 10, 200 and 2,000 policies, asked for the first time and asked again. Microseconds. */
import { type Settings, settingsSchema } from '../packages/gatehouse/src/config/schema.ts';
import { principal } from '../packages/gatehouse/src/kernel/principal.ts';
import { compileCharter } from '../packages/gatehouse/src/policy/compile.ts';
import type { PolicyEngine, Question } from '../packages/gatehouse/src/policy/decision.ts';
import { createPolicyEngine } from '../packages/gatehouse/src/policy/engine.ts';

const SIZES = [10, 200, 2_000];
const COLD_ROUNDS = 300;
const HOT_ROUNDS = 50_000;
const ROLES = 40;

/** Medians; `cold_us_200` is a first decision among 200 policies, `memo_us_200` one that is remembered. */
export async function benchPolicy(): Promise<Record<string, number>> {
  const results: Record<string, number> = {};
  for (const size of SIZES) {
    const started = performance.now();
    const engine = engineOf(size);
    results[`activate_ms_${size}`] = round(performance.now() - started);
    // WHY the purpose changes: it is read by the policies, so that every question is a new one to the memo.
    results[`cold_us_${size}`] = median(COLD_ROUNDS, (run) => engine.decide(question(run, `p${run}`)));
    const known = question(0, 'p0');
    results[`memo_us_${size}`] = average(HOT_ROUNDS, () => engine.decide(known));
    // Lets others have their turn between sizes.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return results;
}

/** Four in five policies allow a role something, one in five masks data for it. */
function engineOf(size: number): PolicyEngine {
  const rules = Array.from({ length: size }, (_, index) => ({
    id: `rule-${index}`,
    owner: 'bench@acme.example',
    reason: 'Because it is measured.',
    review: '2030-01-01',
    who: { tenants: ['acme'], roles: [`role-${index % ROLES}`] },
    models: ['sim/*'],
    purposes: ['support', `p${index}`],
  }));
  const settings: Settings = settingsSchema.parse({
    version: 1,
    tenants: { acme: { name: 'Acme' } },
    providers: { sim: { kind: 'sim' } },
    models: { 'sim/echo': { provider: 'sim' } },
    charter: {
      access: rules.filter((_, index) => index % 5 !== 4),
      data: rules
        .filter((_, index) => index % 5 === 4)
        .map((rule) => ({ ...rule, classes: ['email'], do: 'mask' })),
    },
  });
  const charter = compileCharter(settings, []);
  if ('problems' in charter) throw new Error(charter.problems[0]?.message);
  const engine = createPolicyEngine(charter.compiled);
  if (!engine.ok) throw new Error(engine.fault.message);
  return engine.value;
}

function question(run: number, purpose: string): Question {
  const who = principal({
    kind: 'person',
    tenant: 'acme',
    id: `person-${run}`,
    roles: [`role-${run % ROLES}`, 'developer'],
    teams: ['research'],
    purposes: [],
    attributes: {},
    chain: [],
    credential: { kind: 'token', id: 'https://issuer.example', expiresAtMs: 1, models: ['*'] },
  });
  if (!who.ok) throw new Error(who.fault.message);
  return {
    principal: who.value,
    action: 'model.call',
    resource: { name: 'sim/echo', provider: 'sim', region: 'unspecified', providerModel: 'echo' },
    context: {
      environment: 'production',
      purpose,
      protocol: 'openai-chat',
      stream: false,
      classes: ['email'],
      opaque: [],
      tool: '',
    },
  };
}

function median(rounds: number, work: (run: number) => void): number {
  const times = Array.from({ length: rounds }, (_, run) => {
    const started = performance.now();
    work(run);
    return (performance.now() - started) * 1_000;
  }).sort((left, right) => left - right);
  return round(times[Math.floor(rounds / 2)] ?? 0);
}

function average(rounds: number, work: () => void): number {
  const started = performance.now();
  for (let run = 0; run < rounds; run += 1) work();
  return round(((performance.now() - started) * 1_000) / rounds);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
