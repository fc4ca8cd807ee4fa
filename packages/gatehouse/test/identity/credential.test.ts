/** Which header is the credential, and when there is none or more than one. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { pickCredential } from '../../src/identity/credential.ts';
import { anyText } from '../support/any-text.ts';

const codeOf = (...headers: [string, string][]) => {
  const picked = pickCredential(headers);
  return picked.ok ? picked.value.secret : picked.fault.code;
};

describe('picking the credential', () => {
  for (const [name, value] of [
    ['Authorization', 'Bearer abc.def-ghi_j'],
    ['authorization', 'bearer abc.def-ghi_j'],
    ['AUTHORIZATION', 'BEARER   abc.def-ghi_j'],
    ['X-Api-Key', 'abc.def-ghi_j'],
    ['api-key', 'abc.def-ghi_j'],
  ] as const) {
    it(`reads "${name}: ${value}"`, () => {
      assert.equal(codeOf(['host', 'x'], [name, value]), 'abc.def-ghi_j');
    });
  }

  it('finds nothing where nothing was sent', () => {
    assert.equal(codeOf(), 'identity.missing');
    assert.equal(codeOf(['cookie', 'authorization=abc'], ['constructor', 'abc']), 'identity.missing');
  });

  it('refuses a header that is repeated, even with the same value', () => {
    assert.equal(codeOf(['x-api-key', 'a'], ['X-API-KEY', 'a']), 'identity.ambiguous');
    assert.equal(codeOf(['authorization', 'Bearer a'], ['Authorization', 'Bearer b']), 'identity.ambiguous');
  });

  it('refuses two different credentials in two places', () => {
    assert.equal(codeOf(['authorization', 'Bearer a'], ['x-api-key', 'b']), 'identity.ambiguous');
  });

  it('accepts the same credential in two places, as some SDKs send it', () => {
    assert.equal(codeOf(['authorization', 'Bearer a'], ['x-api-key', 'a']), 'a');
  });

  for (const value of ['Basic YTpi', 'Bearer', 'Bearer ', 'Bearerabc', 'Bearer a b', 'Bearer a,b', '']) {
    it(`refuses "authorization: ${value}"`, () => {
      assert.equal(codeOf(['authorization', value]), 'identity.invalid');
    });
  }

  it('does not let a malformed header hide behind a good one', () => {
    assert.equal(codeOf(['x-api-key', 'good'], ['authorization', 'Basic YTpi']), 'identity.invalid');
  });

  it('refuses a credential beyond the length limit', () => {
    assert.equal(codeOf(['x-api-key', 'a'.repeat(16_384)]), 'a'.repeat(16_384));
    assert.equal(codeOf(['x-api-key', 'a'.repeat(16_385)]), 'identity.invalid');
  });

  it('lets no quote, space, control or non-ASCII character through', () => {
    const hostile = anyText.filter((text) => /[^\w\-.~+/=]/.test(text));
    fc.assert(fc.property(hostile, (text) => codeOf(['x-api-key', text]) === 'identity.invalid'));
  });

  it('is deaf to the order of other headers', () => {
    const others = fc.array(fc.tuple(fc.constantFrom('host', 'accept', 'x-request-id'), fc.string()));
    fc.assert(
      fc.property(others, others, (before, after) => codeOf(...before, ['x-api-key', 'k'], ...after) === 'k'),
    );
  });
});
