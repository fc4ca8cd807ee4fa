/** What brings a reader's client to a URL, and where that URL stands: Markdown, HTML, CSS, and plain links. */
import { HANDLERS } from './handlers.ts';

/** How the text of a trigger goes on. */
export type Reading =
  | 'markdown'
  | 'attribute'
  | 'css'
  | 'link'
  | 'scheme'
  | 'split'
  | 'style'
  | 'tag'
  | 'handler'
  | 'fence';

export interface Carrier {
  readonly literal: string;
  readonly reading: Reading;
  /** Whether clients fetch it without a click. */
  readonly fetched: boolean;
}

const rows = (reading: Reading, fetched: boolean, ...literals: readonly string[]): readonly Carrier[] =>
  literals.map((literal) => ({ literal, reading, fetched }));

export const CARRIERS: readonly Carrier[] = [
  // WHY `]:` counts as fetched: what refers to it may be an image.
  ...rows('markdown', false, ']('),
  ...rows('markdown', true, ']:'),
  ...rows(
    'attribute',
    true,
    'src=',
    'src =',
    'srcset=',
    'background=',
    'poster=',
    'lowsrc=',
    'dynsrc=',
    'imagesrcset=',
    'ping=',
  ),
  ...rows('attribute', true, 'content=', 'data='),
  ...rows('attribute', false, 'href=', 'href =', 'action=', 'formaction=', 'cite='),
  ...rows('css', true, 'url(', '@import'),
  ...rows('link', false, 'http://', 'https://'),
  ...rows(
    'scheme',
    true,
    'javascript:',
    'vbscript:',
    'data:text/html',
    'data:image/svg',
    'data:application/x',
  ),
  ...rows(
    'scheme',
    true,
    'data:text/xml',
    'data:text/javascript',
    'data:application/javascript',
    'livescript:',
  ),
  ...rows(
    'tag',
    true,
    '<link',
    '<script',
    '<iframe',
    '<object',
    '<embed',
    '<applet',
    '<frame',
    '<meta',
    '<base',
    '<form',
  ),
  ...rows('split', true, 'script:'),
  ...rows('style', true, 'expression('),
  ...rows('handler', true, ...HANDLERS),
  ...rows('fence', false, '```', '~~~'),
];

/** How far a URL is read; of a longer one the rest is masked piece by piece. */
export const URL_MAX = 2048;

/** What stands between a carrier and its URL. */
const LEADS: Readonly<Partial<Record<Reading, RegExp>>> = {
  markdown: /[ \t]{0,4}(?:\r?\n[ \t]{0,4})?<?/y,
  attribute: /\s{0,4}(?:\\?["'`])?(?:\d{1,4}\s{0,4};\s{0,4}url\s{0,2}=\s{0,2}['"]?)?\s{0,4}/iy,
  css: /\s{0,4}(?:url\(\s{0,4})?(?:\\?["'])?\s{0,4}/iy,
  link: /(?:)/y,
  scheme: /(?:)/y,
};

/** What ends a URL, by what led to it: a quote ends what a quote began. */
const QUOTES: readonly string[] = ['"', "'", '`', '<'];
const ENDS: readonly Uint8Array[] = ['"', "'", '`', '<>', '"\'`<>'].map(stops);
const PLAIN = QUOTES.length;

function stops(signs: string): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) =>
    code <= 32 || signs.includes(String.fromCharCode(code)) ? 1 : 0,
  );
}

export interface Place {
  readonly start: number;
  readonly end: number;
  /** Whether the text ended before the URL did. */
  readonly open: boolean;
  /** Which row of `ENDS` ends it, for the rest of a URL that is longer than `URL_MAX`. */
  readonly ends: number;
}

/** An absolute URL, or one without its scheme, as leniently as browsers read it. */
const ABSOLUTE = /(?:https?:)?[/\\]{2}/iy;
const ABSOLUTE_SO_FAR = /^(?:h(?:t(?:t(?:p(?:s?:?)?)?)?)?|https?:[/\\]|[/\\])?$/i;
const ABSOLUTE_MAX = 8;

/** Where the absolute URL behind a carrier stands; undefined when there is none. */
export function urlBehind(text: string, reading: Reading, at: number): Place | undefined {
  const lead = LEADS[reading];
  if (lead === undefined) return undefined;
  lead.lastIndex = at;
  const led = lead.exec(text)?.[0] ?? '';
  const start = at + led.length;
  const quote = /["'`<]/.exec(led)?.[0] ?? '';
  const ends = quote === '' ? PLAIN : QUOTES.indexOf(quote);
  ABSOLUTE.lastIndex = start;
  if (reading !== 'scheme' && !ABSOLUTE.test(text)) {
    const rest = text.slice(start, start + ABSOLUTE_MAX);
    const open = start + rest.length === text.length && ABSOLUTE_SO_FAR.test(rest);
    return open ? { start, end: start, open, ends } : undefined;
  }
  const end = urlEnd(text, start, ends);
  const open = end === text.length && end - start < URL_MAX;
  return { start, end: quote === '' && !open ? trimmed(text, start, end) : end, open, ends };
}

/** Where a URL ends that goes on at `start`. */
export function urlEnd(text: string, start: number, ends: number): number {
  const table = ENDS[ends] ?? ENDS[PLAIN];
  const bracketed = ends === PLAIN;
  const limit = Math.min(text.length, start + URL_MAX);
  let depth = 0;
  let brackets = 0;
  let index = start;
  for (; index < limit; index += 1) {
    const code = text.charCodeAt(index);
    if (table?.[code] === 1) {
      if (!isPlaceholder(text, index, start)) break;
      continue;
    }
    if (!bracketed) continue;
    if (code === 0x28) depth += 1;
    if (code === 0x29) {
      if (depth === 0) break;
      depth -= 1;
    }
    if (code === 0x5b) brackets += 1;
    if (code === 0x5d) {
      if (brackets === 0) break;
      brackets -= 1;
    }
  }
  return index;
}

/** Whether a blank stands within a placeholder, `?q={{ x }}` or `?q=[THE SECRET]`: it is part of what is sent. */
function isPlaceholder(text: string, index: number, start: number): boolean {
  if (text[index] !== ' ') return false;
  for (let at = index - 1; at >= start && index - at <= 32; at -= 1) {
    const sign = text[at];
    if (sign === ']' || sign === '}' || sign === '/') return false;
    if (sign === '[' || sign === '{') return true;
  }
  return false;
}

/** Signs that end a sentence and stand at the end of a URL belong to the sentence. */
function trimmed(text: string, start: number, end: number): number {
  let index = end;
  while (index > start && '.,;:!?*_\\'.includes(text.charAt(index - 1))) index -= 1;
  return index;
}

/** How far back an image may have begun: with less than this before it, a longer description is suspicious itself. */
const DESCRIPTION_MAX = 120;

/** Whether the Markdown destination at `at` (behind `](`) is that of an image. */
export function isImage(text: string, bracket: number, floor: number): boolean {
  const limit = Math.max(floor, bracket - DESCRIPTION_MAX, 0);
  let depth = 0;
  for (let index = bracket - 1; index >= limit; index -= 1) {
    const sign = text[index];
    if (sign === ']') depth += 1;
    if (sign !== '[') continue;
    if (depth === 0) return index > limit && text[index - 1] === '!';
    depth -= 1;
  }
  return bracket - limit >= DESCRIPTION_MAX;
}

/** Whether a tag is open before `at`. */
export function isInTag(text: string, at: number, floor: number): boolean {
  const before = text.slice(Math.max(floor, at - DESCRIPTION_MAX, 0), at);
  return /<[a-z!/][^>]*$/i.test(before.slice(before.lastIndexOf('<')));
}
