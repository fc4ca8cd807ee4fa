/** Layers: what is encoded is found where it stands, however deep, and ordinary text is not held back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { email } from '../../src/inspection/detectors/contact/email.ts';
import { iban } from '../../src/inspection/detectors/identifiers/iban.ts';
import { paymentCard } from '../../src/inspection/detectors/identifiers/payment-card.ts';
import { layersOf } from '../../src/inspection/detectors/layers/all.ts';
import { createInspector } from '../../src/inspection/engine.ts';
import { keepsTheLaws } from './laws.ts';
import { cut, findIn, maskStream, maskWhole, pieceSizes } from './support.ts';

const PLAIN = [email, iban, paymentCard];
const LAYERS = layersOf(PLAIN);
const inspector = createInspector({ detectors: [...PLAIN, ...LAYERS] });

function found(text: string): readonly (readonly [string, string])[] {
  return findIn(text, 'text', inspector)
    .filter(({ detector }) => detector.includes('>'))
    .map(({ detector, start, end }) => [detector, text.slice(start, end)]);
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function percent(text: string): string {
  return [...Buffer.from(text)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}

function entities(text: string): string {
  return [...text].map((character) => `&#${character.codePointAt(0)};`).join('');
}

function units(text: string): string {
  return text.replace(/./gsu, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function rot13(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const base = letter < 'a' ? 65 : 97;
    return String.fromCharCode(base + ((letter.charCodeAt(0) - base + 13) % 26));
  });
}

const MAIL = 'john.doe@example.com';
const WRAPPED = base64(
  `${'Dear all, this is a long letter. '.repeat(4)}${MAIL} and some more text for the end of it`,
)
  .match(/.{1,76}/g)
  ?.join('\n');

const FOUND: readonly (readonly [why: string, text: string, ...found: (readonly [string, string])[]])[] = [
  ['decimal entities', `to ${entities(MAIL)}, please`, ['html>email', entities(MAIL)]],
  ['one entity', 'to john&#64;example.com, please', ['html>email', 'john&#64;example.com']],
  [
    'hexadecimal and named entities',
    'john&#x40;example&period;com',
    ['html>email', 'john&#x40;example&period;com'],
  ],
  [
    'an ampersand that is escaped itself',
    'john&amp;#64;example.com',
    ['html>email', 'john&amp;#64;example.com'],
  ],
  [
    'spaces that do not break',
    '4111&nbsp;1111&nbsp;1111&nbsp;1111',
    ['html>payment_card', '4111&nbsp;1111&nbsp;1111&nbsp;1111'],
  ],
  [
    'URL escapes',
    `?q=${percent('DE89 3704 0044 0532 0130 00')}&x`,
    ['url>iban', percent('DE89 3704 0044 0532 0130 00')],
  ],
  [
    'URL escapes twice',
    'john%252Edoe%2540example%252Ecom',
    ['url>url>email', 'john%252Edoe%2540example%252Ecom'],
  ],
  ['backslash escapes', `"${units(MAIL)}"`, ['backslash>email', units(MAIL)]],
  [
    'doubly escaped JSON',
    '{\\"a\\":\\"john\\\\u0040example.com\\"}',
    ['backslash>email', 'john\\\\u0040example.com'],
  ],
  ['bytes in backslash escapes', 'john\\x40example\\056com', ['backslash>email', 'john\\x40example\\056com']],
  ['quoted-printable', 'To: john=40exam=\nple=2Ecom', ['quoted-printable>email', 'john=40exam=\nple=2Ecom']],
  [
    'hexadecimal',
    `0x${Buffer.from(MAIL).toString('hex')} ok`,
    ['hex>email', Buffer.from(MAIL).toString('hex')],
  ],
  [
    'rot13',
    rot13('now please pay it to my account DE89 3704 0044 0532 0130 00'),
    ['rot13>iban', rot13('DE89 3704 0044 0532 0130 00')],
  ],
];

for (const [why, text, ...expected] of FOUND) {
  test(`encoded data is found: ${why}`, () => assert.deepEqual(found(text), expected));
}

const IN_BASE64: readonly (readonly [why: string, text: string])[] = [
  ['plain', `data: ${base64(`mail ${MAIL} now`)} end`],
  ['URL-safe', Buffer.from(`mail ${MAIL} now, ok???>>>`).toString('base64url')],
  ['behind a path', `/v1/items/${base64(`my mail is ${MAIL}, thanks`)}`],
  ['in lines', WRAPPED ?? ''],
  [
    'behind binary data',
    Buffer.concat([Buffer.alloc(300, 200), Buffer.from(`mail ${MAIL} please`)]).toString('base64'),
  ],
  ['of two bytes a character', Buffer.from(`mail ${MAIL} now`, 'utf16le').toString('base64')],
  ['among other scripts', base64(`напишите на ${MAIL} пожалуйста`)],
  ['twice', base64(base64(`mail ${MAIL} now`))],
  ['thrice', base64(base64(base64(`mail ${MAIL} now`)))],
];

for (const [why, text] of IN_BASE64) {
  test(`data in base64 is found: ${why}`, () => {
    const [first, ...more] = found(text);
    assert.match(first?.[0] ?? '', /^(?:base64>)+email$/);
    assert.deepEqual(more, []);
  });
}

const NOT_FOUND = [
  'da39a3ee5e6b4b0d3255bfef95601890afd80709',
  'const internationalizationConfiguration = createInternationalizationConfiguration();',
  'a=10 width=40 100%25 and 50% of it, C:\\users\\new\\x',
  'Donaudampfschifffahrtsgesellschaftskapitän',
  `iVBORw0KGgo${'AbC9dEf+GhIj/KlM0nOp'.repeat(40)}`,
];

test('what is no text in disguise is left alone', () => {
  for (const text of NOT_FOUND) assert.deepEqual(found(text), [], text);
});

const CODINGS: readonly ((text: string) => string)[] = [base64, percent, entities, units];

test('data in up to three codings is found, and what is left of them does not give it away', () => {
  const codings = fc.array(fc.constantFrom(...CODINGS), { minLength: 1, maxLength: 3 });
  const letters = fc.string({ unit: fc.constantFrom(...'abc xyz,'), maxLength: 30 });
  fc.assert(
    fc.property(codings, letters, letters, (each, before, after) => {
      const encoded = each.reduce((text, encode) => encode(text), `${before} ${MAIL} ${after}`);
      const masked = maskWhole(`see "${encoded}" there`, 'text', inspector);
      assert.ok(masked.startsWith('see "') && masked.endsWith('" there'), masked);
      assert.ok(masked.includes('[EMAIL]'), encoded);
      assert.equal(maskWhole(masked, 'text', inspector), masked);
    }),
    { numRuns: 300 },
  );
});

test('a long encoded text is found through to its end, in windows', () => {
  for (const encode of CODINGS) {
    const text = encode(`${'lorem ipsum '.repeat(1500)}${MAIL} `);
    assert.equal(found(text).length, 1);
  }
});

test('ordinary words are not held back for what might be encoded', () => {
  for (const [text, clear] of [
    ['Hello ', 6],
    ['It costs 42, or ', 16],
    ['今天天气很好。', 7],
    ['Fish & chips, 50% off; ', 23],
  ] as const) {
    const pushed = createInspector({ detectors: LAYERS })
      .openChannel({ view: 'text', role: 'user' })
      .push(text, false);
    assert.ok(pushed.ok);
    assert.equal(pushed.value.clear, clear, text);
  }
});

const SAMPLES = [
  ...FOUND.map(([, text]) => text),
  ...IN_BASE64.slice(0, 3).map(([, text]) => text),
  ...NOT_FOUND,
];

test('a stream of layers and plain data is masked as the whole is', () => {
  const parts = fc.array(
    fc.oneof(fc.constantFrom(...SAMPLES, ' ', '\n', '%', '&', '\\', '=', MAIL), fc.string()),
    {
      maxLength: 8,
    },
  );
  fc.assert(
    fc.property(parts, pieceSizes, (each, sizes) => {
      const text = each.join('');
      assert.equal(
        maskStream(cut(text, sizes), 'text', inspector).masked,
        maskWhole(text, 'text', inspector),
      );
    }),
    { numRuns: 300 },
  );
});

keepsTheLaws('layers', LAYERS, SAMPLES);
