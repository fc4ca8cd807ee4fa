/** Which addresses may be connected to. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { refusalOf } from '../../src/net/address.ts';

const PUBLIC = [
  '1.1.1.1',
  '8.8.8.8',
  '93.184.215.14',
  '172.32.0.1',
  '2606:4700::1111',
  '2a00:1450:4001:80e::200e',
];

const PRIVATE = ['10.0.0.1', '127.0.0.1', '127.255.255.254', '172.16.0.1', '172.31.255.255', '192.168.1.1'];
const PRIVATE_TOO = ['100.64.0.1', '100.127.255.254', '::1', 'fc00::1', 'fdff::1'];

const NEVER = [
  '0.0.0.0',
  '169.254.169.254',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  '192.0.2.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::127.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::1',
  'fe80::1',
  'fec0::1',
  'ff02::1',
  'fd00:ec2::254',
  'fd20:ce::254',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::1',
  '3fff::1',
  '5f00::1',
  '100::1',
];

const NO_ADDRESS = [
  '',
  'localhost',
  '1.2.3',
  '0x7f.0.0.1',
  '127.0.0.1 ',
  'fe80::1%eth0',
  '2606:4700::1111%1',
];

test('public addresses are reachable', () => {
  for (const address of PUBLIC) assert.equal(refusalOf(address, false), undefined, address);
});

test('private addresses are reachable only where they are listed as private', () => {
  for (const address of [...PRIVATE, ...PRIVATE_TOO]) {
    assert.notEqual(refusalOf(address, false), undefined, address);
    assert.equal(refusalOf(address, true), undefined, address);
  }
});

test('metadata, link-local, embedding and reserved addresses are reachable for nobody', () => {
  for (const address of NEVER) {
    assert.notEqual(refusalOf(address, false), undefined, address);
    assert.notEqual(refusalOf(address, true), undefined, address);
  }
});

test('what is not an address in plain form is refused', () => {
  for (const text of NO_ADDRESS) assert.equal(refusalOf(text, true), 'not a plain IP address', text);
});

test('no IPv6 address that embeds an IPv4 address in front of a private one is reachable', () => {
  fc.assert(
    fc.property(fc.ipV4(), (embedded) => {
      for (const prefix of ['::ffff:', '::', '64:ff9b::']) {
        assert.notEqual(refusalOf(`${prefix}${embedded}`, true), undefined);
      }
    }),
  );
});

test('listing a destination as private never takes a reachable address away', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
      if (refusalOf(address, false) === undefined) assert.equal(refusalOf(address, true), undefined);
    }),
  );
});
