/** Phone numbers, addresses of machines and pages, and postal codes are found, and what only looks like them is not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getCountries, getExampleNumber } from 'libphonenumber-js';
import examples from 'libphonenumber-js/examples.mobile.json';
import { CONTACT } from '../../src/inspection/detectors/contact/all.ts';
import { createInspector } from '../../src/inspection/engine.ts';
import { keepsTheLaws } from './laws.ts';
import { findIn } from './support.ts';

const inspector = createInspector({ detectors: CONTACT });

/** What is found for sure of a class, as it stands in the text. */
function sure(text: string, name: string): readonly string[] {
  return found(text, name, 0.5);
}

function found(text: string, name: string, least = 0): readonly string[] {
  return findIn(text, 'text', inspector)
    .filter((finding) => finding.class === name && finding.confidence >= least)
    .map(({ start, end }) => text.slice(start, end));
}

const PHONES = [
  '+1 212 555 0147',
  '(212) 555-0147',
  '212-555-0147 x204',
  '+44 20 7946 0958',
  '07700 900123',
  '+49 (0)30 901820',
  '0176 1234567',
  '+33 1 99 00 12 34',
  '06 39 98 12 34',
  '+39 06 698 12345',
  '+34 600 123 456',
  '0532 987 65 43',
  '+90 532 987 65 43',
  '+91 98765 43210',
  '03-1234-5678',
  '010-1234-5678',
  '+86 138 1234 5678',
  '(11) 98765-4321',
  '+48 512 345 678',
  '8 (912) 345-67-89',
  '+27 82 123 4567',
  '0803 123 4567',
  '+63 917 555 0123',
];

for (const phone of PHONES) {
  test(`the phone number ${phone} is found without a word before it`, () => {
    assert.deepEqual(sure(`Ada: ${phone}, thanks`, 'phone_number'), [phone]);
  });
}

test('an international number of every country is found', () => {
  for (const country of getCountries()) {
    const example = getExampleNumber(country, examples);
    if (example === undefined) continue;
    for (const text of [example.formatInternational(), example.number]) {
      assert.deepEqual(sure(`ask ${text} today`, 'phone_number'), [text], country);
    }
  }
});

test('digits without a form are a phone number where words announce one', () => {
  assert.deepEqual(sure('call me at 5550147', 'phone_number'), ['5550147']);
  assert.deepEqual(sure('Handynummer: 555 01 47', 'phone_number'), ['555 01 47']);
  assert.deepEqual(sure('555 01 47 fax', 'phone_number'), ['555 01 47']);
  assert.deepEqual(found('order 5550147 of today', 'phone_number'), []);
});

test('dates, versions, decimals, addresses and long numbers are no phone numbers', () => {
  for (const text of [
    '2026-11-21',
    '21.11.2026 10:30:00',
    'v1.2.3.4',
    '192.168.100.200',
    '0.5432109876543',
    'id 4111111111111111',
    'ISBN 978-3-16-148410-0',
    'row 1 2 3 4 5 6 7 8 9 10',
    'sha 0123456789abcdef',
    '$1,234,567.89',
    'timestamp 1763721127000',
    'lines 100-200 and 300-400',
  ]) {
    assert.deepEqual(sure(text, 'phone_number'), [], text);
  }
});

test('numbers of Turkey and of Philippine mobiles are named as such', () => {
  assert.deepEqual(sure('+90 (532) 987 65 43', 'tr_phone_number'), ['+90 (532) 987 65 43']);
  assert.deepEqual(sure('mobile 0917 555 0123', 'ph_mobile_number'), ['0917 555 0123']);
  assert.deepEqual(found('+44 20 7946 0958', 'tr_phone_number'), []);
  assert.deepEqual(found('+63 2 8123 4567', 'ph_mobile_number'), []);
});

test('addresses of IPv4 and IPv6 are found with zone and prefix length', () => {
  const text =
    'from 203.0.113.7 and 2001:db8::8:800:200c:417a to fe80::1%eth0, ::ffff:192.0.2.33, 198.51.100.0/24.';
  assert.deepEqual(sure(text, 'ip_address'), [
    '203.0.113.7',
    '2001:db8::8:800:200c:417a',
    'fe80::1%eth0',
    '::ffff:192.0.2.33',
    '198.51.100.0/24',
  ]);
});

test('what is no address of a machine is none', () => {
  for (const text of [
    '1.2.3',
    '256.1.1.1',
    'v10.1.2.3',
    'std::vector',
    'A::B',
    '1::2::3',
    '12:30:45',
    '1.2.3.4.5',
  ]) {
    assert.deepEqual(found(text, 'ip_address'), [], text);
  }
});

test('hardware addresses are found in their three forms, and nobody’s are not', () => {
  assert.deepEqual(sure('00:00:5e:00:53:af 00-00-5E-00-53-AF 0000.5e00.53af', 'mac_address').length, 3);
  assert.deepEqual(
    found('ff:ff:ff:ff:ff:ff 00:00:00:00:00:00 01:23-45:67:89:ab 1:2:3:4:5:6', 'mac_address'),
    [],
  );
});

test('addresses of pages end where the sentence goes on', () => {
  assert.deepEqual(
    sure('See https://example.com/a_(b)?q=1#x. Or (http://example.org/), www.example.net!', 'url'),
    ['https://example.com/a_(b)?q=1#x', 'http://example.org/', 'www.example.net'],
  );
  assert.deepEqual(found('www.nowhere and https:// and http', 'url'), []);
});

test('bare names of hosts are found, names in programs and files are not', () => {
  assert.deepEqual(sure('mail.example.com, example.co.uk and visit example.it', 'domain_name'), [
    'mail.example.com',
    'example.co.uk',
    'example.it',
  ]);
  assert.deepEqual(
    found(
      'user.name = foo.bar(); main.py, README.md, e.g. this.is, end.The next, obj.data.id',
      'domain_name',
    ),
    [],
  );
});

test('postcodes are found by their form or their words', () => {
  assert.deepEqual(sure('London EC1A 1BB and M1 1AE', 'uk_postcode'), ['EC1A 1BB', 'M1 1AE']);
  assert.deepEqual(found('QA1 1AA, M1 1CA, the A1 1st', 'uk_postcode'), []);
  assert.deepEqual(sure('PLZ 10115 Berlin', 'de_plz'), ['10115']);
  assert.deepEqual(found('order 10115 of 20000', 'de_plz'), []);
  assert.deepEqual(sure('zip code: 94105-1234', 'postal_code'), ['94105-1234']);
});

keepsTheLaws('contact', CONTACT, [
  ...PHONES,
  '203.0.113.7/24',
  '2001:db8::1',
  'fe80::1%eth0/64',
  '00:00:5e:00:53:af',
  '0000.5e00.53af',
  'https://example.com/a?b=c',
  'www.example.org.',
  'mail.example.co.uk',
  'SW1A 2AA',
  'zip code 94105',
  'PLZ 10115',
  'tel',
  '+',
  '::',
]);
