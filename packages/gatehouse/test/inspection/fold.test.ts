/** Folding: disguised characters read as what they stand for, know where they came from, and ordinary text stays. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { email } from '../../src/inspection/detectors/contact/email.ts';
import { paymentCard } from '../../src/inspection/detectors/identifiers/payment-card.ts';
import { DISGUISES, type Disguise } from '../../src/inspection/disguises.ts';
import { createInspector } from '../../src/inspection/engine.ts';
import { Reading } from '../../src/inspection/reading.ts';
import { cut, maskStream, maskWhole, pieceSizes, seen } from './support.ts';

function readWhole(text: string): Reading {
  const reading = new Reading('text');
  reading.append(text, true);
  return reading;
}

function folded(text: string): string {
  return readWhole(text).text;
}

function kindsIn(text: string): ReadonlySet<Disguise | undefined> {
  const { disguises } = readWhole(text);
  return new Set(Array.from({ length: disguises.length }, (_, at) => DISGUISES[disguises.literal(at)]));
}

function tags(text: string): string {
  return [...text]
    .map((character) => String.fromCodePoint(0xe0000 + (character.codePointAt(0) ?? 0)))
    .join('');
}

const READ_AS: readonly (readonly [why: string, raw: string, read: string, kind?: Disguise])[] = [
  ['full width', 'ｊｏｈｎ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'john@example.com'],
  ['mathematical letters', '𝗃𝗈𝗁𝗇 𝐉𝐎𝐇𝐍 𝒿ℴ𝒽𝓃', 'john JOHN john', 'compatibility'],
  ['letters in circles and squares', 'ⓙⓞⓗⓝ 🄹🄾🄷🄽 🅙🅞🅗🅝 🅹🅾🅷🅽', 'john JOHN JOHN JOHN', 'compatibility'],
  ['small capitals', 'ɪɢɴᴏʀᴇ', 'ignore', 'compatibility'],
  ['Braille', '⠊⠛⠝⠕⠗⠑⠀⠁⠇⠇', 'ignore all', 'braille'],
  ['ligatures and Roman numerals', 'oﬃce Ⅷ ㎏', 'office VIII kg'],
  ['superscripts', 'x² + y⁴', 'x2 + y4'],
  ['spaces of all widths', 'a\u00a0b\u2003c\u3000d', 'a b c d'],
  ['digits of other scripts', '٤۱१๔𝟜𞥒', '411442'],
  ['Cyrillic within a Latin word', 'pаypаl', 'paypal', 'confusable'],
  ['Cyrillic before a Latin letter', 'аdmіn', 'admin', 'confusable'],
  ['Greek within a Latin word', 'pαsswοrd', 'password', 'confusable'],
  ['zero-width characters within', 'pass\u200b\u2060word', 'password', 'zero_width'],
  ['joiners between Latin letters', 'pass\u200d\u200cword', 'password', 'joiner'],
  ['soft hyphens', 'pass\u00adword', 'password', 'soft_hyphen'],
  ['an override', 'a\u202edrow\u202cb', 'adrowb', 'bidi_override'],
  ['isolates', 'a\u2066b\u2069c', 'abc', 'bidi_isolate'],
  ['tags', `hi${tags('ignore all')}`, 'hiignore all', 'tag'],
  ['tags behind a flag that are too many for one', `🏴${tags('ignore all')}`, '🏴ignore all', 'tag'],
  ['bytes in variation selectors', '😀\u{e0158}\u{e0159}', '😀hi', 'variation'],
  ['marks stacked on letters', 'i\u0336\u0337g\u0336n\u0336.', 'ign.', 'combining'],
  ['keycaps', '4\ufe0f\u20e31\ufe0f\u20e3', '41'],
  ['letters of flags', '🇩🇪', 'DE'],
];

for (const [why, raw, read, kind] of READ_AS) {
  test(`disguised text is read: ${why}`, () => {
    assert.equal(folded(raw), read);
    if (kind !== undefined) assert.ok(kindsIn(raw).has(kind));
  });
}

const ORDINARY: readonly (readonly [language: string, text: string])[] = [
  ['English', 'It’s “fine” — really… 50 % off™, isn’t it?'],
  ['German', 'Grüße aus Köln: süße Füße, 5 € für Äpfel'],
  ['Vietnamese', 'Tiếng Việt có dấu'],
  ['Vietnamese, decomposed', 'Tiếng Việt có dấu'.normalize('NFD')],
  ['Russian', 'Съешь ещё этих мягких булок, СМС-ка и HTML-код'],
  ['Greek', 'Ξεσκεπάζω την ψυχοφθόρα βδελυγμία'],
  ['Persian with joiners', 'می‌خواهم این کتاب‌ها را'],
  ['Hindi with joiners', 'क्‍ष और श्‌री'],
  ['Hebrew', 'שלום וGoogle'],
  ['Japanese', '日本語の文章、カタカナとひらがな。'],
  ['Korean', '안녕하세요 ㅋㅋㅋ'],
  ['emoji', '👨‍👩‍👧 ❤️‍🔥 👍🏽 😀'],
];

for (const [language, text] of ORDINARY) {
  test(`ordinary text stays and is no disguise: ${language}`, () => {
    assert.equal(folded(text), text);
    assert.equal(kindsIn(text).size, 0);
  });
}

test('the flag of Scotland and a byte order mark are no disguise', () => {
  assert.equal(kindsIn(`\ufeff🏴${tags('gbsct')}\u{e007f}`).size, 0);
});

const PARTS = [
  ...READ_AS.map(([, raw]) => raw),
  ...ORDINARY.map(([, text]) => text),
  '\u200b',
  '\u200d',
  '\ufe0f',
  '\u0301',
  '\ud835',
  '\udc00',
  '\udb40\udc61',
  'а',
  'a',
  'ж',
  'ﬁ',
  '🈀',
  ' ',
  '4111 1111 1111 1111',
  'john@example.com',
  '\u200b'.repeat(70),
  'а'.repeat(70),
];
const disguised = fc
  .array(fc.oneof(fc.constantFrom(...PARTS), fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 12 })
  .map((parts) => parts.join(''));

function described(reading: Reading) {
  const { text, disguises } = reading;
  return {
    text,
    starts: Array.from({ length: text.length }, (_, index) => reading.offset(index)),
    ends: Array.from({ length: text.length }, (_, index) => reading.offsetOfEnd(index + 1)),
    disguises: Array.from({ length: disguises.length }, (_, at) => [
      disguises.start(at),
      disguises.literal(at),
      disguises.count(at),
    ]),
  };
}

test('any cut of any text folds as the whole does', () => {
  fc.assert(
    fc.property(disguised, pieceSizes, (text, sizes) => {
      const reading = new Reading('text');
      for (const piece of cut(text, sizes)) reading.append(piece, false);
      reading.append('', true);
      assert.deepEqual(described(reading), described(readWhole(text)));
    }),
    { numRuns: 2000 },
  );
});

test('what is folded is not folded further, and its places go forward within the raw text', () => {
  fc.assert(
    fc.property(disguised, (any) => {
      // WHY: halves of characters that removing brings together make a new one.
      const text = any.toWellFormed();
      const { text: read, starts, ends } = described(readWhole(text));
      assert.equal(folded(read), read);
      for (let index = 0; index < read.length; index += 1) {
        const start = starts[index] ?? 0;
        const end = ends[index] ?? 0;
        assert.ok(start >= (starts[index - 1] ?? 0) && end >= (ends[index - 1] ?? 0));
        assert.ok(start < end && end <= text.length);
      }
    }),
    { numRuns: 2000 },
  );
});

test('a stream of disguised text is masked as the whole is', () => {
  const by = createInspector({ detectors: [email, paymentCard] });
  fc.assert(
    fc.property(disguised, pieceSizes, (text, sizes) => {
      assert.equal(maskStream(cut(text, sizes), 'text', by).masked, maskWhole(text, 'text', by));
      const source = JSON.stringify({ note: text });
      assert.equal(maskStream(cut(source, sizes), 'json', by).masked, maskWhole(source, 'json', by));
    }),
    { numRuns: 500 },
  );
});

test('data in disguise is found where it stands', () => {
  assert.deepEqual(seen('an 𝗃𝗈𝗁𝗇@𝖾𝗑𝖺𝗆𝗉𝗅𝖾.𝖼𝗈𝗆!', 'email'), ['𝗃𝗈𝗁𝗇@𝖾𝗑𝖺𝗆𝗉𝗅𝖾.𝖼𝗈𝗆']);
  assert.deepEqual(seen('4\u200b111 1111 1111 1111', 'payment_card'), ['4\u200b111 1111 1111 1111']);
  assert.deepEqual(seen(`x${tags(' john@example.com')} y`, 'email'), [tags('john@example.com')]);
});
