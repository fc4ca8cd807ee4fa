/** Every kind of secret: one made up from its form is found as what it is; a placeholder and one that is too short are not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SECRETS } from '../../src/inspection/detectors/secrets/all.ts';
import { NAMED, TOKENS } from '../../src/inspection/detectors/secrets/anchors.ts';
import { type Form, formOf } from '../../src/inspection/detectors/secrets/notation.ts';
import { createInspector } from '../../src/inspection/engine.ts';
import { findIn } from './support.ts';

const inspector = createInspector({ detectors: SECRETS });

function found(text: string): readonly { readonly kind: string; readonly secret: string }[] {
  return findIn(text, 'text', inspector).map(({ detector, start, end }) => ({
    kind: detector,
    secret: text.slice(start, end),
  }));
}

/** Numbers that look drawn and are always the same (Lehmer 1951, with the multiplier of Park and Miller). */
function seeded(seed: number): () => number {
  let state = (seed * 48_271) % 2_147_483_647;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** A token of a form: the least of every part, or so much less of the last one. */
function example(form: Form, chance: () => number, less = 0): string {
  const last = form.parts.at(-1);
  return form.parts
    .map((part) => {
      if ('text' in part) return part.text;
      const members = [...part.members.keys()].filter(
        (code) => part.members[code] === 1 && SAFE.test(String.fromCharCode(code)),
      );
      const length = part.min - (part === last ? less : 0);
      return Array.from({ length }, () =>
        String.fromCharCode(members[Math.floor(chance() * members.length)] ?? 0),
      ).join('');
    })
    .join('');
}

/** What is never taken for the end of a token. */
const SAFE = /[A-Za-z0-9$]/;

function placeholder(form: Form): string {
  return form.parts
    .map((part) => ('text' in part ? part.text : (part.members[120] === 1 ? 'x' : '0').repeat(part.min)))
    .join('');
}

/** Whether no other form of the kind begins alike and is shorter. */
function isLeast(form: Form, forms: readonly string[]): boolean {
  return forms.map(formOf).every(({ anchor, min }) => anchor !== form.anchor || min >= form.min);
}

for (const [index, kind] of TOKENS.entries()) {
  test(`${kind.id} is found by its form`, () => {
    assert.match(kind.source, /\w/);
    for (const notation of kind.forms) {
      const form = formOf(notation);
      const chance = seeded(index + notation.length);
      const token = example(form, chance);
      for (const text of [`X=${token}\n`, `{"x":"${token}"}`, `see ${token}, please`, `a: '${token}'`]) {
        const [first] = found(text);
        assert.ok(first?.secret.startsWith(token.slice(0, 8)), `${notation}: ${text}`);
        assert.equal(first?.kind, kind.id, text);
      }
      const last = form.parts.at(-1);
      if (last !== undefined && !('text' in last) && last.min > 0 && isLeast(form, kind.forms)) {
        const kinds = found(`see ${example(form, chance, 1)} here`).map(({ kind: each }) => each);
        assert.ok(!kinds.includes(kind.id), `one too short: ${notation}`);
      }
      const isOpenEnded = form.parts.every((part) => 'text' in part || part.min === 0);
      if (!isOpenEnded) assert.deepEqual(found(`see ${placeholder(form)} here`), [], notation);
    }
  });
}

const NAMED_KINDS = new Set(NAMED.map(({ id }) => id));

for (const [index, kind] of NAMED.entries()) {
  test(`${kind.id} is found by its name: ${kind.names.join(', ')}`, () => {
    for (const notation of kind.forms) {
      const form = formOf(notation);
      const value = example(form, seeded(index + 7 * notation.length));
      for (const name of kind.names) {
        const key = `${name}_key`;
        const lines = [
          `${key.toUpperCase()}=${value}\n`,
          `{"${key}": "${value}"}`,
          `<${key}>${value}</${key}>`,
          `${key}: '${value}'`,
        ];
        for (const text of lines) {
          const [first] = found(text);
          assert.equal(first?.secret, value, text);
          assert.ok(NAMED_KINDS.has(first?.kind ?? '') || TOKENS.some(({ id }) => id === first?.kind), text);
        }
        assert.deepEqual(found(`${key} = "${placeholder(form)}"`), [], notation);
      }
    }
  });
}

test('no two kinds have the same form and the same name', () => {
  const seen = [...TOKENS, ...NAMED].flatMap(({ forms, names }) =>
    forms.flatMap((form) => (names.length === 0 ? [form] : names.map((name) => `${name} ${form}`))),
  );
  assert.deepEqual(
    seen.filter((each, index) => seen.indexOf(each) !== index),
    [],
  );
});
