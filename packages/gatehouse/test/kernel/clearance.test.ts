/** A clearance is good for one call, once, and cannot be made by hand. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Clearance, type ClearedCall, digestOfBody, mint, redeem } from '../../src/kernel/clearance.ts';

const BODY = '{"model":"m"}';
const CALL: ClearedCall = {
  crossing: 'cx_1',
  attempt: 1,
  tenant: 'acme',
  provider: 'sim',
  model: 'm',
  bodyDigest: digestOfBody(BODY),
};

test('a minted clearance lets its own call through', () => {
  assert.doesNotThrow(() => redeem(mint(CALL), 'sim', BODY));
});

test('a clearance is used up by its first use', () => {
  const clearance = mint(CALL);
  redeem(clearance, 'sim', BODY);
  assert.throws(() => redeem(clearance, 'sim', BODY), /used before/);
});

test('a look-alike or a copy is no clearance', () => {
  assert.throws(() => redeem(CALL as Clearance, 'sim', BODY), /not minted/);
  assert.throws(() => redeem({ ...mint(CALL) }, 'sim', BODY), /not minted/);
});

test('a clearance is refused for another provider or another body', () => {
  assert.throws(() => redeem(mint(CALL), 'openai', BODY), /another provider/);
  assert.throws(() => redeem(mint(CALL), 'sim', `${BODY} `), /another body/);
});

test('a clearance cannot be changed after it was minted', () => {
  const clearance = mint(CALL) as { provider: string };
  assert.throws(() => {
    clearance.provider = 'openai';
  }, TypeError);
});
