/** Finds private keys in PEM armour (RFC 7468, OpenSSH, OpenPGP), also when cut short, escaped or folded into code. */
import { isAlphanumeric } from '../../characters.ts';
import {
  BEGINNING,
  type Cursor,
  type Detector,
  type Finding,
  type Glance,
  type Scan,
} from '../../detector.ts';
import { digestOfRules } from '../rules.ts';

const BEGIN = '-----BEGIN';
const END = '-----END';
/** An armour line with the longest label in use, and some room. */
const ARMOUR_MAX = 80;
const ARMOUR = / [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/y;
const ARMOUR_SO_FAR = /^-----(?:BEGIN|END)[A-Z0-9 ]*-{0,5}$/;
/** `Proc-Type: 4,ENCRYPTED`, `Version: …` (RFC 1421, RFC 9580). */
const HEADERS_MAX = 8;
const HEADER = /[A-Za-z][A-Za-z-]{0,30}: [^\r\n\\]{0,200}(?=[\r\n\\])/y;
const HEADER_SO_FAR = /^(?:[A-Za-z][A-Za-z-]{0,30}(?::[^\r\n\\]{0,201})?)?$/;
const HEADER_MAX = 240;
/** Between lines: white space, also escaped, and the quotes and signs that make a literal of many lines. */
const GAP = /(?:\\[nrt]|[\s"'`,\\>|]){0,96}/y;
const GAP_MAX = 96;
/** So many characters of base64 in a row are no word. */
const LINE_MIN = 20;
const WORD = /[A-Za-z0-9+/=]{1,20}/y;
/** Shorter ones are taken for words unless they look random: a digit or sign, or a capital behind a small letter. */
const RANDOM = /[0-9+/=]|[a-z][A-Z]/;

export const privateKey: Detector = {
  name: 'private_key',
  grows: true,
  classes: ['private_key'],
  version: digestOfRules(1, ARMOUR.source, HEADER.source, GAP.source, RANDOM.source, LINE_MIN),
  reach: ARMOUR_MAX + HEADERS_MAX * (HEADER_MAX + 2 * GAP_MAX) + 2 * GAP_MAX + LINE_MIN + ARMOUR_MAX,
  scan,
};

function scan({ text }: Glance, cursor: Cursor, last: boolean): Scan {
  const findings: Finding[] = [];
  let { from, inside } = cursor;
  let continued = false;
  for (;;) {
    const start = inside ? from : text.indexOf(BEGIN, from);
    if (start < 0) {
      const open = last ? text.length : tail(text, from);
      return { findings, continued, next: { ...BEGINNING, from: open, inside } };
    }
    const body = inside ? from : bodyStart(text, start, last);
    if (body === 'open') return { findings, continued, next: { ...BEGINNING, from: start, inside } };
    if (body === undefined) {
      from = start + BEGIN.length;
      continue;
    }
    const { end, done } = readBody(text, body, last);
    if (end > body) {
      continued ||= inside;
      findings.push({ class: 'private_key', detector: 'private_key', start, end, confidence: 0.99 });
    }
    // Before its first line it is no key yet; behind it, it grows until something else stands there.
    const grows = inside || end > body;
    if (!done)
      return { findings, continued, next: { ...BEGINNING, from: grows ? end : start, inside: grows } };
    from = grows ? end : start + BEGIN.length;
    inside = false;
  }
}

/** Where the lines of the key begin, behind armour and headers; undefined when this is no private key. */
function bodyStart(text: string, start: number, last: boolean): number | 'open' | undefined {
  const armour = matchAt(ARMOUR, text, start + BEGIN.length);
  if (armour === undefined) return isArmourSoFar(text, start, last) ? 'open' : undefined;
  let body = armour;
  for (let count = 0; count < HEADERS_MAX; count += 1) {
    const line = matchAt(GAP, text, body) ?? body;
    const header = matchAt(HEADER, text, line);
    if (header === undefined)
      return !last && HEADER_SO_FAR.test(text.slice(line, line + HEADER_MAX)) ? 'open' : body;
    body = header;
  }
  return body;
}

/** How far the key's lines reach from `body` on, and whether it is known that they end there. */
function readBody(
  text: string,
  body: number,
  last: boolean,
): { readonly end: number; readonly done: boolean } {
  let end = body;
  for (;;) {
    // The rest of a line of which enough was seen.
    if (end > 0 && isBase64(text, end - 1)) while (isBase64(text, end)) end += 1;
    const next = matchAt(GAP, text, end) ?? end;
    if (next === text.length) return { end, done: last };
    if (text[next] === '-') {
      const armour = text.startsWith(END, next) ? matchAt(ARMOUR, text, next + END.length) : undefined;
      if (armour !== undefined) return { end: armour, done: true };
      return { end, done: !isArmourSoFar(text, next, last) };
    }
    const word = matchAt(WORD, text, next);
    if (word === undefined) return { end, done: true };
    if (word - next < LINE_MIN) {
      if (word === text.length && !last) return { end, done: false };
      if (!RANDOM.test(text.slice(next, word))) {
        // A last line can look like a word by chance: then the end of the armour follows.
        const after = text.slice(matchAt(GAP, text, word) ?? word).slice(0, END.length);
        if (after !== END) return { end, done: last || !END.startsWith(after) };
      }
    }
    end = word;
  }
}

/** Where `-----BEGIN` may have begun at the end of the text. */
function tail(text: string, from: number): number {
  for (let start = Math.max(from, text.length - BEGIN.length + 1); start < text.length; start += 1) {
    if (BEGIN.startsWith(text.slice(start))) return start;
  }
  return text.length;
}

function isArmourSoFar(text: string, start: number, last: boolean): boolean {
  if (last || text.length - start > ARMOUR_MAX) return false;
  const rest = text.slice(start);
  return END.startsWith(rest) || ARMOUR_SO_FAR.test(rest);
}

function isBase64(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return isAlphanumeric(code) || code === 0x2b || code === 0x2f || code === 0x3d;
}

function matchAt(pattern: RegExp, text: string, index: number): number | undefined {
  pattern.lastIndex = index;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
