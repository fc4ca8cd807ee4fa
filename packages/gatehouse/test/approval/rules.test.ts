/** Who may answer: people who are asked, by themselves or by a deputy; never whoever asks, in whatever disguise. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Need } from '../../src/approval/approvals.ts';
import {
  type Asked,
  approverOf,
  type Deputy,
  type GivenAnswer,
  verdictOf,
  voiceOf,
} from '../../src/approval/rules.ts';
import { type PrincipalFields, principal } from '../../src/kernel/principal.ts';
import { good, person } from './support.ts';

const fields: PrincipalFields = {
  ...{ kind: 'person', tenant: 'acme', id: 'bob', roles: ['approver'], teams: [], purposes: [] },
  ...{ attributes: {}, chain: [] },
  credential: { kind: 'token', id: 'https://idp.example', expiresAtMs: 1, models: ['*'] },
};

const asked = (needs: readonly Need[], changes: Partial<Asked> = {}): Asked => ({
  actors: [
    { kind: 'agent', id: 'assistant' },
    { kind: 'workload', id: 'runner' },
  ],
  subject: { kind: 'person', id: 'alice' },
  needs,
  escalatedTo: undefined,
  ...changes,
});

const speak = (question: Asked, who: ReturnType<typeof person>, deputies: readonly Deputy[] = []) => {
  const voice = voiceOf(question, who, { deputies, role: 'approver', nowMs: 50 });
  return voice.ok ? voice.value.standsFor : voice.fault.code;
};

const away = (from: string, to: string, changes: Partial<Deputy> = {}): Deputy => ({
  ...{ person: from, roles: ['approver'], deputy: to, fromMs: 0, untilMs: 100 },
  ...changes,
});

test('only a person who signed in, and acts for nobody, is an approver', () => {
  const of = (changes: Partial<PrincipalFields>) => approverOf(good(principal({ ...fields, ...changes })));
  assert.deepEqual(good(of({})), { tenant: 'acme', id: 'bob', roles: ['approver'] });
  const mandate = { id: 'md_1', tools: [], audience: 'x', expiresAtMs: 1, jkt: undefined };
  const others: readonly Partial<PrincipalFields>[] = [
    { kind: 'agent' },
    { kind: 'workload' },
    { chain: [{ kind: 'agent', id: 'assistant' }] },
    { chain: [{ kind: 'person', id: 'alice' }] },
    { credential: { ...fields.credential, kind: 'key' } },
    { mandate },
  ];
  for (const changes of others) {
    const refused = of(changes);
    assert.equal(refused.ok ? 'ok' : refused.fault.code, 'hold.forbidden', JSON.stringify(changes));
  }
});

test('each need takes the answer of those that it names', () => {
  const [alice, bob, carol] = [
    person('alice', 'approver', 'cfo'),
    person('bob', 'approver'),
    person('carol', 'cfo'),
  ];
  const table: readonly (readonly [Need, readonly string[]])[] = [
    [{ by: 'subject' }, ['alice']],
    [{ by: 'other' }, ['bob']],
    [{ by: 'two' }, ['bob']],
    [{ by: 'other', role: 'cfo' }, ['carol']],
    [{ by: 'role', role: 'cfo' }, ['alice', 'carol']],
  ];
  for (const [need, heard] of table) {
    const who = [alice, bob, carol, person('dave')].filter((one) => speak(asked([need]), one) === one.id);
    assert.deepEqual(
      who.map(({ id }) => id),
      heard,
      JSON.stringify(need),
    );
  }
});

test('a subject that is no person is answered for by another', () => {
  const question = asked([{ by: 'subject' }], { actors: [], subject: { kind: 'workload', id: 'ci' } });
  assert.equal(speak(question, person('ci', 'approver')), 'hold.forbidden');
  assert.equal(speak(question, person('bob')), 'hold.forbidden');
  assert.equal(speak(question, person('bob', 'approver')), 'bob');
});

test('whoever asks is never heard, whatever roles it has, and neither is its deputy', () => {
  const everybody = [{ by: 'other' }, { by: 'two' }, { by: 'role', role: 'approver' }] as const;
  for (const need of everybody) {
    for (const name of ['assistant', 'runner']) {
      assert.equal(speak(asked([need]), person(name, 'approver')), 'hold.forbidden');
      assert.equal(speak(asked([need]), person('eve'), [away(name, 'eve')]), 'hold.forbidden');
      assert.equal(speak(asked([need]), person(name), [away('bob', name)]), 'hold.forbidden');
    }
  }
  assert.equal(
    speak(asked([{ by: 'subject' }]), person('assistant'), [away('alice', 'assistant')]),
    'hold.forbidden',
  );
  assert.equal(speak(asked([{ by: 'other' }]), person('alice', 'approver')), 'hold.forbidden');
  assert.equal(speak(asked([{ by: 'other' }]), person('alice'), [away('bob', 'alice')]), 'hold.forbidden');
  assert.equal(speak(asked([{ by: 'other' }]), person('eve'), [away('alice', 'eve')]), 'hold.forbidden');
});

test('a deputy speaks for one who may answer, in time, with the roles of that one, and names nobody further', () => {
  const eve = person('eve');
  const other = asked([{ by: 'other' }]);
  assert.equal(speak(other, eve, [away('bob', 'eve')]), 'bob');
  assert.equal(speak(asked([{ by: 'subject' }]), eve, [away('alice', 'eve')]), 'alice');
  assert.equal(speak(other, eve, [away('bob', 'eve', { roles: [] })]), 'hold.forbidden');
  assert.equal(speak(other, eve, [away('bob', 'eve', { untilMs: 50 })]), 'hold.forbidden');
  assert.equal(speak(other, eve, [away('bob', 'eve', { fromMs: 51 })]), 'hold.forbidden');
  assert.equal(
    speak(other, eve, [away('bob', 'dave'), away('dave', 'eve', { roles: [] })]),
    'hold.forbidden',
  );
});

test('escalation adds people and takes no rule away', () => {
  const late = (need: Need) => asked([need], { escalatedTo: 'lead' });
  for (const need of [{ by: 'subject' }, { by: 'other' }, { by: 'two' }] as const) {
    assert.equal(speak(late(need), person('bob', 'lead')), 'bob');
    assert.equal(speak(late(need), person('assistant', 'lead')), 'hold.forbidden');
  }
  assert.equal(speak(late({ by: 'other' }), person('alice', 'lead')), 'hold.forbidden');
});

test('it takes every need, different people for two, and one no is a no', () => {
  const answer = (
    who: string,
    serves: readonly number[],
    changes: Partial<GivenAnswer> = {},
  ): GivenAnswer => ({
    ...{ person: who, standsFor: who, serves, yes: true },
    ...changes,
  });
  const two: Need = { by: 'two' };
  assert.equal(verdictOf([two], [answer('bob', [0])]), 'waiting');
  assert.equal(verdictOf([two], [answer('bob', [0]), answer('bob', [0])]), 'waiting');
  assert.equal(verdictOf([two], [answer('bob', [0]), answer('bob', [0], { standsFor: 'carol' })]), 'waiting');
  assert.equal(verdictOf([two], [answer('bob', [0]), answer('eve', [0], { standsFor: 'bob' })]), 'waiting');
  assert.equal(verdictOf([two], [answer('bob', [0]), answer('carol', [0])]), 'approved');
  assert.equal(
    verdictOf([two], [answer('bob', [0]), answer('carol', [0]), answer('x', [], { yes: false })]),
    'denied',
  );
  assert.equal(verdictOf([{ by: 'subject' }, { by: 'other' }], [answer('alice', [0])]), 'waiting');
  assert.equal(verdictOf([], [answer('alice', [])]), 'waiting');
});

test('no crowd of agents, workloads and their deputies ever gets a yes', () => {
  const names = ['assistant', 'runner', 'mallory'] as const;
  const name = fc.constantFrom(...names);
  const need: fc.Arbitrary<Need> = fc.constantFrom<Need>(
    { by: 'subject' },
    { by: 'other' },
    { by: 'two' },
    { by: 'role', role: 'cfo' },
  );
  const deputies = fc.array(fc.record({ from: name, to: name }), { maxLength: 8 });
  fc.assert(
    fc.property(fc.array(need, { minLength: 1, maxLength: 3 }), deputies, (needs, pairs) => {
      const question = asked(needs, {
        actors: names.map((id) => ({ kind: 'agent', id })),
        escalatedTo: 'lead',
      });
      const lent = pairs.map(({ from, to }) => away(from, to, { roles: ['approver', 'cfo', 'lead'] }));
      for (const id of names) {
        assert.equal(speak(question, person(id, 'approver', 'cfo', 'lead'), lent), 'hold.forbidden');
      }
    }),
  );
});
