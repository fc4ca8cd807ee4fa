/** Claims become a whole principal or none. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { IssuerSettings } from '../../src/config/schema.ts';
import { type Claims, principalOfClaims } from '../../src/identity/claims.ts';
import { issuerSettings } from '../support/issuer.ts';

const EXPIRES = 1_800_000_000_000;

function prove(claims: Claims, changes: Partial<IssuerSettings> = {}) {
  return principalOfClaims(claims, issuerSettings('https://id.example', changes), EXPIRES);
}

function proven(claims: Claims, changes: Partial<IssuerSettings> = {}) {
  const result = prove(claims, changes);
  if (!result.ok) throw new Error(result.fault.message);
  return result.value;
}

function refusal(claims: Claims, changes: Partial<IssuerSettings> = {}) {
  const result = prove(claims, changes);
  return result.ok ? 'ok' : result.fault.code;
}

/** A chain of delegation of this many actors. */
function delegation(length: number): unknown {
  return length === 0 ? undefined : { sub: `agent-${length}`, act: delegation(length - 1) };
}

describe('claims', () => {
  it('give subject, roles and teams by their common names', () => {
    const principal = proven({ sub: 'alice', roles: ['developer'], teams: 'research' });
    assert.deepEqual(
      { ...principal },
      {
        kind: 'person',
        tenant: 'acme',
        id: 'alice',
        roles: ['developer'],
        teams: ['research'],
        purposes: [],
        attributes: {},
        chain: [],
        credential: { kind: 'token', id: 'https://id.example', expiresAtMs: EXPIRES, models: ['*'] },
      },
    );
  });

  it('name nobody whom another issuer could mean as well: the prefix of the issuer stands before every id', () => {
    const principal = proven({ sub: 'alice', act: { sub: 'bot' } }, { id_prefix: 'hr:' });
    assert.deepEqual([principal.id, principal.chain], ['hr:alice', [{ kind: 'agent', id: 'hr:bot' }]]);
  });

  it('are read from nested places and from names that contain dots', () => {
    const principal = proven(
      { sub: 'x', realm: { user: 'alice', access: { groups: ['a'] } }, 'https://acme.example/teams': ['t'] },
      { claims: { id: 'realm.user', roles: 'realm.access.groups', teams: 'https://acme.example/teams' } },
    );
    assert.deepEqual([principal.id, principal.roles, principal.teams], ['alice', ['a'], ['t']]);
  });

  it('map groups to roles, add the default roles, and drop groups that the map does not name', () => {
    const principal = proven(
      { sub: 'alice', groups: ['eng', 'admin', 'constructor', '__proto__'] },
      {
        claims: { roles: 'groups' },
        roles: { eng: ['developer', 'reader'] },
        default_roles: ['employee', 'reader'],
      },
    );
    assert.deepEqual(principal.roles, ['employee', 'reader', 'developer']);
  });

  it('do not hand out purposes unless a claim for them was configured', () => {
    assert.deepEqual(proven({ sub: 'a', purposes: ['marketing'] }).purposes, []);
    assert.deepEqual(proven({ sub: 'a', why: ['support'] }, { claims: { purposes: 'why' } }).purposes, [
      'support',
    ]);
  });

  it('become attributes as text', () => {
    const { attributes } = proven(
      { sub: 'a', region: 'eu', level: 3, verified: true },
      { claims: { attributes: ['region', 'level', 'verified'] } },
    );
    assert.deepEqual(attributes, { region: 'eu', level: '3', verified: 'true' });
  });

  it('of Kubernetes and of GitHub Actions name workloads', () => {
    for (const sub of ['system:serviceaccount:billing:worker', 'repo:acme/app:ref:refs/heads/main']) {
      const principal = proven({ sub }, { kind: 'workload', default_roles: ['ci'] });
      assert.deepEqual([principal.kind, principal.id, principal.roles], ['workload', sub, ['ci']]);
    }
  });

  it('carry the chain of delegation, nearest actor first', () => {
    const act = { sub: 'assistant', act: { sub: 'system:serviceaccount:a:b', act: { sub: 'planner' } } };
    assert.deepEqual(proven({ sub: 'alice', act }).chain, [
      { kind: 'agent', id: 'assistant' },
      { kind: 'workload', id: 'system:serviceaccount:a:b' },
      { kind: 'agent', id: 'planner' },
    ]);
  });

  it('bear eight actors and not a ninth', () => {
    assert.equal(proven({ sub: 'alice', act: delegation(8) }).chain.length, 8);
    assert.equal(refusal({ sub: 'alice', act: delegation(9) }), 'identity.incomplete');
    assert.equal(refusal({ sub: 'alice', act: delegation(2_000) }), 'identity.incomplete');
  });

  const partial: readonly [string, Claims, Partial<IssuerSettings>][] = [
    ['no subject', {}, {}],
    ['an empty subject', { sub: '' }, {}],
    ['a subject of the wrong type', { sub: 7 }, {}],
    ['a subject with a line break', { sub: 'alice\nadmin' }, {}],
    ['a subject beyond 256 characters', { sub: 'a'.repeat(257) }, {}],
    ['a configured subject that is inherited', { sub: 'a' }, { claims: { id: 'constructor.name' } }],
    ['roles of the wrong type', { sub: 'a', roles: { admin: true } }, {}],
    ['a role that is no text', { sub: 'a', roles: ['x', 1] }, {}],
    ['an empty role', { sub: 'a', roles: [''] }, {}],
    ['roles that are null', { sub: 'a', roles: null }, {}],
    ['more roles than anyone has', { sub: 'a', roles: Array.from({ length: 257 }, (_, n) => `r${n}`) }, {}],
    ['groups that the directory left out', { sub: 'a', _claim_names: {} }, { claims: { roles: 'groups' } }],
    ['a team with a NUL', { sub: 'a', teams: ['x\u0000'] }, {}],
    ['an attribute that is missing', { sub: 'a' }, { claims: { attributes: ['region'] } }],
    ['an attribute that is a list', { sub: 'a', region: ['eu'] }, { claims: { attributes: ['region'] } }],
    ['an actor without a subject', { sub: 'a', act: {} }, {}],
    ['an actor that is text', { sub: 'a', act: 'agent' }, {}],
    ['an actor that is null', { sub: 'a', act: null }, {}],
    ['an actor whose subject is empty', { sub: 'a', act: { sub: '' } }, {}],
    ['a broken link further down', { sub: 'a', act: { sub: 'b', act: [] } }, {}],
  ];
  for (const [title, claims, changes] of partial) {
    it(`with ${title} prove nobody`, () => {
      assert.equal(refusal(claims, changes), 'identity.incomplete');
    });
  }

  it('of any shape give a complete principal or a fault, and never throw', () => {
    const names = fc.constantFrom('sub', 'roles', 'teams', 'act', 'groups', '__proto__', 'toString');
    fc.assert(
      fc.property(fc.dictionary(names, fc.jsonValue({ maxDepth: 3 })), (claims) => {
        const result = prove(claims);
        if (!result.ok) return result.fault.code === 'identity.incomplete';
        const { id, roles, teams } = result.value;
        return (
          id === claims.sub && id !== '' && [...roles, ...teams].every((name) => typeof name === 'string')
        );
      }),
      { numRuns: 2_000 },
    );
  });
});
