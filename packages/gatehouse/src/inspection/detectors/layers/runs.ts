/** Decodes long runs of base64 (RFC 4648, also URL-safe, also in lines) and of hexadecimal digits, where they are text. */
import { isUtf8 } from 'node:buffer';
import type { Cursor, Detector, Finding, Glance, Scan } from '../../detector.ts';
import type { Words } from '../../places.ts';
import { digestOfRules } from '../rules.ts';
import { base64Phase, endOfBase64, hexPhase, isBreak } from './alphabets.ts';
import type { Decoded, Probe } from './probe.ts';
import { addBytes, OVERLAP, StretchBuilder, WINDOW } from './stretch.ts';

/** Shorter runs hold no data: sixteen characters of base64 are twelve bytes. */
const RUN_MIN = 16;
/** How much of a run is looked at before it is decoded, and how much of that again with what follows. */
const GLIMPSE = 96;
const GLIMPSE_OVERLAP = 24;
/** A run may go on in the next line when its line is at least so long; indented by so many spaces. */
const LINE_MIN = 40;
const BREAK_MAX = 10;
const LINKS = new Set([...'+/_-'].map((character) => character.charCodeAt(0)));
const PADDING = 0x3d;
const SPACE = 0x20;
/** ASCII in UTF-16LE: every other byte is zero. */
const WIDE = /(?:[\w+/-]{2}[AB][\w+/-]A[\w+/-]{2}A){3}/y;

export function runsOf(probe: Probe): Detector {
  return {
    name: 'runs',
    classes: probe.classes,
    version: digestOfRules(1, probe.version, RUN_MIN, LINE_MIN),
    reach: WINDOW + BREAK_MAX,
    scan: (glance, cursor, last) =>
      probe.isDeep()
        ? scan(probe, glance, { cursor, last })
        : { findings: [], next: { from: glance.text.length, floor: 0, inside: false } },
  };
}

/** A run of digits of some encoding; `isOpen` when it may go on with what follows. */
interface Run {
  readonly start: number;
  readonly end: number;
  readonly isOpen: boolean;
  /** The index of the word behind it. */
  readonly next: number;
}

function scan(
  probe: Probe,
  glance: Glance,
  { cursor, last }: { readonly cursor: Cursor; readonly last: boolean },
): Scan {
  const { text, words } = glance;
  const findings: Finding[] = [];
  let { from, floor } = cursor;
  const count = words.open < text.length ? words.length + 1 : words.length;
  let index = words.from(from);
  while (index < count) {
    const start = index < words.length ? words.start(index) : words.open;
    if (text.charCodeAt(start) > 0x7f || isShort(text, words, index)) {
      index += 1;
      continue;
    }
    const run = runAt(glance, { index, start: Math.max(start, from), last });
    index = run.next;
    if (run.end - run.start < RUN_MIN && !run.isOpen) continue;
    const { at, found, floor: end } = look(probe, glance, { run, floor });
    for (const finding of found) findings.push(finding);
    floor = end;
    if (at !== undefined) return { findings, next: { from: at, floor, inside: false } };
    from = run.end;
  }
  return { findings, next: { from: text.length, floor, inside: false } };
}

/** Whether a word stands before a space and is no run by itself, as most are. */
function isShort(text: string, words: Words, index: number): boolean {
  if (index >= words.length) return false;
  const end = words.end(index);
  return text.charCodeAt(end) === SPACE && end - words.start(index) < RUN_MIN;
}

/** The words from one on that stand side by side as digits of an encoding do. */
function runAt(
  { text, words }: Glance,
  { index, start, last }: { readonly index: number; readonly start: number; readonly last: boolean },
): Run {
  const { length } = words;
  const count = words.open < text.length ? length + 1 : length;
  let end = index < length ? words.end(index) : text.length;
  let next = index + 1;
  while (next < count) {
    const begin = next < length ? words.start(next) : words.open;
    if (begin !== end && !isLink(text, end, begin)) break;
    if (text.charCodeAt(begin) > 0x7f) break;
    end = next < length ? words.end(next) : text.length;
    next += 1;
  }
  return { start, end, isOpen: !last && next === count && mayGoOn(text, end), next };
}

/** Whether what stands between two words belongs to a run of digits: single signs, or the end of a long line. */
function isLink(text: string, end: number, next: number): boolean {
  const isSign = LINKS.has(text.charCodeAt(end)) && LINKS.has(text.charCodeAt(next - 1));
  if (isSign && next - end <= 2) return true;
  return next - end <= BREAK_MAX && isLineBreak(text, end, next) && isLongLine(text, end);
}

/** Whether the line that ends at `end` has as many characters as lines of wrapped base64 have. */
function isLongLine(text: string, end: number): boolean {
  if (end < LINE_MIN) return false;
  for (let index = end - LINE_MIN; index < end; index += 1) if (isBreak(text.charCodeAt(index))) return false;
  return true;
}

function isLineBreak(text: string, from: number, to: number): boolean {
  const start = LINKS.has(text.charCodeAt(from)) ? from + 1 : from;
  const end = to > start + 1 && LINKS.has(text.charCodeAt(to - 1)) ? to - 1 : to;
  if (text[start] !== '\n' && text[start] !== '\r') return false;
  for (let index = start; index < end; index += 1) if (!isBreak(text.charCodeAt(index))) return false;
  return true;
}

/** Whether a run that ends at the last word may go on with what will follow. */
function mayGoOn(text: string, end: number): boolean {
  if (text.length - end > BREAK_MAX) return false;
  const isLong = isLongLine(text, end);
  for (let index = end; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (!LINKS.has(code) && code !== PADDING && !(isLong && isBreak(code))) return false;
  }
  return true;
}

/** Looks through a run; `at` is where it waits for more text. */
function look(
  probe: Probe,
  glance: Glance,
  { run, floor: before }: { readonly run: Run; readonly floor: number },
): { readonly at: number | undefined; readonly found: readonly Finding[]; readonly floor: number } {
  const { text } = glance;
  const found: Finding[] = [];
  let at = run.start;
  let floor = before;
  while (at < run.end) {
    const isWhole = run.end - at <= GLIMPSE;
    if (isWhole && run.isOpen) return { at, found, floor };
    const seen = isWhole ? run.end : at + GLIMPSE;
    const form = formOf(text, at, seen);
    if (form === undefined) {
      if (isWhole) break;
      at += GLIMPSE - GLIMPSE_OVERLAP;
      continue;
    }
    if (run.isOpen && run.end - at <= WINDOW) return { at, found, floor };
    const { end, next } = extentOf(text, form, { at, runEnd: run.end });
    const bounds = { from: Math.max(at, floor), to: next };
    for (const finding of probe.look(glance, decode(text, form, { from: at, to: end }), bounds)) {
      found.push(finding);
      floor = Math.max(floor, finding.end);
    }
    at = next;
  }
  return { at: undefined, found, floor };
}

/** How far a run is decoded at once, and where to go on. */
function extentOf(
  text: string,
  { phase, isAscii }: Form,
  { at, runEnd }: { readonly at: number; readonly runEnd: number },
): { readonly end: number; readonly next: number } {
  const limit = Math.min(runEnd, at + WINDOW);
  const end = isAscii ? endOfBase64(text, at + phase, limit) : limit;
  // What cannot be text this way may be text in another: the digits may begin elsewhere.
  if (end < limit) return { end, next: Math.max(end - GLIMPSE_OVERLAP, at + GLIMPSE_OVERLAP) };
  if (end < runEnd) return { end, next: end - OVERLAP };
  const padded = end + paddingAt(text, end);
  return { end: padded, next: padded };
}

interface Form {
  readonly coding: 'base64' | 'hex';
  readonly phase: number;
  /** Whether it was recognised by what its characters can be. */
  readonly isAscii?: true;
}

function formOf(text: string, from: number, to: number): Form | undefined {
  const hex = hexPhase(text, from, to);
  if (hex !== undefined) return { coding: 'hex', phase: hex };
  const phase = base64Phase(text, from, to);
  if (phase !== undefined) return { coding: 'base64', phase, isAscii: true };
  WIDE.lastIndex = from;
  return WIDE.test(text) || isOtherText(text, from, to) ? { coding: 'base64', phase: 0 } : undefined;
}

/** Whether base64 stands for text beyond ASCII: valid UTF-8 that long is no accident. */
function isOtherText(text: string, from: number, to: number): boolean {
  if (to - from < GLIMPSE_OVERLAP) return false;
  const digits = text.slice(from, to);
  // WHY: long words are no base64, which is a mixture of everything.
  if (!/\d/.test(digits) || !/[A-Z]/.test(digits)) return false;
  const bytes = Buffer.from(digits, 'base64');
  for (let cut = 0; cut < 4; cut += 1)
    if (isUtf8(bytes.subarray(0, bytes.length - cut))) return !bytes.includes(0);
  return false;
}

function paddingAt(text: string, end: number): number {
  if (text.charCodeAt(end) !== PADDING) return 0;
  return text.charCodeAt(end + 1) === PADDING ? 2 : 1;
}

function decode(
  text: string,
  { coding, phase }: Form,
  { from, to }: { readonly from: number; readonly to: number },
): Decoded {
  const places = placesOf(text, from, to).subarray(phase);
  const all = text
    .slice(from, to)
    .replace(/[\n\r ]/g, '')
    .slice(phase);
  // What is no hexadecimal digit would end it.
  const digits = coding === 'hex' ? all.replace(/[^0-9a-f]/gi, '0') : all;
  const bytes = Buffer.from(digits, coding);
  const width = coding === 'hex' ? 2 : 4;
  const perUnit = coding === 'hex' ? 1 : 3;
  const place = (index: number) => places[Math.min(index, places.length - 1)] ?? from;
  const builder = new StretchBuilder(bytes.length);
  // PowerShell and Windows encode text in two bytes a character.
  const isWide =
    bytes.length >= 8 && bytes.subarray(0, 16).every((byte, index) => index % 2 === 0 || byte === 0);
  const at = {
    start: (index: number) => place(Math.floor(index / perUnit) * width),
    end: (index: number) => place(Math.floor(index / perUnit) * width + width - 1) + 1,
  };
  if (isWide) {
    for (let index = 0; index + 1 < bytes.length; index += 2) {
      builder.decoded(String.fromCharCode(bytes.readUInt16LE(index)), at.start(index), at.end(index + 1));
    }
  } else {
    addBytes(builder, bytes, at);
  }
  return builder.build(coding);
}

/** Where the digits stand, without the line breaks between them. */
function placesOf(text: string, from: number, to: number): Uint32Array {
  const places = new Uint32Array(to - from);
  let count = 0;
  for (let index = from; index < to; index += 1) {
    if (isBreak(text.charCodeAt(index))) continue;
    places[count] = index;
    count += 1;
  }
  return places.subarray(0, count);
}
