/** An empty or partial principal cannot be represented. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type PrincipalFields, principal } from '../../src/kernel/principal.ts';

const WHOLE: PrincipalFields = {
  kind: 'person',
  tenant: 'acme',
  id: 'alice',
  roles: [],
  teams: [],
  purposes: [],
  attributes: {},
  chain: [],
  credential: { kind: 'key', id: 'k1', expiresAtMs: 1, models: ['*'] },
};

test('complete facts make a principal', () => {
  assert.ok(principal(WHOLE).ok);
});

const actor = { kind: 'agent', id: 'a' } as const;
const PARTIAL: Readonly<Record<string, Partial<PrincipalFields>>> = {
  'no subject': { id: '' },
  'no tenant': { tenant: '' },
  'a tenant that is no id': { tenant: "acme' or 1=1" },
  'a subject with a line break': { id: 'alice\nadmin' },
  'an unknown kind': { kind: 'robot' as 'agent' },
  'no credential': { credential: { ...WHOLE.credential, id: '' } },
  'a credential that never expires': {
    credential: { ...WHOLE.credential, expiresAtMs: Number.POSITIVE_INFINITY },
  },
  'an empty role': { roles: [''] },
  'an actor without an id': { chain: [{ kind: 'agent', id: '' }] },
  'a chain of delegation without end': { chain: Array(9).fill(actor) },
};

for (const [name, change] of Object.entries(PARTIAL)) {
  test(`${name} makes no principal`, () => {
    const made = principal({ ...WHOLE, ...change });
    assert.equal(made.ok, false);
    assert.equal(!made.ok && made.fault.code, 'identity.incomplete');
  });
}
