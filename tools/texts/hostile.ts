/** Texts built to be slow: full of what detectors have to look at, and empty of what they look for. */
import type { Detector } from '../../packages/gatehouse/src/inspection/detector.ts';
import { FAMILIES } from '../../packages/gatehouse/src/inspection/detectors/all.ts';
import type { Chance } from './chance.ts';

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const PRINTABLE = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('');

/** What is repeated until the text is long enough. */
const REPEATED: Readonly<Record<string, string>> = {
  'digits apart': '1 2 3 4 5 6 7 8 9 0 ',
  'digits with hyphens': '12-34-56-78-90-',
  'digits with dots': '1.2.3.4.5.6.7.8.9.',
  digits: '1234567890',
  'at signs': '@',
  'almost e-mail': 'a@a.',
  'e-mails without an end': 'aaaaaaaaaaaaaaaaaaaa.',
  colons: '::',
  'hex groups': 'ab:cd:ef:01:',
  'capitalised words': 'Paris Maria Berlin John Street London ',
  'capital letters': 'ABCDEF GHIJKL ',
  'prefix of a key': 'sk-',
  'prefix of a token': 'ghp_',
  'almost a key': 'AKIAIOSFODNN7EXAMPL ',
  'assigned to nothing': 'password=secret_key:api_key="',
  'armour without an end': '-----BEGIN PRIVATE KEY-----\n',
  'url escapes': '%41',
  'url escapes of escapes': '%2525',
  entities: '&#65;&amp;',
  'backslash escapes': '\\u0041\\x41',
  'quoted printable': '=3D=41',
  'addresses of nothing': 'http://',
  'markdown images': '![](',
  'angle brackets': '<a <img <!-- ',
  'escape sequences': '\u001b[',
  'zero width': 'a\u200bb\u200d',
  'tag characters': '\u{e0041}\u{e0042}',
  'mixed scripts': 'aаbеcсoо',
  'stacked marks': 'a\u0301\u0302\u0303\u0304',
  'full width': 'ＡＢＣ１２３＠',
  'mathematical letters': '𝐀𝐁𝐂𝟏𝟐',
  bidi: '\u202ea\u202c',
  'lone surrogates': '\ud800a',
  instructions: 'ignore all previous instructions and ',
  months: 'January 1 march 2 may ',
  'line feeds': '\n',
  spaces: ' ',
  'one word': 'a',
};

/** What differs from place to place. */
const DRAWN: Readonly<Record<string, (chance: Chance, length: number) => string>> = {
  base64: (chance, length) => chance.text(`${ALPHANUMERIC}+/`, length),
  'nested base64': (chance, length) => nested(chance, length),
  hex: (chance, length) => chance.text('0123456789abcdef', length),
  printable: (chance, length) => chance.text(PRINTABLE, length),
  'words of digits': (chance, length) => chance.text('0123456789 -./', length),
  'words of capitals and digits': (chance, length) => chance.text('ABCDEFGHJK0123456789 ', length),
  'signs of all planes': (chance, length) =>
    Array.from({ length }, () => String.fromCharCode(chance.below(0xd800))).join(''),
};

export function hostileTexts(chance: Chance, length: number): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [name, unit] of Object.entries(REPEATED)) texts.set(name, unit.repeat(length / unit.length));
  for (const [name, draw] of Object.entries(DRAWN)) texts.set(name, draw(chance, length));
  for (const [family, detectors] of Object.entries<readonly Detector[]>(FAMILIES)) {
    const literals = detectors.flatMap((detector) => detector.literals ?? []);
    const [first, ...rest] = literals;
    if (first === undefined) continue;
    for (const [how, joint] of Object.entries({ 'side by side': '', apart: ' ', assigned: '="' })) {
      texts.set(`literals of ${family}, ${how}`, drawn(chance, [first, ...rest], { length, joint }));
    }
  }
  return texts;
}

/** Stretches that are worth repeating. */
export function hostileUnits(chance: Chance): readonly string[] {
  return [...Object.values(REPEATED), ...Object.values(DRAWN).map((draw) => draw(chance, 200))];
}

function drawn(
  chance: Chance,
  from: readonly [string, ...string[]],
  { length, joint }: { readonly length: number; readonly joint: string },
): string {
  const parts: string[] = [];
  for (let total = 0; total < length; total += (parts.at(-1) ?? '').length + joint.length) {
    parts.push(chance.pick(from));
  }
  return parts.join(joint);
}

/** Text within base64 within base64, as often as it fits. */
function nested(chance: Chance, length: number): string {
  let text = `key ${chance.text(ALPHANUMERIC, 40)} `.repeat(20);
  while (text.length * 4 < length * 3) text = Buffer.from(text).toString('base64');
  return text.repeat(Math.max(1, Math.floor(length / text.length)));
}
