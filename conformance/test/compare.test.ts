/** Every kind of difference turns a cell red. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { passes, refused } from '../cells/asking.ts';
import { differences, type Happened } from '../run/compare.ts';
import { ACCOUNT, EMAIL, PROVIDER_KEY } from '../samples.ts';

const HEADERS = { 'content-type': 'application/json' };
const good: Happened = {
  seen: {
    status: 200,
    headers: HEADERS,
    raw: '{"choices":[{"message":{"content":"hello"}}]}',
    broken: undefined,
  },
  received: [{ path: '/', model: 'ok', headers: [], body: '{"model":"rec-ok"}' }],
  entries: [
    { kind: 'intent', attempt: 1, body: '{}' },
    { kind: 'outcome', attempt: 1, body: '{"ending":"completed","usage":{"basis":"reported"}}' },
  ],
  credential: 'secret-of-the-caller',
  mark: 'cell-000000000001',
};

test('what happened as written is no difference', () => {
  assert.deepEqual(differences(passes(), good), []);
});

const RED: readonly (readonly [string, Partial<Happened>, RegExp])[] = [
  ['another status', { seen: { ...good.seen, status: 500 } }, /status 500, not 200/],
  [
    'a code where none should be',
    { seen: { ...good.seen, raw: '{"error":{"type":"x","message":"m","code":"c"}}' } },
    /code c/,
  ],
  ['a connection that broke', { seen: { ...good.seen, broken: 'reset' } }, /the connection broke/],
  ['a call too many', { received: [...good.received, ...good.received] }, /called 2 times, not 1/],
  [
    "the caller's credential at the provider",
    {
      received: [
        { path: '/', model: 'ok', headers: ['authorization', 'Bearer secret-of-the-caller'], body: '' },
      ],
    },
    /caller's credential/,
  ],
  [
    "the provider's credential at the caller",
    { seen: { ...good.seen, raw: `{"x":"${PROVIDER_KEY}"}` } },
    /client got provider-key/,
  ],
  [
    "the provider's account in a header",
    { seen: { ...good.seen, headers: { ...HEADERS, server: ACCOUNT } } },
    /client got account/,
  ],
  [
    'a record without its outcome',
    { entries: good.entries?.slice(0, 1) },
    /on record: intent; not: intent, outcome/,
  ],
  [
    'a finding that no row names',
    {
      entries: [
        { kind: 'intent', attempt: 1, body: '{"inspection":{"findings":{"email":1}}}' },
        ...(good.entries ?? []).slice(1),
      ],
    },
    /intent: findings/,
  ],
  [
    'another ending',
    {
      entries: [
        ...(good.entries ?? []).slice(0, 1),
        { kind: 'outcome', attempt: 1, body: '{"ending":"cut","usage":{"basis":"reported"}}' },
      ],
    },
    /ending is "cut"/,
  ],
  [
    'content on record',
    {
      entries: [
        { kind: 'intent', attempt: 1, body: `{"note":"${EMAIL}"}` },
        ...(good.entries ?? []).slice(1),
      ],
    },
    /record holds content/,
  ],
];

for (const [what, change, message] of RED) {
  test(`${what} turns a cell red`, () => {
    assert.match(differences(passes(), { ...good, ...change }).join('\n'), message);
  });
}

test('a refusal that reached the provider turns a cell red', () => {
  const found = differences(refused(403, 'policy.denied', { station: 'decide' }), good);
  assert.ok(found.some((difference) => /called 1 times, not 0/.test(difference)));
});

test('a foreign gateway is judged by its verdict, not by our codes', () => {
  const { entries: _, ...rest } = good;
  const raw = '{"error":{"type":"forbidden","message":"no","code":"theirs"}}';
  const happened = { ...rest, entries: undefined, received: [], seen: { ...good.seen, status: 451, raw } };
  assert.deepEqual(differences(refused(403, 'policy.denied', { station: 'decide' }), happened), []);
});
