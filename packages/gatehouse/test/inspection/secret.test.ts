/** Credentials: realistic lines in which they are found, look-alikes in which they are not, and the laws of streams. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SECRETS } from '../../src/inspection/detectors/secrets/all.ts';
import { createInspector } from '../../src/inspection/engine.ts';
import { keepsTheLaws } from './laws.ts';
import { findIn } from './support.ts';

const inspector = createInspector({ detectors: SECRETS });

/** What is found in a text, as `kind secret`. */
function found(text: string): readonly string[] {
  return findIn(text, 'text', inspector).map(
    ({ detector, start, end }) => `${detector} ${text.slice(start, end)}`,
  );
}

const PAT = 'ghp_aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0dE3fG6';

const FOUND: readonly (readonly [why: string, text: string, ...secrets: string[]])[] = [
  ['a token in an environment', `GITHUB_TOKEN=${PAT}\n`, `github-pat ${PAT}`],
  ['a token in JSON', `{"token":"${PAT}","on":true}`, `github-pat ${PAT}`],
  ['a token behind an escaped line break', `x\\n${PAT}`, `github-pat ${PAT}`],
  ['a token in a URL', `https://x.example/?k%3D${PAT}`, `github-pat ${PAT}`],
  ['a token in a sentence', `Use ${PAT}.`, `github-pat ${PAT}`],
  ['more behind it than it can have', 'AKIAQ7R3T5V9X2Z4B6D80000', 'aws-access-token AKIAQ7R3T5V9X2Z4B6D8'],
  [
    'a key by its name',
    'AWS_SECRET_ACCESS_KEY=kJ8xV2mQ9+pL4/wT7nR1zB6yC3dF5gH0sA2eU8iO',
    'aws-secret-access-key kJ8xV2mQ9+pL4/wT7nR1zB6yC3dF5gH0sA2eU8iO',
  ],
  [
    'a key by its name in an element',
    '<adafruitKey>\n    a8d03kfm39dkq02mdk4l5n6v7b8x9z0p\n</adafruitKey>',
    'adafruit-api-key a8d03kfm39dkq02mdk4l5n6v7b8x9z0p',
  ],
  [
    'a password of a database',
    'postgres://app:s3cr3tPg!@db.internal:5432/app',
    'connection-string s3cr3tPg!',
  ],
  ['a password of a page', 'https://deploy:Zk81-qq@git.internal/x.git', 'basic-auth-url Zk81-qq'],
  ['a password in a sentence', 'My password is Tr0ub4dor&3, keep it.', 'generic-password Tr0ub4dor&3'],
  ['a password of a connection', 'Server=db;User Id=sa;Password=kP9#vv2Lq;', 'connection-string kP9#vv2Lq'],
  ['a header', 'Authorization: Bearer 4f8a1c0d9e7b6a5f3c2d', 'curl-auth-header 4f8a1c0d9e7b6a5f3c2d'],
  ['a command line', 'curl -X POST -u alice:hT7v-q2 https://x.example', 'curl-auth-user hT7v-q2'],
  [
    'a manifest',
    'kind: Secret\nmetadata:\n  name: db\ndata:\n  value: aHVudGVyMmh1bnRlcjI=\n',
    'kubernetes-secret-yaml aHVudGVyMmh1bnRlcjI=',
  ],
  [
    'a password of a JDBC URL',
    'jdbc:mysql://db/app?user=root&password=Zk81qq99x&ssl=true',
    'connection-string Zk81qq99x',
  ],
  [
    'a key in a header of a command line',
    'curl -H "X-Api-Key: 9fKd02mXlQpz7" https://x.example',
    'curl-auth-header 9fKd02mXlQpz7',
  ],
  [
    'a key instead of a user',
    "curl --user 'k3y9f2d81x0q7:' https://x.example",
    'curl-auth-user k3y9f2d81x0q7',
  ],
  ['a line of .netrc', 'machine x.example login bob password hT7v-q2', 'netrc-password hT7v-q2'],
  [
    'a signature of a storage account',
    'https://a.blob.core.windows.net/c?sv=2022-11-02&se=2027-01-01&sig=Zk8rT1vW4yZ7bC0dE3fG6aB3dE6gH9jK2mN5pQ8s1vU%3D',
    'azure-sas-token Zk8rT1vW4yZ7bC0dE3fG6aB3dE6gH9jK2mN5pQ8s1vU%3D',
  ],
  ['a setting of XML', '<add key="ClearTextPassword" value="Zk81qq99x" />', 'generic-password Zk81qq99x'],
  ['a setting of a container', '- name: DB_PASSWORD\n  value: Zk81qq99x\n', 'generic-password Zk81qq99x'],
  [
    'an escaped string',
    '{\\"api_key\\": \\"9fKd02mXlQpz7Rt4WbN8\\"}',
    'generic-api-key 9fKd02mXlQpz7Rt4WbN8',
  ],
  ['the specific kind alone', `secret_key = "${PAT}"`, `github-pat ${PAT}`],
  [
    'a token of a bot, behind its number',
    'bot 702913846:AAkJ8xV2mQ9pL4wT7nR1zB6yC3dF5gH0sA2',
    'telegram-bot-api-token 702913846:AAkJ8xV2mQ9pL4wT7nR1zB6yC3dF5gH0sA2',
  ],
  [
    'two in a row',
    `${PAT} AKIAQ7R3T5V9X2Z4B6D8`,
    `github-pat ${PAT}`,
    'aws-access-token AKIAQ7R3T5V9X2Z4B6D8',
  ],
  ['an unknown key', 'client_secret = "9fKd02mXlQpz7Rt4WbN8"', 'generic-api-key 9fKd02mXlQpz7Rt4WbN8'],
];

for (const [why, text, ...secrets] of FOUND)
  test(`found: ${why}`, () => assert.deepEqual(found(text), secrets));

const NOT_FOUND: readonly (readonly [why: string, text: string])[] = [
  ['a word ends like a prefix', 'task-A7B3C9D5E1F2A8B4C6D0A7B3'],
  ['a class name', 'sk-fadingcirclewithoutdigits'],
  ['a placeholder', `ghp_${'x'.repeat(36)}`],
  ['the prefix alone', 'Keys begin with sk-proj- or AKIA.'],
  ['a key of a manual', 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE'],
  ['drawn characters without a name', 'kJ8xV2mQ9+pL4/wT7nR1zB6yC3dF5gH0sA2eU8iO'],
  ['a variable', 'password = "${DB_PASSWORD}"'],
  ['a property', 'const apiKey = process.env.OPENAI_API_KEY2;'],
  ['a call', 'token = await getToken2(user)'],
  ['a UUID', 'token: 7f9c24e8-3b12-4fef-91e0-56a2d2b7a1c4'],
  ['a public key', 'public_key = "9fKd02mXlQpz7Rt4WbN8"'],
  ['a monkey', 'monkey = "9fKd02mXlQpz7Rt4WbN8"'],
  ['digits in order', 'ghp_1234567890abcdef1234567890abcdef12345678'],
  ['words with hyphens', 'JWT_SECRET_KEY=now-this-one-is-longer-than-32-bytes'],
  ['the names of constants', 'Set `DB_PASSWORD`, `CF_R2_ACCESS_KEY_ID` and `X_TOKEN`.'],
  ['a name that is only part of a word', 'SetSysctl = "9fkd02mxlqpz7rt4wbn8abcd"'],
  ['a token cut short', 'Authorization: Bearer eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9...'],
  ['a setting of a manual', 'Server=db;User Id=sa;Password={your_password};'],
  ['a digest', '"integrity": "sha512-9fKd02mXlQpz7Rt4WbN8abcdEFGH=="'],
  ['a host with a port', 'http://localhost:8080/path'],
  ['a port', 'http://localhost:8080/@user'],
  ['a user without a password', 'ssh://git@github.com/x/y.git'],
  ['the password of a manual', 'postgres://user:password@localhost/db'],
  ['a sentence', 'Your password must have at least 8 characters.'],
];

for (const [why, text] of NOT_FOUND) test(`not found: ${why}`, () => assert.deepEqual(found(text), []));

keepsTheLaws(
  'secrets',
  SECRETS,
  [...FOUND, ...NOT_FOUND].map(([, text]) => text),
);
