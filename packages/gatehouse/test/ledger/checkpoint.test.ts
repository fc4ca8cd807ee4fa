/** Signed heads: only this log's own key opens them. */
import assert from 'node:assert/strict';
import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { test } from 'node:test';
import { createSigner } from '../../src/ledger/checkpoint.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const signer = createSigner('gatehouse/test', privateKey);
const head = { size: 17, root: createHash('sha256').update('root').digest() };

test('a head is a C2SP checkpoint in a signed note, which the verifier key verifies', () => {
  const note = signer.sign(head);
  const [origin, size, root, empty, signature, end] = note.split('\n');
  assert.deepEqual([origin, size, empty, end], ['gatehouse/test', '17', '', '']);
  assert.equal(root, head.root.toString('base64'));
  const [dash, name, blob] = (signature ?? '').split(' ');
  assert.deepEqual([dash, name], ['—', 'gatehouse/test']);

  const [keyName, keyId, encoded] = signer.verifierKey
    .split('+', 2)
    .concat(afterSecondPlus(signer.verifierKey));
  const key = Buffer.from(encoded ?? '', 'base64');
  assert.equal(keyName, 'gatehouse/test');
  assert.equal(key[0], 1);
  const expectedId = createHash('sha256').update(`${keyName}\n`).update(key).digest('hex').slice(0, 8);
  assert.equal(keyId, expectedId);
  const bytes = Buffer.from(blob ?? '', 'base64');
  assert.equal(bytes.subarray(0, 4).toString('hex'), keyId);
  const x = key.subarray(1).toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  assert.ok(verify(null, Buffer.from(`gatehouse/test\n17\n${root}\n`), publicKey, bytes.subarray(4)));
});

test('a genuine head opens, also beside the signatures of witnesses', () => {
  const note = signer.sign(head);
  const opened = signer.open(`${note}— witness.example AAAAAAAA\n`);
  assert.equal(opened?.size, 17);
  assert.deepEqual(Buffer.from(opened?.root ?? []), head.root);
});

const other = generateKeyPairSync('ed25519').privateKey;
for (const [name, note] of [
  ['another size', signer.sign(head).replace('\n17\n', '\n18\n')],
  ['another key', createSigner('gatehouse/test', other).sign(head)],
  ['another log', createSigner('gatehouse/other', privateKey).sign(head)],
  ['no signature', signer.sign(head).split('\n\n')[0] ?? ''],
  ['a cut signature', signer.sign(head).slice(0, -20)],
  ['nothing', ''],
  ['a size that is not canonical', signer.sign({ ...head, size: 17.5 })],
] as const) {
  test(`a head with ${name} does not open`, () => {
    assert.equal(signer.open(note), undefined);
  });
}

test('a log cannot have a name that would break its notes', () => {
  for (const name of ['', 'a b', 'a+b', 'a\nb'])
    assert.throws(() => createSigner(name, privateKey), TypeError);
});

function afterSecondPlus(text: string): string {
  return text.slice(text.indexOf('+', text.indexOf('+') + 1) + 1);
}
