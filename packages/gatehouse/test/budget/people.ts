/** Principals for tests of budgets. */
import assert from 'node:assert/strict';
import { type Principal, type PrincipalFields, principal } from '../../src/kernel/principal.ts';

export function person(fields: Partial<PrincipalFields> = {}): Principal {
  const made = principal({
    kind: 'person',
    tenant: 'acme',
    id: 'ada',
    roles: ['developer'],
    teams: ['research', 'sales'],
    purposes: [],
    attributes: {},
    chain: [],
    credential: { kind: 'key', id: 'k1', expiresAtMs: 1e15, models: ['*'] },
    ...fields,
  });
  assert.ok(made.ok);
  return made.value;
}
