/** Recovery: what a dead process left open becomes `unknown`, charged at the bound, once. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { recover } from '../../src/ledger/recovery.ts';
import { createEntryWriter } from '../../src/stores/postgres/evidence.ts';
import { createRecoveryStore } from '../../src/stores/postgres/recovery.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { clock, intent, newId, outcome } from './samples.ts';

let fresh: FreshDatabase;
const DEAD = '0'.repeat(26);
const tenants = ['acme', 'globex'];
const share = { budget: 'b', subject: 'tenant', measure: 'money', windowStartMs: 0, amount: 12_000 };
const charges = (tenant: string) => ({ tenant, charges: [{ share, spent: 12_000 }] });

before(async () => {
  fresh = await freshDatabase();
});
after(() => fresh.close());

/** Lets an instance that is not alive open crossings; two in one tenant, one in the other, one of them ended. */
async function leaveOpen(): Promise<readonly string[]> {
  await fresh.superuser('insert into gatehouse.instance (id) values ($1) on conflict do nothing', [DEAD]);
  const { record } = createEntryWriter({ ...fresh.database, instance: DEAD });
  const [one, two, three, ended] = [newId(), newId(), newId(), newId()];
  const written = await record([
    { entry: intent(one), charges: charges('acme') },
    { entry: intent(two) },
    { entry: intent(three, 'globex'), charges: charges('globex') },
    { entry: intent(ended) },
  ]);
  assert.equal(written.state, 'committed');
  await record([{ entry: outcome(ended) }]);
  return [one, two, three];
}

const spent = async () =>
  (
    await fresh.superuser<{ tenant: string; spent: string }>(
      'select tenant, spent from gatehouse.budget_usage',
    )
  )
    .map((row) => ({ ...row, spent: Number(row.spent) }))
    .sort((left, right) => left.tenant.localeCompare(right.tenant));

const store = () => ({ ...createRecoveryStore(fresh.database), deadInstances: async () => deadOnes() });
const deadOnes = async () =>
  (await fresh.superuser<{ id: string }>('select id from gatehouse.instance where id = $1', [DEAD])).map(
    ({ id }) => id,
  );

test('open crossings of a dead process get an unknown outcome and are charged what was reserved', async () => {
  const ids = await leaveOpen();
  const recovered = await recover(store(), { tenants, nowMs: clock.nowMs });
  assert.deepEqual(recovered, { instances: 1, crossings: 3 });
  const rows = await fresh.superuser<{ crossing: string; body: string }>(
    "select crossing, body from gatehouse.evidence where kind = 'outcome' and crossing = any($1)",
    [ids],
  );
  assert.equal(rows.length, 3);
  for (const { crossing, body } of rows) {
    const { ending, usage, principal, crossing: own } = JSON.parse(body);
    assert.deepEqual(
      [ending, usage.basis, usage.microUsd, principal.id, own],
      ['unknown', 'bound', 12_000, 'helpdesk', crossing],
    );
  }
  assert.deepEqual(await spent(), [
    { tenant: 'acme', spent: 12_000 },
    { tenant: 'globex', spent: 12_000 },
  ]);
  assert.deepEqual(await deadOnes(), []);
  assert.deepEqual(await recover(store(), { tenants, nowMs: clock.nowMs }), { instances: 0, crossings: 0 });
});

test('two that recover at once write each outcome once, and charge it once', async () => {
  const before = await spent();
  const ids = await leaveOpen();
  const everyone = { ...store(), holdDuty: async () => true };
  const both = await Promise.allSettled([1, 2].map(() => recover(everyone, { tenants, nowMs: clock.nowMs })));
  assert.ok(both.some(({ status }) => status === 'fulfilled'));
  const rows = await fresh.superuser(
    "select from gatehouse.evidence where kind = 'outcome' and crossing = any($1)",
    [ids],
  );
  assert.equal(rows.length, 3);
  assert.deepEqual(
    await spent(),
    before.map((row) => ({ ...row, spent: row.spent + 12_000 })),
  );
  await recover(store(), { tenants, nowMs: clock.nowMs });
  assert.deepEqual(await deadOnes(), []);
});

test('who does not have the duty recovers nothing', async () => {
  await leaveOpen();
  const idle = { ...store(), holdDuty: async () => false };
  assert.deepEqual(await recover(idle, { tenants, nowMs: clock.nowMs }), { instances: 0, crossings: 0 });
  await recover(store(), { tenants, nowMs: clock.nowMs });
});

test('an instance is not forgotten while a tenant that was left out has open crossings', async () => {
  await leaveOpen();
  await assert.rejects(recover(store(), { tenants: ['acme'], nowMs: clock.nowMs }), /open_crossing/);
  assert.deepEqual(await deadOnes(), [DEAD]);
  assert.deepEqual(await recover(store(), { tenants, nowMs: clock.nowMs }), { instances: 1, crossings: 1 });
});
