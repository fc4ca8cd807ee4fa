/** Charters and an agent for the tests of tool policies. */
import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { settingsSchema } from '../../src/config/schema.ts';
import { principal } from '../../src/kernel/principal.ts';
import { compileCharter } from '../../src/policy/compile.ts';
import type { PolicyEngine } from '../../src/policy/decision.ts';
import { createPolicyEngine } from '../../src/policy/engine.ts';

const made = principal({
  kind: 'agent',
  tenant: 'acme',
  id: 'ivy',
  roles: ['assistant'],
  teams: [],
  purposes: ['support'],
  attributes: {},
  chain: [{ kind: 'person', id: 'alice' }],
  credential: { kind: 'token', id: 'issuer', expiresAtMs: 1, models: ['*'] },
});
assert(made.ok);
export const ivy = made.value;

/** An engine whose charter has these rules under `tools:`. */
export function engineOf(tools: string, data = ''): PolicyEngine {
  const text = `
version: 1
tenants: { acme: { name: Acme } }
providers: { sim: { kind: sim, region: here } }
models: { sim/echo: { provider: sim } }
charter:
  data: ${data === '' ? '[]' : data}
  tools: ${tools === '' ? '[]' : tools}`;
  const compiled = compileCharter(settingsSchema.parse(parse(text)), []);
  assert('compiled' in compiled, JSON.stringify(compiled));
  const engine = createPolicyEngine(compiled.compiled);
  assert(engine.ok, JSON.stringify(engine));
  return engine.value;
}
