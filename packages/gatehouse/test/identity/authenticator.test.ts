/** A credential's form alone decides who checks it, and nothing falls through to another check. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createAuthenticator } from '../../src/identity/authenticator.ts';
import { fault } from '../../src/kernel/faults.ts';
import type { Principal } from '../../src/kernel/principal.ts';
import { failed, type Result } from '../../src/kernel/result.ts';
import { anyText } from '../support/any-text.ts';
import { STANDING_ALONE } from '../support/keys.ts';

/** Says which verifier was asked, by refusing with its name. */
const asked = (name: string) => ({
  verify: (): Result<Principal> => failed(fault('identity.invalid', name)),
});
const authenticator = createAuthenticator({
  ...{ keys: asked('keys'), tokens: asked('tokens') },
  ...STANDING_ALONE,
});

function whoChecks(secret: string): string {
  const result = authenticator.authenticate({ secret, scheme: 'bearer', proof: undefined });
  if (result instanceof Promise || result.ok) throw new Error('a refusal by form is immediate');
  return ['keys', 'tokens'].includes(result.fault.message) ? result.fault.message : result.fault.code;
}

describe('the authenticator', () => {
  const forms: readonly [string, string][] = [
    ['ghk_anything', 'keys'],
    ['ghk_a.b.c', 'keys'],
    ['a.b.c', 'tokens'],
    ['a.b.', 'identity.invalid'],
    ['.a.b', 'identity.invalid'],
    ['a.b', 'identity.invalid'],
    ['a.b.c.d.e', 'identity.invalid'],
    ['a.b=.c', 'identity.invalid'],
    ['a.b.c\n', 'identity.invalid'],
    ['sk-0123456789', 'identity.invalid'],
    ['GHK_anything', 'identity.invalid'],
    ['', 'identity.invalid'],
  ];
  for (const [secret, checker] of forms) {
    it(`sends ${JSON.stringify(secret)} to ${checker}`, () => {
      assert.equal(whoChecks(secret), checker);
    });
  }

  it('refuses every other text', () => {
    fc.assert(fc.property(anyText, (text) => text.includes('.') || whoChecks(text) === 'identity.invalid'));
  });
});
