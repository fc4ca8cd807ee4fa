/** Credentials: every form of the table is found, and what only looks like one is not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KEY_FORMS, type KeyForm } from '../../src/inspection/detectors/secrets/cloud-key-forms.ts';
import { seen } from './support.ts';

const BODY = 'A7B3C9D5E1F2A8B4C6D0';

function example(form: KeyForm, length: number): string {
  const key = BODY.repeat(Math.ceil(length / BODY.length)).slice(0, length);
  return form.kind === 'prefix' ? form.literal + key : key;
}

for (const form of KEY_FORMS) {
  test(`a key of ${form.issuer} is found: ${form.literal}`, () => {
    for (const length of [form.min, form.max]) {
      const key = example(form, length);
      const text = form.kind === 'prefix' ? `key=${key}` : `${form.literal.toUpperCase()}: "${key}"`;
      assert.deepEqual(seen(text, 'cloud_key'), [key]);
    }
    const short = example(form, form.min - 1);
    const text = form.kind === 'prefix' ? `key=${short}` : `${form.literal}=${short}`;
    assert.deepEqual(seen(text, 'cloud_key'), [], 'one character too short');
  });
}

const FOUND: readonly (readonly [why: string, text: string, key: string])[] = [
  [
    'in JSON',
    '{"SecretAccessKey":"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}',
    'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  ],
  [
    'in an environment',
    'AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n',
    'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  ],
  ['behind an escaped line break', 'x\\nAKIAIOSFODNN7EXAMPLE', 'AKIAIOSFODNN7EXAMPLE'],
  [
    'in a URL',
    'https://x.example/?k%3Dghp_aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0dE3fG6',
    'ghp_aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0dE3fG6',
  ],
  ['at the end of a sentence', 'It is ya29.a0AfH6SMBx-qwertyuiop_123.', 'ya29.a0AfH6SMBx-qwertyuiop_123'],
  ['zero-width characters within', 'AKIA\u200bIOSFODNN7EXAMPLE', 'AKIA\u200bIOSFODNN7EXAMPLE'],
  ['with more behind it than it can have', 'AKIAIOSFODNN7EXAMPLE0000', 'AKIAIOSFODNN7EXAMPLE'],
];

const NOT_FOUND: readonly (readonly [why: string, text: string])[] = [
  ['a word ends like a prefix', 'task-A7B3C9D5E1F2A8B4C6D0A7B3'],
  ['a class name has no digits', 'sk-fadingcirclewithoutdigits'],
  ['a placeholder', `ghp_${'x'.repeat(36)}`],
  ['the prefix alone', 'Keys begin with sk-proj- or AKIA.'],
  ['a secret without its name', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
  ['a value that is longer than a secret is', `secret_access_key=${BODY.repeat(3)}`],
  ['a name without an assignment', 'secret_access_key'],
];

for (const [why, text, key] of FOUND) {
  test(`a key is found: ${why}`, () => assert.deepEqual(seen(text, 'cloud_key'), [key]));
}

for (const [why, text] of NOT_FOUND) {
  test(`no key is found: ${why}`, () => assert.deepEqual(seen(text, 'cloud_key'), []));
}
