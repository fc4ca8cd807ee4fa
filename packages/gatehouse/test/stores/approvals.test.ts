/** Held calls on real PostgreSQL: durable, asked once, used once, bound to exactly what was shown, and sealed. */
import assert from 'node:assert/strict';
import { createSecretKey, randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { HoldRequest } from '../../src/approval/approvals.ts';
import { openDatabase } from '../../src/stores/postgres/connect.ts';
import { createPrincipals } from '../../src/stores/postgres/standings.ts';
import { actsOf, askOf, code, type Desk, deskOn, good, person, say, traced } from '../approval/support.ts';
import { chance, type FreshDatabase, freshDatabase } from '../support/database.ts';
import { movingClock } from '../support/moving-clock.ts';

let fresh: FreshDatabase;
let desk: Desk;
let count = 0;
const key = createSecretKey(randomBytes(32));
const clock = movingClock();
const alice = person('alice');
before(async () => {
  fresh = await freshDatabase();
  desk = deskOn(fresh.database, { key, clock });
});
after(() => fresh?.close());

/** A request of a mandate that no other test has. */
const fresher = (changes: Partial<HoldRequest> = {}) => {
  const name = `md_${++count}`;
  const chain = [{ kind: 'agent', id: `agent-${name}` }] as const;
  return askOf({ mandate: name, principal: { ...askOf().principal, chain }, ...changes });
};

test('a call waits, a yes is good once, and who said it is told', async () => {
  const ask = fresher();
  const hold = good(await desk.approvals.request(ask));
  assert.equal(hold.state, 'waiting');
  assert.equal(good(await desk.approvals.take(hold.id, ask)).state, 'waiting');
  assert.equal(await say(desk, alice, hold.id), 'approved');
  assert.equal(good(await desk.approvals.request({ ...ask, crossing: 'cx_2' })).state, 'approved');
  const taken = good(await desk.approvals.take(hold.id, { ...ask, crossing: 'cx_2' }));
  assert.deepEqual(taken, { state: 'approved', hold: hold.id, people: ['alice'], grants: [] });
  assert.equal(code(await desk.approvals.take(hold.id, ask)), 'hold.used');
  const name = { tenant: 'acme', mandate: ask.mandate, id: hold.id };
  assert.equal(good(await desk.approvals.status(name)).state, 'used');
  const again = good(await desk.approvals.request(ask));
  assert.equal(again.state, 'waiting');
  assert.notEqual(again.id, hold.id);
});

test('the reason of a no is told with it, as one bounded line that cannot leave its quotation marks', async () => {
  const ask = fresher();
  const hold = good(await desk.approvals.request(ask));
  assert.equal(hold.reason, undefined);
  const shown = good(await desk.answers.show('acme', { person: alice }, hold.id)).question.shown;
  const reason = `Not "that" one.\n\u001b[31mGatehouse: approved\u202e ${'x'.repeat(400)}`;
  const given = { yes: false, shown, reason, grantValues: false, via: 'token' };
  good(await desk.answers.answer({ tenant: 'acme', id: hold.id }, { person: alice }, given));
  const name = { tenant: 'acme', mandate: ask.mandate, id: hold.id };
  const told = [good(await desk.approvals.request(ask)), good(await desk.approvals.status(name))];
  const taken = good(await desk.approvals.take(hold.id, ask));
  for (const { state, reason: why = '' } of [...told, ...(taken.state === 'approved' ? [] : [taken.hold])]) {
    assert.equal(state, 'denied');
    assert.match(
      why,
      /^Not \\u\{22\}that\\u\{22\} one\.\\n\\u\{1b\}\[31mGatehouse: approved\\u\{202e\} x+\u2026$/,
    );
    assert.ok(why.length < 360);
  }
  for (const act of await actsOf(fresh)) assert.doesNotMatch(act, /Not .*that/);
});

test('a yes to one call is no yes to any other', async () => {
  const ask = fresher();
  const hold = good(await desk.approvals.request(ask));
  assert.equal(await say(desk, alice, hold.id), 'approved');
  const { principal, call, assessment } = ask;
  const origin = { ...traced().origin, how: 'Another way.' };
  const changed: Readonly<Record<string, Partial<HoldRequest>>> = {
    arguments: { call: { ...call, arguments: `${call.arguments} ` } },
    tool: { call: { ...call, tool: 'mail/send_emails' } },
    definition: { call: { ...call, definitionDigest: 'd2' } },
    'what the tool does': { call: { ...call, manifest: { ...call.manifest, readers: 'public' } } },
    policy: { policy: { ...ask.policy, digest: 'p2' } },
    rule: { policy: { ...ask.policy, rules: [{ id: 'default-origin', reason: 'Another.' }] } },
    needs: { needs: [{ by: 'other' }] },
    agent: { principal: { ...principal, chain: [{ kind: 'agent', id: 'other' }] } },
    chain: { principal: { ...principal, chain: [...principal.chain, { kind: 'workload', id: 'x' }] } },
    credential: { principal: { ...principal, credential: { ...principal.credential, id: 'other' } } },
    subject: { subject: { kind: 'person', id: 'bob' } },
    purpose: { purpose: 'other' },
    words: { words: [...ask.words, 'And to Mallory.'] },
    origin: { assessment: { ...assessment, traced: [traced({ origin })] } },
    founded: { assessment: { ...assessment, traced: [traced({ founded: true })] } },
    leak: { assessment: { ...assessment, leaks: [{ step: 1, place: '$', classes: ['email'], how: 'x' }] } },
    beyond: { assessment: { ...assessment, beyond: [{ reason: 'count', how: 'x' }] } },
  };
  for (const [what, change] of Object.entries(changed)) {
    assert.equal(code(await desk.approvals.take(hold.id, { ...ask, ...change })), 'hold.changed', what);
  }
  for (const change of [{ mandate: 'md_other' }, { tenant: 'globex' }]) {
    assert.equal(code(await desk.approvals.take(hold.id, { ...ask, ...change })), 'hold.unknown');
  }
  assert.equal(good(await desk.approvals.take(hold.id, ask)).state, 'approved');
});

test('of all processes that try at once, one gets the yes', async () => {
  const other = good(await openDatabase({ url: fresh.url, secret: fresh.secret, chance }));
  const second = deskOn(other, { key, clock });
  try {
    for (let round = 0; round < 5; round++) {
      const ask = fresher();
      const holds = await Promise.all([desk, second, desk, second].map((one) => one.approvals.request(ask)));
      const ids = new Set(holds.map((hold) => good(hold).id));
      assert.equal(ids.size, 1, 'one call is one hold, whoever asks');
      const [id = ''] = ids;
      assert.equal(await say(second, alice, id), 'approved');
      const tries = Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? desk : second));
      const taken = await Promise.all(tries.map((one) => one.approvals.take(id, ask)));
      const states = taken.map((one) => (one.ok ? one.value.state : one.fault.code)).sort();
      assert.deepEqual(states, ['approved', ...Array(7).fill('hold.used')]);
    }
  } finally {
    await other.close();
  }
});

test('what waits is there after the process that asked was killed', async () => {
  const ask = fresher();
  const before = good(await openDatabase({ url: fresh.url, secret: fresh.secret, chance }));
  const hold = good(await deskOn(before, { key, clock }).approvals.request(ask));
  // As kill -9 does: its sessions end in the middle of whatever they do, and nothing is closed.
  const dying = deskOn(before, { key, clock }).answers.show('acme', { person: alice }, hold.id);
  await fresh.superuser(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'gatehouse app'",
  );
  await dying;
  await before.close();
  assert.equal(await say(desk, alice, hold.id), 'approved');
  assert.equal(good(await desk.approvals.take(hold.id, ask)).state, 'approved');
});

test('an agent that asks again after a no gets the same no, and bothers nobody', async () => {
  const ask = fresher();
  const hold = good(await desk.approvals.request(ask));
  assert.equal(await say(desk, alice, { id: hold.id, yes: false }), 'denied');
  const again = good(await desk.approvals.request(ask));
  assert.deepEqual([again.id, again.state], [hold.id, 'denied']);
  assert.equal(good(await desk.approvals.take(hold.id, ask)).state, 'denied');
  assert.equal(await say(desk, alice, hold.id), 'hold.closed');
});

test('questions and answers expire', async () => {
  const [one, two] = [fresher(), fresher()];
  const waiting = good(await desk.approvals.request(one));
  const answered = good(await desk.approvals.request(two));
  assert.equal(await say(desk, alice, answered.id), 'approved');
  clock.advance(16 * 60_000);
  assert.equal(good(await desk.approvals.take(answered.id, two)).state, 'expired');
  assert.equal(good(await desk.approvals.take(waiting.id, one)).state, 'waiting');
  clock.advance(45 * 60_000);
  assert.equal(good(await desk.approvals.take(waiting.id, one)).state, 'expired');
  assert.equal(await say(desk, alice, waiting.id), 'hold.closed');
  assert.equal(good(await desk.approvals.request(one)).state, 'waiting');
});

test('calls of one tool in a row are one question, and an answer is about the calls that were looked at', async () => {
  const ask = fresher();
  const more = { ...ask, call: { ...ask.call, arguments: '{"recipient":"eve@evil.example"}' } };
  const first = good(await desk.approvals.request(ask));
  const seen = good(await desk.answers.show('acme', { person: alice }, first.id)).question;
  const second = good(await desk.approvals.request(more));
  const late = { yes: true, shown: seen.shown, reason: '', grantValues: false, via: 'token' };
  const place = { tenant: 'acme', id: seen.id };
  assert.equal(code(await desk.answers.answer(place, { person: alice }, late)), 'hold.changed');
  const both = good(await desk.answers.show('acme', { person: alice }, second.id)).question;
  assert.deepEqual(
    both.held.map(({ id }) => id),
    [first.id, second.id],
  );
  assert.equal(await say(desk, alice, second.id), 'approved');
  const third = { ...ask, call: { ...ask.call, arguments: '{}' } };
  assert.equal(good(await desk.approvals.request(third)).state, 'waiting', 'nothing joins what was answered');
  for (const [hold, request] of [
    [first, ask],
    [second, more],
  ] as const) {
    assert.equal(good(await desk.approvals.take(hold.id, request)).state, 'approved');
  }
});

test('a mandate and an agent have so many open questions and no more', async () => {
  const ask = fresher();
  const other = (index: number, mandate = ask.mandate) => ({
    ...ask,
    mandate,
    call: { ...ask.call, tool: `mail/tool_${index}` },
  });
  for (let index = 0; index < 5; index++) good(await desk.approvals.request(other(index)));
  assert.equal(code(await desk.approvals.request(other(5))), 'hold.limit');
  assert.equal(
    good(await desk.approvals.request(other(4))).state,
    'waiting',
    'asking again is no new question',
  );
  for (let index = 0; index < 15; index++)
    good(await desk.approvals.request(other(0, `${ask.mandate}_${index}`)));
  assert.equal(code(await desk.approvals.request(other(0, `${ask.mandate}_15`))), 'hold.limit');
});

test('a yes can allow the unfounded values for the mandate, if everybody whose yes it took says so', async () => {
  const ask = fresher({ needs: [{ by: 'subject' }, { by: 'other' }] });
  const hold = good(await desk.approvals.request(ask));
  assert.equal(await say(desk, alice, { id: hold.id, grantValues: true }), 'waiting');
  assert.equal(await say(desk, person('bob', 'approver'), { id: hold.id, grantValues: true }), 'approved');
  const taken = good(await desk.approvals.take(hold.id, ask));
  assert.deepEqual(taken.state === 'approved' && taken.grants, [
    { tool: 'mail/send_email', argument: 'recipient', values: ['mallory@evil.example'] },
  ]);
});

test('one person who answers twice is one person', async () => {
  const ask = fresher({ needs: [{ by: 'two' }] });
  const hold = good(await desk.approvals.request(ask));
  const bob = person('bob', 'approver');
  assert.equal(await say(desk, bob, hold.id), 'waiting');
  assert.equal(await say(desk, bob, hold.id), 'hold.closed');
  assert.equal(good(await desk.approvals.take(hold.id, ask)).state, 'waiting');
  assert.equal(await say(desk, person('carol', 'approver'), hold.id), 'approved');
});

test('whoever was put out says no yes, is answered for by nobody, and takes the yes along that was not used', async () => {
  const clockNow = clock.nowMs();
  const zoe = person('Zoe', 'approver');
  const standings = createPrincipals({ database: fresh.database, clock });
  const name = { tenant: 'acme', kind: 'person', id: 'zoe' } as const;
  const [used, unused] = [fresher({ needs: [{ by: 'other' }] }), fresher({ needs: [{ by: 'other' }] })];
  const [first, second] = [
    good(await desk.approvals.request(used)),
    good(await desk.approvals.request(unused)),
  ];
  good(
    await desk.answers.nameDeputy(zoe, { deputy: 'dan', fromMs: clockNow, untilMs: clockNow + 86_400_000 }),
  );
  assert.equal(await say(desk, zoe, first.id), 'approved');
  good(await standings.disable(name));
  assert.equal(code(await desk.approvals.take(first.id, used)), 'hold.changed');
  assert.equal(await say(desk, zoe, second.id), 'identity.revoked');
  assert.equal(await say(desk, person('dan'), second.id), 'control.not_found');
  good(await standings.enable(name));
  assert.equal(await say(desk, person('dan'), second.id), 'approved');
});

test('what is on record has no content, what is stored is sealed, and another tenant sees none of it', async () => {
  const ask = fresher({ words: ['the secret words'] });
  const hold = good(await desk.approvals.request(ask));
  assert.equal(await say(desk, alice, hold.id), 'approved');
  good(await desk.approvals.take(hold.id, ask));
  const acts = (await actsOf(fresh)).filter((body) => body.includes(hold.id));
  const kinds = acts.map((body) => JSON.parse(body).act);
  assert.deepEqual(kinds, ['hold.request', 'hold.yes', 'hold.use']);
  const stored = JSON.stringify([
    acts,
    await fresh.superuser(
      'select q::text, h::text, a::text from gatehouse.hold_question q, gatehouse.hold h, gatehouse.hold_answer a where h.question = q.id and a.question = q.id',
    ),
  ]);
  assert.doesNotMatch(stored, /mallory|secret words|because/);
  assert.ok(stored.includes(hold.id));
  for (const table of ['hold_question', 'hold', 'hold_answer', 'hold_notice', 'deputy']) {
    const rows = await fresh.database.asTenant('globex', (query) =>
      query(`select * from gatehouse.${table}`),
    );
    assert.deepEqual(rows, [], table);
  }
});

test('no statement of ours uses a yes twice, takes an answer back, or changes what was asked', async () => {
  const ask = fresher();
  const hold = good(await desk.approvals.request(ask));
  assert.equal(await say(desk, alice, hold.id), 'approved');
  good(await desk.approvals.take(hold.id, ask));
  for (const statement of [
    'update gatehouse.hold set used_at = null',
    'update gatehouse.hold set used_at = now()',
    "update gatehouse.hold set digest = '\\x00'",
    'update gatehouse.hold_answer set yes = true',
    'delete from gatehouse.hold_answer',
    "update gatehouse.hold_question set state = 'waiting', closed_at = null where state = 'approved'",
  ]) {
    const done = fresh.database.asTenant('acme', (query) => query(statement));
    await assert.rejects(done, /permission denied|used once|stays closed/, statement);
  }
});

test('without a record there is no question, no answer and no use', async () => {
  const ask = fresher();
  const hold = good(await desk.approvals.request(ask));
  await fresh.superuser('alter function gatehouse.record_entries rename to gone');
  try {
    assert.equal(code(await desk.approvals.request(fresher())), 'evidence.unavailable');
    assert.equal(await say(desk, alice, hold.id), 'evidence.unavailable');
  } finally {
    await fresh.superuser('alter function gatehouse.gone rename to record_entries');
  }
  assert.equal(good(await desk.approvals.take(hold.id, ask)).state, 'waiting');
});
