/** What may be used once is accepted once, by all processes together, and a database that is away accepts nothing. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openDatabase } from '../../src/stores/postgres/connect.ts';
import { createReplayStore } from '../../src/stores/postgres/replay.ts';
import { chance, type FreshDatabase, freshDatabase } from '../support/database.ts';

let fresh: FreshDatabase;
before(async () => {
  fresh = await freshDatabase();
});
after(() => fresh?.close());

const LATER = 2_000_000_000_000;

test('of many who show one id at once, in two processes, one is the first', async () => {
  const other = await openDatabase({ url: fresh.url, secret: fresh.secret, chance });
  assert.ok(other.ok);
  const stores = [createReplayStore(fresh.database.app), createReplayStore(other.value.app)];
  const asks = Array.from({ length: 20 }, (_, index) => stores[index % 2]?.first('dpop', 'same', LATER));
  const answers = await Promise.all(asks);
  await other.value.close();
  assert.equal(answers.filter((answer) => answer?.ok && answer.value).length, 1);
  assert.equal(answers.filter((answer) => answer?.ok && !answer.value).length, 19);
});

test('scopes do not see each other, and a scope and an id cannot be shifted into another pair', async () => {
  const store = createReplayStore(fresh.database.app);
  const pairs = [
    ['signature', 'one'],
    ['signature:o', 'ne'],
    ['signature', 'on","e'],
    ['dpop', 'one'],
  ] as const;
  for (const [scope, id] of pairs) {
    assert.deepEqual(await store.first(scope, id, LATER), { ok: true, value: true });
    assert.deepEqual(await store.first(scope, id, LATER), { ok: true, value: false });
  }
});

test('an id is remembered until it has expired for every clock, and then forgotten', async () => {
  const store = createReplayStore(fresh.database.app);
  const expires = 1_800_000_000_000;
  assert.deepEqual(await store.first('nonce', 'a', expires), { ok: true, value: true });
  await store.forget(expires + 60_000);
  assert.deepEqual(await store.first('nonce', 'a', expires), { ok: true, value: false });
  await store.forget(expires + 600_000);
  const rows = await fresh.superuser('select from gatehouse.replay where expires_at < $1', [new Date(LATER)]);
  assert.equal(rows.length, 0);
});

test('when the database is away, nothing counts as first', async () => {
  const store = createReplayStore(() => Promise.reject(new Error('away')));
  const answer = await store.first('nonce', 'b', LATER);
  assert.ok(!answer.ok);
  assert.equal(answer.fault.code, 'identity.unavailable');
});
