/** The sequencer: gap-free, one at a time, taken over by another. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { keepSealing } from '../../src/ledger/sequencer.ts';
import { openDatabase } from '../../src/stores/postgres/connect.ts';
import { createCrossingStore } from '../../src/stores/postgres/crossings.ts';
import { createSealingStore } from '../../src/stores/postgres/sealing.ts';
import { chance } from '../support/database.ts';
import { pause, until } from './samples.ts';
import { type SealedLedger, sealedLedger } from './sealed-ledger.ts';

let ledger: SealedLedger;
before(async () => {
  ledger = await sealedLedger();
});
after(() => ledger.end());

test('what is appended while it is sealed gets places without gaps, in the order of entries within a batch', async () => {
  const faults: unknown[] = [];
  const sealing = keepSealing({ sequencer: ledger.sequencer, pause, onFault: (fault) => faults.push(fault) });
  await Promise.all([ledger.cross(40), ledger.cross(40)]);
  await sealing.stop();
  assert.deepEqual(faults, []);
  const rows = await ledger.superuser<{ seq: string }>(
    'select seq from gatehouse.ledger_sealed order by seq',
  );
  assert.deepEqual(
    rows.map(({ seq }) => Number(seq)),
    Array.from({ length: 160 }, (_, index) => index),
  );
  const verification = await ledger.verify();
  assert.deepEqual([verification.ok, verification.size, verification.pending], [true, 160, 0]);
});

test('a sealed crossing knows its place and the first head above it', async () => {
  const [id = ''] = await ledger.cross(1);
  const store = createCrossingStore(ledger.database);
  const places = async () => (await store.find('acme', id)).map(({ place }) => place);
  assert.deepEqual(await places(), [{ state: 'pending' }, { state: 'pending' }]);
  assert.deepEqual(await ledger.sequencer.sealOnce(), { ok: true, value: 2 });
  assert.deepEqual(await places(), [
    { state: 'sealed', seq: 160, headSize: 162 },
    { state: 'sealed', seq: 161, headSize: 162 },
  ]);
});

test('two sequencers cannot give the same place twice, even if both believe to have the duty', async () => {
  const { seal } = createSealingStore(ledger.database);
  await ledger.cross(1);
  const rows = await ledger.superuser<{ entry: string }>(
    'select entry from gatehouse.ledger_pending order by entry',
  );
  const entries = rows.map(({ entry }) => BigInt(entry));
  const head = { note: '', peaks: Buffer.alloc(0) };
  await assert.rejects(seal(10, entries, head), /grown under another head/);
  await assert.rejects(seal(162, [...entries, 10n ** 12n], head), /not every leaf is pending/);
  await assert.rejects(seal(162, [], head), /not every leaf is pending/);
  assert.deepEqual(await ledger.sequencer.sealOnce(), { ok: true, value: 2 });
});

test('another process takes over when the one that had the duty is gone', async () => {
  const opened = await openDatabase({ url: ledger.url, secret: ledger.secret, chance });
  assert.ok(opened.ok);
  const second = ledger.sequencerOf(opened.value);
  assert.ok((await second.sealOnce()).ok);
  await ledger.cross(1);
  assert.deepEqual(await second.sealOnce(), { ok: true, value: 0 });
  await ledger.superuser(
    "select pg_terminate_backend(pid) from pg_locks join pg_stat_activity using (pid) where locktype = 'advisory' and classid = 7307 and datname = current_database()",
  );
  let sealed = 0;
  await until(async () => {
    const result = await second.sealOnce();
    sealed += result.ok ? result.value : 0;
    return sealed === 2;
  });
  await opened.value.close();
  assert.ok((await ledger.verify()).ok);
});
