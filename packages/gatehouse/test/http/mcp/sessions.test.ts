/** How many sessions there can be, for how long, and whose they are. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSessions, ownerOf } from '../../../src/http/data/mcp/sessions.ts';
import { type PrincipalFields, principal } from '../../../src/kernel/principal.ts';
import { chance } from '../../support/chance.ts';
import { movingClock } from '../../support/moving-clock.ts';

const BOUNDS = { sessionsMax: 5, perOwnerMax: 2, idleMs: 1_000 };

function setup() {
  const clock = movingClock();
  const sessions = createSessions({ clock, chance }, BOUNDS);
  const of = (owner: string) => ({ owner, server: undefined, revision: '2025-11-25', capabilities: {} });
  const open = (owner: string) => {
    const opened = sessions.open(of(owner));
    assert.ok(opened.ok);
    return opened.value;
  };
  const isThere = (id: string, owner: string) => sessions.find(id, of(owner)).ok;
  return { clock, sessions, of, open, isThere };
}

describe('sessions', () => {
  it('of one owner push out the oldest of that owner, and nobody else’s', () => {
    const { open, isThere, clock } = setup();
    const other = open('eve');
    const [first, second] = [open('ada'), open('ada')];
    clock.advance(1);
    assert.ok(isThere(first.id, 'ada'));
    const third = open('ada');
    assert.deepEqual(
      [first, second, third].map(({ id }) => isThere(id, 'ada')),
      [true, false, true],
    );
    assert.ok(isThere(other.id, 'eve'));
  });

  it('are refused when there are as many as there may be, until others are idle', () => {
    const { open, sessions, of, clock } = setup();
    for (const owner of ['a', 'b', 'c', 'd', 'e']) open(owner);
    const refused = sessions.open(of('f'));
    assert.equal(refused.ok ? '' : refused.fault.code, 'admission.busy');
    clock.advance(BOUNDS.idleMs);
    open('f');
  });

  it('end when they are idle, unless a call is under way in them', () => {
    const { open, isThere, clock } = setup();
    const [idle, busy] = [open('ada'), open('eve')];
    busy.calls.set(1, new AbortController());
    clock.advance(BOUNDS.idleMs);
    assert.equal(isThere(idle.id, 'ada'), false);
    assert.equal(isThere(busy.id, 'eve'), true);
  });

  it('end their calls when they end', () => {
    const { open, sessions } = setup();
    const call = new AbortController();
    open('ada').calls.set(1, call);
    sessions.closeAll();
    assert.equal(call.signal.aborted, true);
  });

  it('have ids that nobody can guess', () => {
    const { open } = setup();
    assert.match(open('ada').id, /^[A-Za-z0-9_-]{32}$/);
    assert.notEqual(open('ada').id, open('ada').id);
  });
});

describe('the owner of a session', () => {
  const FIELDS: PrincipalFields = {
    ...{
      kind: 'agent',
      tenant: 'acme',
      id: 'bot',
      roles: ['reader'],
      teams: [],
      purposes: [],
      attributes: {},
    },
    chain: [{ kind: 'person', id: 'ada' }],
    credential: { kind: 'token', id: 'https://issuer.example', expiresAtMs: 1_000, models: ['*'] },
    mandate: {
      id: 'm1',
      tools: ['mail/*'],
      audience: 'https://gate.example',
      expiresAtMs: 1_000,
      jkt: 'thumb',
    },
  };
  const { mandate, credential } = FIELDS;
  const owner = (fields: PrincipalFields) => {
    const made = principal(fields);
    assert.ok(made.ok);
    return ownerOf(made.value);
  };

  it('is the same with a renewed token of the same grant', () => {
    const renewed = { ...credential, expiresAtMs: 2_000 };
    assert.ok(mandate !== undefined);
    assert.equal(
      owner({ ...FIELDS, credential: renewed, mandate: { ...mandate, expiresAtMs: 2_000 } }),
      owner(FIELDS),
    );
  });

  it('is another one for any other fact about the principal', () => {
    assert.ok(mandate !== undefined);
    const others: readonly PrincipalFields[] = [
      { ...FIELDS, tenant: 'globex' },
      { ...FIELDS, id: 'bot2' },
      { ...FIELDS, roles: [] },
      { ...FIELDS, chain: [{ kind: 'person', id: 'eve' }] },
      { ...FIELDS, credential: { ...credential, id: 'other' } },
      { ...FIELDS, mandate: { ...mandate, id: 'm2' } },
      { ...FIELDS, mandate: { ...mandate, jkt: 'another' } },
      { ...FIELDS, mandate: { ...mandate, tools: ['*'] } },
    ];
    for (const other of others) assert.notEqual(owner(other), owner(FIELDS));
  });
});
