/** Evidence in a real PostgreSQL: durable, idempotent, append-only, and closed to everyone else. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { createCrossingStore } from '../../src/stores/postgres/crossings.ts';
import { createEntryWriter } from '../../src/stores/postgres/evidence.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import {
  committerOf,
  entryOf,
  intent,
  newId,
  outcome,
  outcomeEvidence,
  pause,
  refusalEvidence,
  until,
} from './samples.ts';

let fresh: FreshDatabase;
before(async () => {
  fresh = await freshDatabase();
});
after(() => fresh.close());

const count = async (text: string, values: readonly unknown[] = []): Promise<number> =>
  (await fresh.superuser(text, values)).length;
const kinds = async (crossing: string) =>
  (
    await fresh.superuser<{ kind: string }>('select kind from gatehouse.evidence where crossing = $1', [
      crossing,
    ])
  )
    .map(({ kind }) => kind)
    .sort();
const openOf = (crossing: string) =>
  count('select from gatehouse.open_crossing where crossing = $1', [crossing]);

test('an intent opens a crossing, its outcome closes it, and both wait to be sealed', async () => {
  const { append } = committerOf(fresh.database);
  const id = newId();
  assert.ok((await append(intent(id))).ok);
  assert.equal(await openOf(id), 1);
  assert.ok((await append(outcome(id))).ok);
  assert.equal(await openOf(id), 0);
  assert.deepEqual(await kinds(id), ['intent', 'outcome']);
  const leaves = await fresh.superuser(
    `select from gatehouse.evidence join gatehouse.ledger_pending using (entry)
     where crossing = $1 and leaf = sha256('\\x00'::bytea || convert_to(body, 'UTF8'))`,
    [id],
  );
  assert.equal(leaves.length, 2);
});

test('one batch may hold many tenants, and every byte of the bodies is kept', async () => {
  const { append } = committerOf(fresh.database);
  const nasty = { ...outcomeEvidence(newId()), answered: 'a\\"\n\t{}%\u0000é😂\u2028,NULL' };
  const entries = [
    intent(newId(), 'acme'),
    intent(newId(), 'globex'),
    entryOf(nasty),
    entryOf(refusalEvidence(newId())),
  ];
  for (const result of await Promise.all(entries.map((entry) => append(entry)))) assert.ok(result.ok);
  for (const { tenant, crossing, body } of entries) {
    const [row] = await fresh.superuser<{ tenant: string; body: string }>(
      'select tenant, body from gatehouse.evidence where crossing = $1',
      [crossing],
    );
    assert.deepEqual(row, { tenant, body });
  }
});

test('the same entry again is no second entry; another body under its name is refused', async () => {
  const { append } = committerOf(fresh.database);
  const entry = entryOf(refusalEvidence(newId()));
  const twice = await Promise.all([append(entry), append(entry)]);
  assert.ok(twice.every(({ ok }) => ok));
  assert.ok((await append(entry)).ok);
  const other = await append({ ...entry, body: '{"kind":"refusal"}' });
  assert.ok(!other.ok && other.fault.code === 'evidence.unavailable');
  assert.deepEqual(await kinds(entry.crossing), ['refusal']);
});

test('racing committers write an entry once, and of two versions one wins', async () => {
  const committers = [committerOf(fresh.database), committerOf(fresh.database), committerOf(fresh.database)];
  const ids = Array.from({ length: 40 }, newId);
  const outcomes = await Promise.all(
    ids.flatMap((id) =>
      committers.map(({ append }, index) => append(entryOf({ ...outcomeEvidence(id), status: 200 + index }))),
    ),
  );
  assert.equal(outcomes.filter(({ ok }) => ok).length, ids.length);
  assert.equal(await count('select from gatehouse.evidence where crossing = any($1)', [ids]), ids.length);
});

test('an entry that the database refuses does not fail its neighbours', async () => {
  const { append } = committerOf(fresh.database);
  const bad = { ...intent(newId()), clientReference: 'x'.repeat(300) };
  const good = Array.from({ length: 9 }, () => intent(newId()));
  const results = await Promise.all(
    [...good.slice(0, 4), bad, ...good.slice(4)].map((entry) => append(entry)),
  );
  assert.deepEqual(
    results.map(({ ok }) => ok),
    [true, true, true, true, false, true, true, true, true, true],
  );
  assert.deepEqual(await kinds(bad.crossing), []);
});

test("an outcome in another's place is written only while the crossing is open", async () => {
  const { record } = createEntryWriter(fresh.database);
  const [open, closed, never] = [newId(), newId(), newId()];
  await record([{ entry: intent(open) }, { entry: intent(closed) }]);
  await record([{ entry: outcome(closed) }]);
  const other = (id: string) => entryOf({ ...outcomeEvidence(id), ending: 'unknown' });
  const written = await record([open, closed, never].map((id) => ({ entry: other(id), onlyIfOpen: true })));
  assert.equal(written.state, 'committed');
  assert.deepEqual(await kinds(open), ['intent', 'outcome']);
  assert.deepEqual(await kinds(never), []);
  assert.equal(await openOf(open), 0);
});

test('an instance that was forgotten can open nothing', async () => {
  const writer = createEntryWriter({ ...fresh.database, instance: 'z'.repeat(26) });
  assert.equal((await writer.record([{ entry: intent(newId()) }])).state, 'refused');
  await assert.rejects(fresh.database.forgetInstance(fresh.database.instance), /open_crossing/);
});

test('nobody changes or removes evidence, not even by mistake as the owner', async () => {
  for (const text of [
    'update gatehouse.evidence set body = body',
    'delete from gatehouse.evidence',
    'truncate gatehouse.evidence',
  ]) {
    await assert.rejects(fresh.superuser(text), /never changed or removed/);
    await assert.rejects(fresh.database.app(text), /permission denied/);
    await assert.rejects(fresh.database.sealer(text), /permission denied/);
  }
});

test("the recorder can only record, the sealer cannot see evidence, and neither can do the other's work", async () => {
  const { recorder, sealer, app } = fresh.database;
  for (const table of ['evidence', 'open_crossing', 'ledger_pending', 'ledger_sealed', 'ledger_head']) {
    for (const text of [`select from gatehouse.${table}`, `delete from gatehouse.${table}`]) {
      await assert.rejects(recorder(text), /permission denied/);
    }
    await assert.rejects(app(`delete from gatehouse.${table}`), /permission denied/);
    await assert.rejects(sealer(`delete from gatehouse.${table}`), /permission denied/);
  }
  await assert.rejects(sealer('select from gatehouse.evidence'), /permission denied/);
  await assert.rejects(sealer('select from gatehouse.open_crossing'), /permission denied/);
  const record = "select gatehouse.record_entries('i','{}','{}','{}','{}','{}','{}','{}','{}','{}')";
  const seal = "select gatehouse.seal_entries(0, '{1}', '', '')";
  await assert.rejects(sealer(record), /permission denied/);
  await assert.rejects(app(record), /permission denied/);
  await assert.rejects(recorder(seal), /permission denied/);
  await assert.rejects(app(seal), /permission denied/);
});

test("raw SQL sees no other tenant's evidence, as any role", async () => {
  const { append } = committerOf(fresh.database);
  const id = newId();
  await append(intent(id, 'globex'));
  const text = 'select tenant from gatehouse.evidence union all select tenant from gatehouse.open_crossing';
  assert.deepEqual(await fresh.database.app(text), []);
  const rows = await fresh.database.asTenant('acme', (query) => query<{ tenant: string }>(text, []));
  assert.deepEqual([...new Set(rows.map(({ tenant }) => tenant))], ['acme']);
  const store = createCrossingStore(fresh.database);
  assert.deepEqual(await store.find('acme', id), []);
  assert.equal((await store.find('globex', id)).length, 1);
  const owner = (
    await fresh.superuser<{ owner: string }>("select current_database() || '_owner' as owner")
  )[0]?.owner;
  const client = new pg.Client({ connectionString: fresh.url });
  await client.connect();
  await client.query(`set role ${pg.escapeIdentifier(owner ?? '')}`);
  assert.deepEqual((await client.query(text)).rows, []);
  await client.end();
});

test("crossings are found by id, by the caller's reference, as the last one, and in pages", async () => {
  const { append } = committerOf(fresh.database);
  const store = createCrossingStore(fresh.database);
  const ids = Array.from({ length: 5 }, newId).sort();
  for (const id of ids) await append({ ...intent(id, 'pages'), clientReference: 'again' });
  await append(outcome(ids[2] ?? '', 'pages'));
  const newest = ids.at(-1);
  assert.equal((await store.find('pages', 'last'))[0]?.crossing, newest);
  assert.equal((await store.find('pages', 'again'))[0]?.crossing, newest);
  const found = await store.find('pages', ids[2] ?? '');
  assert.deepEqual(
    found.map(({ kind, place }) => [kind, place.state]),
    [
      ['intent', 'pending'],
      ['outcome', 'pending'],
    ],
  );
  const first = await store.list('pages', { limit: 3 });
  const rest = await store.list('pages', { limit: 3, before: first.at(-1)?.[0]?.crossing ?? '' });
  const listed = [...first, ...rest].map((entries) => entries[0]?.crossing);
  assert.deepEqual(listed, [...ids].reverse());
  assert.deepEqual(await store.find('pages', 'nothing'), []);
});

test('charges are committed with their entry, and an entry that comes again is not charged again', async () => {
  const { append } = committerOf(fresh.database);
  const entry = outcome(newId(), 'charged');
  const share = { budget: 'b', subject: 'tenant', measure: 'tokens', windowStartMs: 0, amount: 50 };
  const charges = { tenant: 'charged', charges: [{ share, spent: 40 }] };
  for (const result of await Promise.all([append(entry, charges), append(entry, charges)]))
    assert.ok(result.ok);
  assert.ok((await append(entry, charges)).ok);
  const rows = await fresh.superuser<{ spent: string }>(
    "select spent from gatehouse.budget_usage where tenant = 'charged'",
  );
  assert.deepEqual(rows, [{ spent: '40' }]);
});

test('while the database takes no connections, an intent fails, an outcome waits, and then service is back', async () => {
  const { append } = committerOf(fresh.database, { retryEveryMs: 1 });
  const id = newId();
  assert.ok((await append(intent(id))).ok);
  await fresh.superuser(recorderMay('nologin'));
  await fresh.superuser(END_RECORDERS);
  const waiting = append(outcome(id));
  const refused = await append(intent(newId()));
  assert.ok(!refused.ok && refused.fault.code === 'evidence.unavailable');
  assert.deepEqual(await kinds(id), ['intent']);
  await fresh.superuser(recorderMay('login'));
  assert.ok((await waiting).ok);
  assert.deepEqual(await kinds(id), ['intent', 'outcome']);
  assert.ok((await append(intent(newId()))).ok);
});

test('sessions that are killed in mid-batch lose nothing that was acknowledged, and leave nothing open', async () => {
  const committer = committerOf(fresh.database, { batchEntries: 8, retryEveryMs: 1 });
  let going = true;
  let killed = 0;
  const killer = (async () => {
    for (; going; await pause(20)) killed += await count(KILL);
  })();
  const tell = async (id: string) => {
    const intended = await committer.append(intent(id, 'killed'));
    return { id, intended, ended: intended.ok ? await committer.append(outcome(id, 'killed')) : undefined };
  };
  const told: Awaited<ReturnType<typeof tell>>[] = [];
  // A fast machine can be done before the first kill meets a batch, so rounds go on until one has.
  for (let round = 0; round < 40 && (round === 0 || killed === 0); round += 1) {
    told.push(...(await Promise.all(Array.from({ length: 150 }, () => tell(newId())))));
  }
  going = false;
  await killer;
  assert.ok(killed > 0);
  for (const { id, intended, ended } of told) {
    const found = await kinds(id);
    if (intended.ok) assert.ok(found.includes('intent'));
    if (ended?.ok) assert.deepEqual(found, ['intent', 'outcome']);
  }
  await until(async () => (await count("select from gatehouse.open_crossing where tenant = 'killed'")) === 0);
});

const KILL = `select pg_terminate_backend(pid) from pg_stat_activity
  where usename = current_database() || '_recorder' and state = 'active'`;
const END_RECORDERS = `select pg_terminate_backend(pid) from pg_stat_activity
  where usename = current_database() || '_recorder'`;

function recorderMay(login: 'login' | 'nologin'): string {
  return `do $$ begin execute format('alter role %I ${login}', current_database() || '_recorder'); end $$`;
}
