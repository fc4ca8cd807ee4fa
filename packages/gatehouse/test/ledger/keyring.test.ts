/** Keys lie in files that nobody else can read, are made once, and can be destroyed. */
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { createDigests } from '../../src/ledger/digests.ts';
import { openKeyring } from '../../src/ledger/keyring.ts';
import { createKeyFiles } from '../../src/stores/files/keyring.ts';
import { chance } from '../support/database.ts';

let folder: string;
const keyring = () => openKeyring(createKeyFiles(join(folder, 'keys')), chance);
const file = (name: string) => join(folder, 'keys', name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a key is made on first use, with mode 0600 in a folder of mode 0700, and kept', () => {
  const first = createDigests(keyring()).of('acme', 'words');
  assert.match(first, /^[0-9a-f]{64}$/);
  assert.equal(statSync(file('digest-acme.key')).mode & 0o777, 0o600);
  assert.equal(statSync(join(folder, 'keys')).mode & 0o777, 0o700);
  assert.equal(createDigests(keyring()).of('acme', 'words'), first);
  assert.deepEqual(readdirSync(join(folder, 'keys')), ['digest-acme.key']);
});

test('tenants have different keys, and pieces give the digest of the whole', () => {
  const digests = createDigests(keyring());
  assert.notEqual(digests.of('acme', 'words'), digests.of('globex', 'words'));
  const pieces = digests.start('acme');
  for (const piece of ['wo', '', 'rds']) pieces.update(piece);
  assert.equal(pieces.finish(), digests.of('acme', 'words'));
});

test('whoever comes second to make a key gets the key of the first', () => {
  const files = createKeyFiles(join(folder, 'keys'));
  const first = files.create('digest-acme.key', Buffer.alloc(32, 1));
  const second = files.create('digest-acme.key', Buffer.alloc(32, 2));
  assert.ok(first.ok && second.ok);
  assert.deepEqual(second.value, first.value);
});

test('a destroyed key is gone for good', () => {
  const ring = keyring();
  const before = createDigests(ring).of('acme', 'words');
  assert.deepEqual(ring.destroyDigestKey('acme'), { ok: true, value: true });
  assert.deepEqual(ring.destroyDigestKey('acme'), { ok: true, value: false });
  assert.notEqual(createDigests(ring).of('acme', 'words'), before);
});

for (const mode of [0o640, 0o604, 0o620, 0o666]) {
  test(`a key file of mode ${mode.toString(8)} is refused, and the fault says what to do`, () => {
    createDigests(keyring()).of('acme', 'words');
    chmodSync(file('digest-acme.key'), mode);
    const refused = keyring().digestKey('acme');
    assert.ok(!refused.ok);
    assert.equal(refused.fault.code, 'evidence.unavailable');
    assert.match(refused.fault.cause ?? '', /digest-acme\.key.*chmod 600/);
    assert.throws(() => createDigests(keyring()).of('acme', 'words'), /digest-acme/);
  });
}

test('a link, a folder and a key of the wrong length are no keys', () => {
  const ring = keyring();
  createDigests(ring).of('acme', 'words');
  symlinkSync(file('digest-acme.key'), file('digest-linked.key'));
  writeFileSync(file('digest-short.key'), 'short', { mode: 0o600 });
  for (const tenant of ['linked', 'short']) assert.ok(!ring.digestKey(tenant).ok);
});

test('the name of a tenant cannot lead out of the folder', () => {
  for (const name of ['../acme', 'a/b', '', '.', 'ACME'])
    assert.throws(() => keyring().digestKey(name), TypeError);
});

test('the signing key is made only when asked for, and a damaged one is not replaced', () => {
  const absent = keyring().signingKey();
  assert.ok(absent.ok && absent.value === undefined);
  const made = keyring().createSigningKey();
  const again = keyring().createSigningKey();
  const read = keyring().signingKey();
  assert.ok(made.ok && again.ok && read.ok);
  assert.ok(made.value.equals(again.value) && read.value?.equals(made.value));
  writeFileSync(file('ledger-signing.pem'), 'damaged');
  assert.ok(!keyring().signingKey().ok);
  assert.ok(!keyring().createSigningKey().ok);
});
