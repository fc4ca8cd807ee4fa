/** Signatures of webhooks: the published examples verify; what is forged, stale or tampered with does not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type Received,
  signedHeaders,
  verifySlack,
  verifyStandard,
  webhookKey,
} from '../../src/approval/webhook.ts';
import { anyText } from '../support/any-text.ts';
import { code, good } from './support.ts';

/** Of the specification of Standard Webhooks, "Symmetric keys". */
const STANDARD = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  seconds: 1_614_265_330,
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};
const key = webhookKey(STANDARD.secret) ?? Buffer.alloc(0);
const standard = (changes: Partial<Received['headers']> = {}, more: Partial<Received> = {}): Received => ({
  headers: {
    'webhook-id': STANDARD.id,
    'webhook-timestamp': String(STANDARD.seconds),
    'webhook-signature': STANDARD.signature,
    ...changes,
  },
  body: STANDARD.body,
  nowMs: STANDARD.seconds * 1_000,
  ...more,
});

/** Of Slack's documentation, "Verifying requests from Slack". */
const SLACK = {
  secret: '8f742231b10e8888abcd99yyyzzz85a5',
  seconds: 1_531_420_618,
  body: 'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
  signature: 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
};
const slack = (changes: Partial<Received['headers']> = {}, more: Partial<Received> = {}): Received => ({
  headers: {
    'x-slack-request-timestamp': String(SLACK.seconds),
    'x-slack-signature': SLACK.signature,
    ...changes,
  },
  body: SLACK.body,
  nowMs: SLACK.seconds * 1_000,
  ...more,
});

test('the published examples verify, and are made', () => {
  const { id, seconds, body, signature } = STANDARD;
  const headers = signedHeaders({ id, body, nowMs: seconds * 1_000 }, key);
  assert.equal(headers['webhook-signature'], signature);
  good(verifyStandard(standard(), key));
  good(verifyStandard(standard({ 'webhook-signature': `v2,x v1,AAAA ${signature}` }), key));
  assert.equal(good(verifySlack(slack(), SLACK.secret)).expiresAtMs, (SLACK.seconds + 300) * 1_000);
});

test('forged, stale and incomplete messages do not verify', () => {
  const { seconds } = STANDARD;
  const wrong: readonly Received[] = [
    standard({ 'webhook-id': 'msg_other' }),
    standard({ 'webhook-id': undefined }),
    standard({ 'webhook-signature': undefined }),
    standard({ 'webhook-signature': STANDARD.signature.slice(3) }),
    standard({ 'webhook-signature': STANDARD.signature.replace('v1', 'v1a') }),
    standard({ 'webhook-signature': 'v1,' }),
    standard({ 'webhook-signature': `${'v1,AAAA '.repeat(8)}${STANDARD.signature}` }),
    standard({ 'webhook-timestamp': String(seconds + 1) }),
    standard({ 'webhook-timestamp': `${seconds}.0` }),
    standard({}, { nowMs: (seconds + 301) * 1_000 }),
    standard({}, { nowMs: (seconds - 301) * 1_000 }),
    standard({}, { body: `${STANDARD.body} ` }),
  ];
  for (const one of wrong) assert.equal(code(verifyStandard(one, key)), 'identity.invalid');
  assert.equal(code(verifyStandard(standard(), Buffer.from('other'))), 'identity.invalid');
  const forged: readonly Received[] = [
    slack({ 'x-slack-signature': SLACK.signature.replace('a2', 'a3') }),
    slack({ 'x-slack-signature': undefined }),
    slack({ 'x-slack-signature': '' }),
    slack({ 'x-slack-request-timestamp': String(SLACK.seconds + 1) }),
    slack({ 'x-slack-request-timestamp': undefined }),
    slack({}, { nowMs: (SLACK.seconds + 301) * 1_000 }),
    slack({}, { body: SLACK.body.replace('U2CERLKJA', 'U2CERLKJB') }),
  ];
  for (const one of forged) assert.equal(code(verifySlack(one, SLACK.secret)), 'identity.invalid');
  assert.equal(code(verifySlack(slack(), 'other')), 'identity.invalid');
});

test('whatever is signed verifies, and nothing else under the same signature', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (body, other) => {
      const message = { id: 'msg_1', body, nowMs: 1_000_000 };
      const headers = signedHeaders(message, key);
      good(verifyStandard({ headers, body, nowMs: 1_000_000 }, key));
      const changed = verifyStandard({ headers, body: other, nowMs: 1_000_000 }, key);
      assert.equal(changed.ok, other === body);
    }),
  );
});

test('a secret is whsec_ and enough bytes, or none', () => {
  assert.equal(webhookKey(STANDARD.secret)?.length, 24);
  fc.assert(fc.property(anyText, (text) => void assert.equal(webhookKey(text), undefined)));
  for (const text of ['whsec_', 'whsec_AAAA', STANDARD.secret.slice(6), ` ${STANDARD.secret}`]) {
    assert.equal(webhookKey(text), undefined);
  }
});
