/** Revocation reaches every replica within a second, and whatever goes wrong on the way closes the gate. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newKeyText } from '../../src/identity/key-format.ts';
import { createKeyVerifier } from '../../src/identity/key-verifier.ts';
import type { KeyStore } from '../../src/identity/keys.ts';
import { fault } from '../../src/kernel/faults.ts';
import { failed } from '../../src/kernel/result.ts';
import { openDatabase } from '../../src/stores/postgres/connect.ts';
import { postgresKeyStore } from '../../src/stores/postgres/keys.ts';
import { comesTrue } from '../support/comes-true.ts';
import { chance } from '../support/database.ts';
import { codeOf, keyRoom } from '../support/keys.ts';

describe('revocation', () => {
  let room: Awaited<ReturnType<typeof keyRoom>>;
  before(async () => {
    room = await keyRoom();
  });
  after(() => room.close());

  const secondReplica = async () => {
    const opened = await openDatabase({ url: room.url, secret: room.secret, chance });
    assert.ok(opened.ok);
    return opened.value;
  };

  it('is seen by another replica within a second', async () => {
    const database = await secondReplica();
    const verifier = await room.verifier(postgresKeyStore(database));
    const { text, record } = await room.issue();
    assert.equal(await codeOf(verifier.verify(text)), 'ok');
    assert.ok((await room.office.revoke(record)).ok);
    assert.ok(
      await comesTrue(async () => (await codeOf(verifier.verify(text))) === 'identity.revoked', 1_000),
    );
    await database.close();
  });

  it('is seen within a second even when every notification is lost', async () => {
    const verifier = await room.verifier({ ...room.store, watch: async () => undefined });
    const { text, record } = await room.issue();
    assert.equal(await codeOf(verifier.verify(text)), 'ok');
    assert.ok((await room.office.revoke(record)).ok);
    assert.ok(
      await comesTrue(async () => (await codeOf(verifier.verify(text))) === 'identity.revoked', 1_000),
    );
  });

  it('is not undone by a look-up that began before it', async () => {
    const seen = Promise.withResolvers<void>();
    const found = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    let hold = true;
    const slow: KeyStore = {
      ...room.store,
      async find(id, digest) {
        const row = await room.store.find(id, digest);
        found.resolve();
        if (hold) await gate.promise;
        return row;
      },
      watch: ({ changed, lost }) =>
        room.store.watch({
          lost,
          changed(epoch, id) {
            changed(epoch, id);
            seen.resolve();
          },
        }),
    };
    const verifier = await room.verifier(slow);
    const { text, record } = await room.issue();
    const early = verifier.verify(text);
    await found.promise;
    assert.ok((await room.office.revoke(record)).ok);
    await seen.promise;
    hold = false;
    gate.resolve();
    assert.ok(['ok', 'identity.revoked'].includes(await codeOf(early)));
    assert.equal(await codeOf(verifier.verify(text)), 'identity.revoked');
  });

  it('leaves other keys in the cache', async () => {
    const { store, finds } = counted();
    const seen = Promise.withResolvers<void>();
    const verifier = await room.verifier({
      ...store,
      watch: ({ changed, lost }) =>
        store.watch({
          lost,
          changed(epoch, id) {
            changed(epoch, id);
            seen.resolve();
          },
        }),
    });
    const [kept, gone] = [await room.issue(), await room.issue()];
    await verifier.verify(kept.text);
    await room.office.revoke(gone.record);
    await seen.promise;
    assert.ok('ok' in verifier.verify(kept.text));
    assert.equal(finds(), 1);
  });

  it('cannot be missed by not hearing: when a poll fails, every key is looked up again', async () => {
    const { store, finds } = counted();
    let away = false;
    const epoch = () =>
      away ? Promise.resolve(failed(fault('identity.unavailable', 'Away.'))) : store.epoch();
    // Durations stand still, so that nothing but the failed poll can end the trust in a key.
    const clock = { nowMs: room.clock.nowMs, elapsedMs: () => 0 };
    const verifier = createKeyVerifier({ store: { ...store, epoch }, clock });
    await verifier.start();
    const { text } = await room.issue();
    await verifier.verify(text);
    await verifier.verify(text);
    assert.equal(finds(), 1);
    away = true;
    const lookedUp = async () => (await codeOf(verifier.verify(text))) === 'ok' && finds() > 1;
    assert.ok(await comesTrue(lookedUp, 5_000));
    verifier.stop();
  });

  it('cannot be missed after the store was restored to an older state', async () => {
    const verifier = await room.verifier({ ...room.store, watch: async () => undefined });
    const { text, record } = await room.issue();
    await room.office.rotate(await room.issue().then((other) => other.record));
    const again = await room.verifier({ ...room.store, watch: async () => undefined });
    assert.equal(await codeOf(again.verify(text)), 'ok');
    await room.office.revoke(record);
    await room.superuser('update gatehouse.key_epoch set epoch = 0');
    for (const one of [verifier, again]) {
      assert.ok(await comesTrue(async () => (await codeOf(one.verify(text))) === 'identity.revoked', 1_000));
    }
  });

  it('an unreachable store closes the gate, for known and unknown keys', async () => {
    const database = await secondReplica();
    const verifier = await room.verifier(postgresKeyStore(database));
    const { text } = await room.issue();
    assert.equal(await codeOf(verifier.verify(text)), 'ok');
    await database.close();
    assert.ok(
      await comesTrue(async () => (await codeOf(verifier.verify(text))) === 'identity.unavailable', 2_000),
    );
    assert.equal(await codeOf(verifier.verify(newKeyText(chance))), 'identity.unavailable');
  });

  it('a verifier that was never started trusts nothing for longer than a second', async () => {
    const { store, finds } = counted();
    const verifier = createKeyVerifier({ store, clock: room.clock });
    const { text } = await room.issue();
    await verifier.verify(text);
    await verifier.verify(text);
    assert.equal(finds(), 1);
    room.clock.advance(900);
    await verifier.verify(text);
    assert.equal(finds(), 2);
  });

  function counted(): { store: KeyStore; finds: () => number } {
    let finds = 0;
    const store: KeyStore = {
      ...room.store,
      find(id, digest) {
        finds += 1;
        return room.store.find(id, digest);
      },
    };
    return { store, finds: () => finds };
  }

  it('guessing the same key again does not reach the store', async () => {
    const { store, finds } = counted();
    const verifier = await room.verifier(store);
    const guess = newKeyText(chance);
    await Promise.all([verifier.verify(guess), verifier.verify(guess)]);
    assert.equal(await codeOf(verifier.verify(guess)), 'identity.invalid');
    assert.equal(finds(), 1);
    await verifier.verify(`${guess.slice(0, -2)}zz`);
    assert.equal(finds(), 1);
  });

  it('a flood of different guesses opens a bounded number of statements, and known keys still pass', async () => {
    const { store, finds } = counted();
    const verifier = await room.verifier(store);
    const { text } = await room.issue();
    await verifier.verify(text);
    const answers = Array.from({ length: 200 }, () => verifier.verify(newKeyText(chance)));
    assert.ok('ok' in verifier.verify(text));
    const codes = await Promise.all(answers.map(codeOf));
    assert.equal(codes.filter((code) => code === 'identity.invalid').length, finds() - 1);
    assert.equal(finds(), 33);
    assert.ok(codes.slice(32).every((code) => code === 'identity.unavailable'));
  });
});
