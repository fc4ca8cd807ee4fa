/** What time and channels do to held calls: each message once, signed, again when it was not taken; answers but once. */
import assert from 'node:assert/strict';
import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import type { Channel } from '../../src/approval/channel.ts';
import { tick } from '../../src/approval/duty.ts';
import type { HoldEvent } from '../../src/approval/hold-store.ts';
import { createInbound } from '../../src/approval/inbound.ts';
import { createEgress, type WayOut } from '../../src/net/egress.ts';
import { openDatabase } from '../../src/stores/postgres/connect.ts';
import type { Database } from '../../src/stores/postgres/database.ts';
import { createReplayStore } from '../../src/stores/postgres/replay.ts';
import { chance, type FreshDatabase, freshDatabase } from '../support/database.ts';
import { movingClock } from '../support/moving-clock.ts';
import { startUpstream, type Upstream } from '../support/upstream.ts';
import { actsOf, askOf, code, type Desk, deskOn, good, person, say } from './support.ts';

const MINUTE_MS = 60_000;
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const key = createSecretKey(randomBytes(32));
const clock = movingClock();
const people: Record<string, ReturnType<typeof person>> = { U1: person('alice'), U2: person('eve') };
const personOf = (name: string) => (Object.hasOwn(people, name) ? people[name] : undefined);
const settings = {
  remind_minutes: 10,
  escalate: { after_minutes: 25, role: 'lead' },
  keep_days: 1,
  channels: (['json', 'slack', 'teams'] as const).map((format) => ({
    ...{ id: format, tenant: 'acme', format, url: { env: 'X' } },
    events: ['requested', 'reminder', 'escalated', 'approved', 'denied', 'expired'] satisfies HoldEvent[],
  })),
};

let fresh: FreshDatabase;
let second: Database;
let receiver: Upstream;
let egress: WayOut;
let desk: Desk;
let twin: Desk;
let mandates = 0;
before(async () => {
  fresh = await freshDatabase();
  second = good(await openDatabase({ url: fresh.url, secret: fresh.secret, chance }));
  receiver = await startUpstream();
  desk = deskOn(fresh.database, { key, clock, settings });
  twin = deskOn(second, { key, clock, settings });
  egress = createEgress({
    destinations: [{ purpose: 'webhook', url: receiver.url, allowPrivate: true }],
    timeouts: { connectMs: 2_000, firstByteMs: 2_000, idleMs: 2_000, totalMs: 2_000 },
  });
});
after(async () => {
  await egress?.close();
  await receiver?.close();
  await second?.close();
  await fresh?.close();
});
beforeEach(() => taken());

const channels = (): readonly Channel[] => [
  channel('json', { kind: 'signed', key: Buffer.from('inbound'), personOf }),
  channel('slack', { kind: 'slack', secret: 'slack secret', personOf }),
  channel('teams', undefined),
];

function channel(id: 'json' | 'slack' | 'teams', inbound: Channel['inbound']): Channel {
  const outbound = Buffer.from(SECRET.slice(6), 'base64');
  return { id, tenant: 'acme', format: id, url: `${receiver.url}/${id}`, key: outbound, inbound };
}

const taken = (status = 200) =>
  receiver.expect(({ response }) => {
    response.writeHead(status).end();
  });

/** Both processes at once, several times, as the duty does it. */
async function tickAll(): Promise<readonly string[]> {
  const before = receiver.calls.length;
  const one = (process: Desk) =>
    tick({
      ...process.parts,
      times: process.times,
      channels,
      calls: () => egress,
      tenants: () => ['acme', 'globex'],
    });
  await Promise.all([desk, twin, desk, twin].map(one));
  return receiver.calls.slice(before).map(({ path, body }) => {
    const { type = path.slice(1) } = JSON.parse(body) as { type?: string };
    return path === '/json' ? type : path.slice(1);
  });
}

const request = async () => {
  const ask = askOf({ mandate: `md_duty_${++mandates}` });
  return { ask, hold: good(await desk.approvals.request(ask)) };
};

test('people are told once by each channel, in its form, signed, and of nothing that a channel makes more of', async () => {
  const { ask, hold } = await request();
  assert.deepEqual(await tickAll(), [], 'not before calls that follow could join');
  clock.advance(3_000);
  assert.deepEqual([...(await tickAll())].sort(), ['hold.requested', 'slack', 'teams']);
  assert.deepEqual(await tickAll(), []);
  for (const { headers, body } of receiver.calls) {
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const wanted = createHmac('sha256', Buffer.from(SECRET.slice(6), 'base64'))
      .update(signed)
      .digest('base64');
    assert.equal(headers['webhook-signature'], `v1,${wanted}`);
    assert.ok(body.includes(hold.id));
    assert.match(body, /mallory@evil\.example/);
    assert.doesNotMatch(body, /[<>]/);
  }
  assert.equal(await say(desk, person('alice'), hold.id), 'approved');
  assert.deepEqual([...(await tickAll())].sort(), ['hold.approved', 'slack', 'teams']);
  assert.doesNotMatch(receiver.calls.at(-1)?.body ?? '', /mallory/);
  assert.equal(good(await desk.approvals.take(hold.id, ask)).state, 'approved');
});

test('reminders, escalation and expiry come in time, once, whoever looks', async () => {
  const { ask, hold } = await request();
  clock.advance(3_000);
  await tickAll();
  const told = async (minutes: number) => {
    clock.advance(minutes * MINUTE_MS);
    return (await tickAll()).filter((one) => one.startsWith('hold.'));
  };
  assert.deepEqual(await told(9), []);
  assert.deepEqual(await told(1), ['hold.reminder']);
  assert.deepEqual(await told(1), []);
  assert.equal(await say(desk, person('lena', 'lead'), hold.id), 'control.not_found');
  assert.deepEqual([...(await told(14))].sort(), ['hold.escalated', 'hold.reminder']);
  assert.equal(
    good(await desk.answers.show('acme', { person: person('lena', 'lead') }, hold.id)).answerable,
    true,
  );
  assert.deepEqual(await told(60), ['hold.expired']);
  assert.deepEqual(await told(60), []);
  assert.equal(good(await desk.approvals.take(hold.id, ask)).state, 'expired');
  const kinds = (await actsOf(fresh))
    .filter((body) => body.includes(hold.id))
    .map((body) => JSON.parse(body).act);
  assert.deepEqual(kinds, ['hold.request', 'hold.escalate', 'hold.expire']);
});

test('what was not taken is sent again under its id, later and later, and then given up', async () => {
  await request();
  clock.advance(3_000);
  taken(500);
  assert.equal((await tickAll()).length, 3);
  const [first] = receiver.calls;
  assert.deepEqual(await tickAll(), [], 'not at once');
  clock.advance(31_000);
  assert.equal((await tickAll()).length, 3);
  const ids = new Set(receiver.calls.map(({ headers }) => headers['webhook-id']));
  assert.equal(ids.size, 3);
  assert.ok(ids.has(first?.headers['webhook-id'] ?? ''));
  taken(301);
  for (let turn = 0; turn < 12; turn++) {
    clock.advance(4 * MINUTE_MS);
    await tickAll();
  }
  const again = receiver.calls.filter(
    ({ headers }) => headers['webhook-id'] === first?.headers['webhook-id'],
  );
  assert.ok(again.length <= 6, 'given up');
  assert.ok(
    !receiver.calls.some(({ path }) => !/^\/(json|slack|teams)$/.test(path)),
    'no redirect is followed',
  );
});

test('what closed long ago is forgotten, with everything that was sealed', async () => {
  const { hold } = await request();
  assert.equal(await say(desk, person('alice'), { id: hold.id, yes: false }), 'denied');
  clock.advance(25 * 60 * MINUTE_MS);
  await tickAll();
  const left = await fresh.superuser('select id from gatehouse.hold where id = $1', [hold.id]);
  assert.deepEqual(left, []);
});

const receive = (desk: Desk, database: Database) =>
  createInbound({ answers: desk.answers, channels, once: createReplayStore(database.app), clock });

/** A button of Slack that somebody pressed. */
async function pressed(id: string, { user = 'U1', action = 'yes', secret = 'slack secret' } = {}) {
  const { shown } = good(await desk.answers.show('acme', { operator: 'operator' }, id)).question;
  const payload = {
    type: 'block_actions',
    user: { id: user },
    actions: [{ action_id: action, value: `${id} ${shown}` }],
  };
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const seconds = Math.floor(clock.nowMs() / 1_000);
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')}`;
  const headers = { 'x-slack-request-timestamp': String(seconds), 'x-slack-signature': signature };
  return { channel: 'slack', headers, body };
}

test('a button of Slack answers once, for those whom it may speak for, and forged or repeated ones do nothing', async () => {
  const { ask, hold } = await request();
  const [here, there] = [receive(desk, fresh.database), receive(twin, second)];
  assert.equal(code(await here(await pressed(hold.id, { secret: 'guess' }))), 'identity.invalid');
  assert.equal(code(await here(await pressed(hold.id, { user: 'U9' }))), 'hold.forbidden');
  assert.equal(code(await here(await pressed(hold.id, { user: '__proto__' }))), 'hold.forbidden');
  assert.equal(code(await here(await pressed(hold.id, { user: 'U2' }))), 'control.not_found');
  assert.equal(code(await here({ ...(await pressed(hold.id)), channel: 'teams' })), 'control.not_found');
  const good = await pressed(hold.id);
  const codes = (await Promise.all([here(good), there(good), here(good), there(good)])).map(code).sort();
  assert.deepEqual(codes, ['hold.replayed', 'hold.replayed', 'hold.replayed', 'ok']);
  clock.advance(301_000);
  assert.equal(code(await here(good)), 'identity.invalid');
  const taken = await desk.approvals.take(hold.id, ask);
  assert.equal(taken.ok && taken.value.state, 'approved');
});

test('a signed callback answers for one person at a time, and a second one of the same person is not a second person', async () => {
  const ask = askOf({ mandate: `md_duty_${++mandates}`, needs: [{ by: 'two' }] });
  people.U3 = person('bob', 'approver');
  const hold = good(await desk.approvals.request(ask));
  const { shown } = good(await desk.answers.show('acme', { operator: 'operator' }, hold.id)).question;
  const inbound = receive(desk, fresh.database);
  const call = (said: object) => {
    const body = JSON.stringify({ question: hold.id, shown, person: 'U3', answer: 'yes', ...said });
    const id = `msg_${randomBytes(4).toString('hex')}`;
    const seconds = String(Math.floor(clock.nowMs() / 1_000));
    const mac = createHmac('sha256', 'inbound').update(`${id}.${seconds}.${body}`).digest('base64');
    const headers = { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${mac}` };
    return inbound({ channel: 'json', headers, body });
  };
  assert.equal(code(await call({ answer: 'maybe' })), 'control.invalid');
  assert.equal(code(await call({ shown: 'f'.repeat(64) })), 'hold.changed');
  assert.equal(good(await call({})).state, 'waiting');
  assert.equal(code(await call({})), 'hold.closed');
  assert.equal(good(await desk.approvals.take(hold.id, ask)).state, 'waiting');
});
