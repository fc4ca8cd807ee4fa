/** Undoes escapes of single characters: HTML entities, URL escapes, backslash escapes, quoted-printable. */
import type { Cursor, Detector, Finding, Glance, Scan } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import type { Decoded, Probe } from './probe.ts';
import { addBytes, BEFORE, OVERLAP, StretchBuilder, tokenStart, UNIT_MAX, WINDOW } from './stretch.ts';

/**
 * HTML named character references (HTML Standard, section 13.5) of what data is written with. WHY not `&amp;`, `&lt;`
 * and quotes: they stand in any page, and in no datum.
 */
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['nbsp', ' '],
  ['ensp', ' '],
  ['emsp', ' '],
  ['thinsp', ' '],
  ['tab', '\t'],
  ['newline', '\n'],
  ['commat', '@'],
  ['period', '.'],
  ['comma', ','],
  ['colon', ':'],
  ['semi', ';'],
  ['lowbar', '_'],
  ['hyphen', '-'],
  ['dash', '-'],
  ['sol', '/'],
  ['bsol', '\\'],
  ['plus', '+'],
  ['equals', '='],
  ['num', '#'],
  ['percnt', '%'],
  ['dollar', '$'],
  ['excl', '!'],
  ['quest', '?'],
  ['ast', '*'],
  ['lpar', '('],
  ['rpar', ')'],
  ['lsqb', '['],
  ['rsqb', ']'],
  ['lcub', '{'],
  ['rcub', '}'],
  ['shy', ''],
  ['zwnj', ''],
  ['zwj', ''],
]);
const HTML = /&(?:amp;){0,3}(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8})(?=;));?/iy;
/** RFC 3986 section 2.1, and quoted-printable (RFC 2045 section 6.7). */
const URL_BYTE = /%([0-9a-f]{2})/iy;
const QUOTED = /=([0-9A-F]{2})/y;
const SOFT_BREAK = /=\r?\n/y;
const BACKSLASH = /\\{1,8}(?:u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2})|([0-3][0-7]{2}))/iy;

const HEX = [...'0123456789abcdef'];
const LITERALS = [
  '&#',
  '&amp;#',
  ...[...ENTITIES.keys()].map((name) => `&${name};`),
  ...HEX.map((digit) => `%${digit}`),
  ...['u', 'x', '0', '1', '2', '3'].map((kind) => `\\${kind}`),
  ...['=3d', '=40', '=2e', '=2d', '=5f', '=20', '=c3', '=e2', '=\n', '=\r\n'],
];

/** An escape as it stands in the text: a byte, or characters. */
interface Escape {
  readonly start: number;
  readonly end: number;
  readonly coding: string;
  readonly byte: number | undefined;
  readonly text: string;
}

/** How much is read before and behind escapes, for the words around what they hide. */
const LEAD = 64;
const TAIL = 48;
/** Escapes that stand further apart are looked through apart, and so no text is looked through twice. */
const GAP = LEAD + TAIL;

export function escapesOf(probe: Probe): Detector {
  return {
    name: 'escapes',
    classes: probe.classes,
    version: digestOfRules(1, probe.version, LITERALS),
    reach: WINDOW + BEFORE + GAP + UNIT_MAX,
    literals: LITERALS,
    scan: (glance, cursor, last) =>
      probe.isDeep() ? scan(probe, glance, { cursor, last }) : nothing(glance),
  };
}

function nothing({ text }: Glance): Scan {
  return { findings: [], next: { from: text.length, floor: 0, inside: false } };
}

function scan(
  probe: Probe,
  glance: Glance,
  { cursor, last }: { readonly cursor: Cursor; readonly last: boolean },
): Scan {
  const { text, hits } = glance;
  const findings: Finding[] = [];
  let { from, floor } = cursor;
  let index = hits.from(from);
  while (index < hits.length) {
    const first = escapeAt(text, hits.start(index));
    const start = Math.max(from, tokenStart(text, first?.start ?? hits.start(index), BEFORE));
    if (first === undefined || first.start < from) {
      // More text may make an escape of it.
      if (!last && hits.start(index) + UNIT_MAX > text.length) {
        return { findings, next: { from: start, floor, inside: false } };
      }
      index += 1;
      continue;
    }
    const chain = follow(glance, { index, first, start, last });
    if (chain === undefined) return { findings, next: { from: start, floor, inside: false } };
    const decoded = decode(text, chain.escapes, { from: Math.max(floor, start - LEAD), to: chain.end });
    for (const finding of probe.look(glance, decoded, { from: Math.max(start, floor), to: chain.next })) {
      findings.push(finding);
      floor = Math.max(floor, finding.end);
    }
    from = chain.next;
    index = hits.from(from);
  }
  if (last) return { findings, next: { from: text.length, floor, inside: false } };
  // A soft line break may be half here.
  const end = text.endsWith('\r') ? text.length - 1 : text.length;
  const open = tokenStart(text, end, BEFORE + UNIT_MAX);
  return { findings, next: { from: Math.max(from, open), floor, inside: false } };
}

interface Chain {
  readonly escapes: readonly Escape[];
  /** Where the text ends that belongs to it. */
  readonly end: number;
  /** Where to go on. */
  readonly next: number;
}

/** The escapes that stand close to one another, from the first on; undefined when more text decides. */
function follow(
  { text, hits }: Glance,
  {
    index,
    first,
    start,
    last,
  }: { readonly index: number; readonly first: Escape; readonly start: number; readonly last: boolean },
): Chain | undefined {
  const escapes = [first];
  const limit = start + WINDOW;
  let end = first.end;
  for (let at = index + 1; at < hits.length; at += 1) {
    if (hits.start(at) > end + GAP) break;
    if (hits.start(at) < end) continue;
    if (hits.start(at) + UNIT_MAX > limit) {
      return { escapes, end: Math.max(end, limit - UNIT_MAX), next: limit - OVERLAP };
    }
    if (!last && hits.start(at) + UNIT_MAX > text.length) return undefined;
    const found = escapeAt(text, hits.start(at));
    if (found === undefined || found.start < end) continue;
    escapes.push(found);
    end = found.end;
  }
  if (!last && end + GAP + UNIT_MAX > text.length) return undefined;
  const tail = endOfTail(text, end);
  return { escapes, end: tail, next: tail };
}

/** Where the words end that stand behind the last escape. */
function endOfTail(text: string, end: number): number {
  const limit = Math.min(text.length, end + TAIL);
  if (limit === text.length) return limit;
  for (let index = limit; index > end; index -= 1) if (/\s/.test(text.charAt(index))) return index;
  return limit;
}

function escapeAt(text: string, index: number): Escape | undefined {
  switch (text[index]) {
    case '&':
      return entityAt(text, index);
    case '%':
      return byteAt(text, index, { form: URL_BYTE, coding: 'url' });
    case '=':
      return breakAt(text, index) ?? byteAt(text, index, { form: QUOTED, coding: 'quoted-printable' });
    default:
      return backslashAt(text, index);
  }
}

function entityAt(text: string, start: number): Escape | undefined {
  HTML.lastIndex = start;
  const match = HTML.exec(text);
  if (match === null) return undefined;
  const [whole, decimal, hex, name] = match;
  const named = name === undefined ? undefined : ENTITIES.get(name.toLowerCase());
  const code = Number.parseInt(decimal ?? hex ?? '', decimal === undefined ? 16 : 10);
  const read = named ?? (code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : undefined);
  if (read === undefined) return undefined;
  return { start, end: start + whole.length, coding: 'html', byte: undefined, text: read };
}

function byteAt(
  text: string,
  start: number,
  { form, coding }: { readonly form: RegExp; readonly coding: string },
): Escape | undefined {
  form.lastIndex = start;
  const digits = form.exec(text)?.[1];
  if (digits === undefined) return undefined;
  return { start, end: start + 3, coding, byte: Number.parseInt(digits, 16), text: '' };
}

function breakAt(text: string, start: number): Escape | undefined {
  SOFT_BREAK.lastIndex = start;
  const match = SOFT_BREAK.exec(text);
  if (match === null) return undefined;
  return { start, end: start + match[0].length, coding: 'quoted-printable', byte: undefined, text: '' };
}

function backslashAt(text: string, index: number): Escape | undefined {
  // Doubly escaped text has more backslashes before the one that was found.
  let start = index;
  while (start > 0 && index - start < 7 && text[start - 1] === '\\') start -= 1;
  BACKSLASH.lastIndex = start;
  const match = BACKSLASH.exec(text);
  if (match === null) return undefined;
  const [whole, braced, unit, byte, octal] = match;
  const end = start + whole.length;
  const value = Number.parseInt(braced ?? unit ?? byte ?? octal ?? '', octal === undefined ? 16 : 8);
  if (byte !== undefined || octal !== undefined) {
    return { start, end, coding: 'backslash', byte: value, text: '' };
  }
  if (value > 0x10_ffff) return undefined;
  return { start, end, coding: 'backslash', byte: undefined, text: String.fromCodePoint(value) };
}

/** The text with its escapes undone; bytes that stand side by side are read together. */
function decode(
  text: string,
  escapes: readonly Escape[],
  { from, to }: { readonly from: number; readonly to: number },
): Decoded {
  const builder = new StretchBuilder(to - from);
  let position = from;
  let bytes: Escape[] = [];
  const flush = () => {
    const run = bytes;
    addBytes(
      builder,
      run.map(({ byte }) => byte ?? 0),
      { start: (index) => run[index]?.start ?? 0, end: (index) => run[index]?.end ?? 0 },
    );
    bytes = [];
  };
  for (const each of escapes) {
    if (each.byte === undefined || each.start > position) flush();
    builder.plain(text, position, each.start);
    if (each.byte === undefined) builder.decoded(each.text, each.start, each.end);
    else bytes.push(each);
    position = each.end;
  }
  flush();
  builder.plain(text, position, to);
  return builder.build(escapes[0]?.coding ?? '');
}
