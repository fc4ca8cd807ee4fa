/** Decodes long runs of base64 (RFC 4648, also URL-safe, also in lines) and of hexadecimal digits, where they are text. */
import type { Cursor, Detector, Finding, Glance, Scan } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { endOfBase64, isBreak } from './alphabets.ts';
import { decode, type Form, formOf, GLIMPSE, GLIMPSE_OVERLAP } from './digits.ts';
import type { Part, Probe } from './probe.ts';
import { OVERLAP, WINDOW } from './stretch.ts';

/** Shorter runs hold no data: sixteen characters of base64 are twelve bytes. */
const RUN_MIN = 16;
/** A run may go on in the next line when its line is at least so long; indented by so many spaces. */
const LINE_MIN = 40;
const BREAK_MAX = 10;
/** So many signs may stand between letters and digits. */
const LINK_MAX = 2;
const PADDING = 0x3d;
const PADDING_MAX = 2;

/** What characters are to runs. */
const OUTSIDE = 0;
const DIGIT = 1;
const LINK = 2;
const KINDS = Uint8Array.from({ length: 65_536 }, (_, code) => kindOf(code));

function kindOf(code: number): number {
  const character = code < 128 ? String.fromCharCode(code) : '';
  if (/[0-9A-Za-z]/.test(character)) return DIGIT;
  return /[+/_-]/.test(character) ? LINK : OUTSIDE;
}

export function runsOf(probe: Probe): Detector {
  return {
    name: 'runs',
    classes: probe.classes,
    version: digestOfRules(2, probe.version, RUN_MIN, LINE_MIN),
    reach: WINDOW + BREAK_MAX,
    scan: probe.layer((glance, part) => scan(probe, glance, part)),
  };
}

/** A run of digits of some encoding; `isOpen` when it may go on with what follows. */
interface Run {
  readonly start: number;
  readonly end: number;
  readonly isOpen: boolean;
}

function scan(probe: Probe, glance: Glance, { cursor, last }: Part): Scan {
  const { text } = glance;
  const findings: Finding[] = [];
  let { floor } = cursor;
  let isWithin = cursor.carry?.[0] === WITHIN[0];
  let start = isWithin ? cursor.from : nextStart(text, cursor.from);
  while (start < text.length) {
    const run = runAt(text, start, { isWithin, last });
    const isLong = isWithin || run.end - start >= RUN_MIN || run.isOpen;
    if (isLong && probe.isFresh(glance, start, run.end + PADDING_MAX)) {
      const looked = look(probe, glance, { run, floor });
      for (const finding of looked.found) findings.push(finding);
      floor = looked.floor;
      if (looked.at !== undefined) {
        const next: Cursor = { from: looked.at, floor, inside: false };
        return { findings, next: isWithin || looked.at > start ? { ...next, carry: WITHIN } : next };
      }
    }
    isWithin = false;
    start = nextStart(text, run.end);
  }
  return { findings, next: { from: text.length, floor, inside: false } };
}

/** Carried along where a scan stopped within a run. */
const WITHIN = [1] as const;

/** Where the next letter or digit stands that may begin a run; shorter words are passed over but at the end of the text. */
function nextStart(text: string, from: number): number {
  let at = from;
  while (at + RUN_MIN + BREAK_MAX <= text.length) {
    // From the end of what would be a run: where it is none, it begins behind that at the earliest.
    let index = at + RUN_MIN - 1;
    while (index >= at && KINDS[text.charCodeAt(index)] !== OUTSIDE) index -= 1;
    if (index < at) break;
    at = index + 1;
  }
  while (at < text.length && KINDS[text.charCodeAt(at)] !== DIGIT) at += 1;
  return at;
}

/** The run that begins at `start`, or goes on there. */
function runAt(
  text: string,
  start: number,
  { isWithin, last }: { readonly isWithin: boolean; readonly last: boolean },
): Run {
  let end = start;
  let next = start;
  while (next < text.length) {
    while (KINDS[text.charCodeAt(next)] === DIGIT) next += 1;
    end = next;
    next = linked(text, end, isWithin || end - start >= RUN_MIN);
    if (next === end) break;
  }
  return { start, end, isOpen: !last && mayGoOn(text, end, isWithin || end - start >= RUN_MIN) };
}

/** Where the next digit of a run stands behind single signs, or in the next line; `end` when there is none. */
function linked(text: string, end: number, isLong: boolean): number {
  let next = end;
  while (next - end <= LINK_MAX && KINDS[text.charCodeAt(next)] === LINK) next += 1;
  if (next - end <= LINK_MAX && KINDS[text.charCodeAt(next)] === DIGIT) return next;
  if (!isLong || next - end > 1 || !isLongLine(text, end)) return end;
  const line = next;
  while (next - end < BREAK_MAX && isBreak(text.charCodeAt(next))) next += 1;
  if (next === line || text.charCodeAt(line) === SPACE) return end;
  if (next - end < BREAK_MAX && KINDS[text.charCodeAt(next)] === LINK) next += 1;
  return KINDS[text.charCodeAt(next)] === DIGIT ? next : end;
}

const SPACE = 0x20;

/** Whether the line that ends at `end` has as many characters as lines of wrapped base64 have. */
function isLongLine(text: string, end: number): boolean {
  if (end < LINE_MIN) return false;
  for (let index = end - LINE_MIN; index < end; index += 1) if (isBreak(text.charCodeAt(index))) return false;
  return true;
}

/** Whether a run that ends at `end` may go on with what will follow. */
function mayGoOn(text: string, end: number, isLong: boolean): boolean {
  if (text.length - end > BREAK_MAX) return false;
  const isLined = isLong && isLongLine(text, end);
  for (let index = end; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (KINDS[code] !== LINK && code !== PADDING && !(isLined && isBreak(code))) return false;
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
    const decoded = decode(probe.builder(), text, { form, from: at, to: end });
    for (const finding of probe.look(glance, decoded, { from: Math.max(at, floor), to: next })) {
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

function paddingAt(text: string, end: number): number {
  if (text.charCodeAt(end) !== PADDING) return 0;
  return text.charCodeAt(end + 1) === PADDING ? 2 : 1;
}
