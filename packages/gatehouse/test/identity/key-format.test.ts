/** How keys are written and read, and what is stored of them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { digestOfKey, keyIdOf, newKeyId, newKeyText } from '../../src/identity/key-format.ts';
import { anyText } from '../support/any-text.ts';
import { chance } from '../support/database.ts';

describe('the form of keys', () => {
  it('carries its id, 256 bits of secret and a checksum', () => {
    const id = newKeyId(chance);
    const text = newKeyText(chance, id);
    assert.match(text, /^ghk_[0-9a-z]{16}_[0-9a-z]{59}$/);
    assert.equal(keyIdOf(text), id);
  });

  it('never makes the same key twice', () => {
    const texts = new Set(Array.from({ length: 500 }, () => newKeyText(chance)));
    assert.equal(texts.size, 500);
  });

  it('recognises every single typing error', () => {
    const text = newKeyText(chance);
    const position = fc.integer({ min: 0, max: text.length - 1 });
    const character = fc.constantFrom(...'0123456789abcdefghijklmnopqrstuvwxyzABC_-. ');
    fc.assert(
      fc.property(position, character, (at, replacement) => {
        const mistyped = text.slice(0, at) + replacement + text.slice(at + 1);
        return mistyped === text || keyIdOf(mistyped) === undefined;
      }),
      { numRuns: 1_000 },
    );
  });

  it('recognises two swapped characters, a lost one and one too many', () => {
    const text = newKeyText(chance);
    for (let at = 0; at < text.length - 1; at += 1) {
      const swapped = text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
      if (swapped !== text) assert.equal(keyIdOf(swapped), undefined);
      assert.equal(keyIdOf(text.slice(0, at) + text.slice(at + 1)), undefined);
    }
    assert.equal(keyIdOf(`${text}0`), undefined);
    assert.equal(keyIdOf(`${text}\n`), undefined);
  });

  it('reads nothing out of other text, and does not throw', () => {
    fc.assert(fc.property(anyText, (text) => keyIdOf(text) === undefined));
    fc.assert(fc.property(fc.string(), (text) => keyIdOf(`ghk_${text}`) === undefined));
  });

  it('stores a digest over every character', () => {
    const text = newKeyText(chance);
    assert.equal(digestOfKey(text).length, 32);
    assert.notDeepEqual(digestOfKey(text), digestOfKey(`${text.slice(0, -1)}!`));
  });
});
