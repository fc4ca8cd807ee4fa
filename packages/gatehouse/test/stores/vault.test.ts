/** The vault on real PostgreSQL: one number for one value, sealed at its place, nobody else's, gone with its key. */
import assert from 'node:assert/strict';
import { createSecretKey, randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { digestOf, seal, unseal, vaultKeys } from '../../src/inspection/seal.ts';
import { ok } from '../../src/kernel/result.ts';
import { createVault, type PostgresVault } from '../../src/stores/postgres/vault.ts';
import { chance, type FreshDatabase, freshDatabase } from '../support/database.ts';
import { movingClock } from '../support/moving-clock.ts';

let fresh: FreshDatabase;
let vault: PostgresVault;
const clock = movingClock();
const keys = new Map(['acme', 'globex'].map((tenant) => [tenant, createSecretKey(randomBytes(32))]));
before(async () => {
  fresh = await freshDatabase();
  const keyOf = (tenant: string) => ok(keys.get(tenant) ?? createSecretKey(randomBytes(32)));
  vault = createVault({ database: fresh.database, keyOf, clock, chance });
});
after(() => fresh?.close());

const scope = (holder: string, tenant = 'acme') => ({ tenant, holder });
const mail = (value: string) => ({ class: 'email', value });

async function placed(
  holder: string,
  values: readonly string[],
  tenant?: string,
): Promise<readonly string[]> {
  const names = await vault.place(scope(holder, tenant), values.map(mail));
  assert.ok(names.ok);
  return names.value;
}

test('a value has one placeholder in a scope, also when many ask at once', async () => {
  const asks = Array.from({ length: 12 }, (_, index) => placed('race', [`v${index % 4}`, 'shared']));
  const names = await Promise.all(asks);
  assert.equal(new Set(names.map(([, shared]) => shared)).size, 1);
  assert.equal(new Set(names.map(([own]) => own)).size, 4);
  assert.equal(new Set(names.flat()).size, 5);
});

test('scopes and tenants count for themselves, and recall only their own', async () => {
  assert.deepEqual(await placed('one', ['a', 'b', 'a']), ['<EMAIL_1>', '<EMAIL_2>', '<EMAIL_1>']);
  assert.deepEqual(await placed('two', ['b']), ['<EMAIL_1>']);
  assert.deepEqual(await placed('one', ['x'], 'globex'), ['<EMAIL_1>']);
  const recall = async (holder: string, tenant?: string) => {
    const values = await vault.recall(scope(holder, tenant), [
      '<EMAIL_1>',
      '<EMAIL_2>',
      '<EMAIL_9>',
      'EMAIL_1',
      '<A>',
    ]);
    assert.ok(values.ok);
    return Object.fromEntries(values.value);
  };
  assert.deepEqual(await recall('one'), { '<EMAIL_1>': 'a', '<EMAIL_2>': 'b' });
  assert.deepEqual(await recall('two'), { '<EMAIL_1>': 'b' });
  assert.deepEqual(await recall('one', 'globex'), { '<EMAIL_1>': 'x' });
  assert.deepEqual(await recall('three'), {});
});

test('what nobody has used for a while is forgotten, and its number is not given to another value of the scope', async () => {
  await placed('old', ['a', 'b']);
  clock.advance(1_000);
  await placed('old', ['b']);
  await vault.forget('acme', clock.nowMs() - 500);
  const values = await vault.recall(scope('old'), ['<EMAIL_1>', '<EMAIL_2>']);
  assert.deepEqual(values.ok && Object.fromEntries(values.value), { '<EMAIL_2>': 'b' });
  assert.deepEqual(await placed('old', ['c']), ['<EMAIL_3>']);
});

test('under another key of the tenant nothing opens, and that is a refusal', async () => {
  await placed('sealed', ['a']);
  const own = keys.get('acme');
  const other = createVault({
    database: fresh.database,
    keyOf: () => ok(own ?? createSecretKey(randomBytes(32))),
    clock,
    chance,
  });
  assert.ok((await other.recall(scope('sealed'), ['<EMAIL_1>'])).ok);
  await fresh.superuser(`update gatehouse.placeholder set sealed = sealed || '\\x00'::bytea`);
  const broken = await other.recall(scope('sealed'), ['<EMAIL_1>']);
  assert.equal(!broken.ok && broken.fault.code, 'vault.unavailable');
});

test('what is sealed opens at its own place, under its own key, unchanged', () => {
  const [one, two] = [
    vaultKeys(createSecretKey(randomBytes(32))),
    vaultKeys(createSecretKey(randomBytes(32))),
  ];
  const sealings = fc.record({
    text: fc.string({ unit: 'grapheme' }),
    place: fc.string(),
    nonce: fc.uint8Array({ minLength: 12, maxLength: 12 }),
    at: fc.nat(),
  });
  fc.assert(
    fc.property(sealings, ({ text, place, nonce, at }) => {
      const sealed = seal(one, place, { text, nonce });
      assert.equal(unseal(one, place, sealed), text);
      assert.throws(() => unseal(two, place, sealed));
      assert.throws(() => unseal(one, `${place}!`, sealed));
      const changed = Buffer.from(sealed);
      changed[at % changed.length] = (changed[at % changed.length] ?? 0) ^ 1;
      assert.throws(() => unseal(one, place, changed));
    }),
  );
  assert.notDeepEqual(digestOf(one, ['a', 'bc']), digestOf(one, ['ab', 'c']));
});
