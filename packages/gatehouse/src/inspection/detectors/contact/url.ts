/** Finds addresses of pages: with a scheme (RFC 3986 section 3), or beginning with `www.`. */
import { charactersOf, isAlphanumeric } from '../../characters.ts';
import type { Cursor, Detector, Glance, Scan } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { type Sight, seek } from '../seek.ts';
import { isEscape } from './escape.ts';
import { TOP_LEVELS } from './top-level.ts';

/** A host without a scheme. */
const BARE = 'www.';
const SCHEMES = ['https://', 'http://', 'ftp://', 'ftps://', 'sftp://', 'ssh://', 'ws://', 'wss://', BARE];
const SCHEME_MAX = Math.max(...SCHEMES.map(({ length }) => length));
/** What browsers and servers take (RFC 9110 section 4.1 recommends 8000; what is longer is found as far as that). */
const URL_MAX = 2000;
/** RFC 3986 sections 2.2 and 2.3 with letters of RFC 3987, less quotes and brackets, which delimit it in text. */
const MEMBER = /[^\s<>"`{}|\\^[\]\u3000-\u303f\uff00-\uffef]/;
const BRACKETED_HOST = /^\[[0-9a-fA-F:.%\w-]+\]/;
/** What ends a sentence rather than an address. */
const TRAILING = charactersOf(/[.,;:!?'*_~)]/);
const FIRST = charactersOf(/[fhsw]/i);

export const url: Detector = {
  name: 'url',
  classes: ['url'],
  version: digestOfRules(2, SCHEMES, MEMBER.source, [...TRAILING], [...TOP_LEVELS]),
  reach: URL_MAX + 1,
  literals: SCHEMES,
  scan,
};

function scan({ text, hits }: Glance, cursor: Cursor, last: boolean): Scan {
  let index = hits.from(cursor.from);
  /** Where a host ends that has no top-level domain: no name within it has one. */
  let hopeless = 0;
  return seek({
    cursor,
    end: text.length,
    next(from) {
      for (; index < hits.length; index += 1) {
        const start = hits.start(index);
        if (start >= from && (start >= hopeless || SCHEMES[hits.literal(index)] !== BARE)) return start;
      }
      return openLiteral(text, from, last);
    },
    read(at) {
      const sight = read(text, at, last);
      if (sight === undefined && mayBegin(text, at)) hopeless = hostEnd(text, at);
      return sight;
    },
  });
}

/** Where a scheme begins that the end of the text may cut off. */
function openLiteral(text: string, from: number, last: boolean): number {
  if (last) return text.length;
  for (let start = Math.max(from, text.length - SCHEME_MAX + 1); start < text.length; start += 1) {
    if (FIRST[text.charCodeAt(start)] !== 1) continue;
    const rest = text.slice(start).toLowerCase();
    if (mayBegin(text, start) && SCHEMES.some((scheme) => scheme.startsWith(rest))) return start;
  }
  return text.length;
}

function read(text: string, at: number, last: boolean): Sight {
  if (!mayBegin(text, at)) return undefined;
  const head = text.slice(at, at + SCHEME_MAX).toLowerCase();
  const scheme = SCHEMES.find((each) => head.startsWith(each));
  if (scheme === undefined) return last ? undefined : 'open';
  const begin = at + scheme.length;
  const bracketed = BRACKETED_HOST.exec(text.slice(begin, begin + 64))?.[0].length ?? 0;
  let end = begin + bracketed;
  const limit = at + URL_MAX;
  while (end < limit && end < text.length && isMember(text.charCodeAt(end))) end += 1;
  if (end === text.length && end < limit && !last) return 'open';
  end = trimmed(text, at, end);
  if (
    end <= begin ||
    (scheme === BARE && !hasTopLevel(text.slice(begin, Math.min(end, hostEnd(text, begin)))))
  )
    return undefined;
  // A quote that encloses it belongs to what is hidden with it nowhere: the address ends before.
  return { class: 'url', detector: 'url', start: at, end, confidence: 0.9 };
}

const ASCII_MEMBERS = Uint8Array.from({ length: 128 }, (_, code) =>
  MEMBER.test(String.fromCharCode(code)) ? 1 : 0,
);

function isMember(code: number): boolean {
  return code < 128 ? ASCII_MEMBERS[code] === 1 : MEMBER.test(String.fromCharCode(code));
}

/** Where no word is under way, or only an escape of source code stands before. */
function mayBegin(text: string, at: number): boolean {
  if (!isAlphanumeric(text.charCodeAt(at - 1))) return true;
  return isEscape(text, at);
}

/** Where an address ends without what ends a sentence; a closing parenthesis stays where it was opened inside. */
function trimmed(text: string, begin: number, end: number): number {
  let kept = end;
  while (kept > begin && TRAILING[text.charCodeAt(kept - 1)] === 1) kept -= 1;
  if (kept === end || text.charCodeAt(kept) !== 0x29) return kept;
  const address = text.slice(begin, kept);
  return address.lastIndexOf('(') > address.lastIndexOf(')') ? kept + 1 : kept;
}

/** Where the host ends that begins at `at`. */
function hostEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && end - at < URL_MAX && isOfHost(text.charCodeAt(end))) end += 1;
  return end;
}

/** RFC 3986 section 3.2: the path, the query, the fragment or the port ends it. */
function isOfHost(code: number): boolean {
  return code !== 0x2f && code !== 0x3f && code !== 0x23 && code !== 0x3a && isMember(code);
}

function hasTopLevel(host: string): boolean {
  return host.includes('.') && TOP_LEVELS.has(host.slice(host.lastIndexOf('.') + 1).toLowerCase());
}
