/** Finds addresses of pages: with a scheme (RFC 3986 section 3), or beginning with `www.`. */
import { isAlphanumeric } from '../../characters.ts';
import type { Cursor, Detector, Glance, Scan } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { type Sight, seek } from '../seek.ts';
import { TOP_LEVELS } from './top-level.ts';

const SCHEMES = ['https://', 'http://', 'ftp://', 'ftps://', 'sftp://', 'ssh://', 'ws://', 'wss://', 'www.'];
const SCHEME_MAX = Math.max(...SCHEMES.map(({ length }) => length));
/** What browsers and servers take (RFC 9110 section 4.1 recommends 8000; what is longer is found as far as that). */
const URL_MAX = 2000;
/** RFC 3986 sections 2.2 and 2.3 with letters of RFC 3987, less quotes and brackets, which delimit it in text. */
const MEMBER = /[^\s<>"`{}|\\^[\]\u3000-\u303f\uff00-\uffef]/;
const BRACKETED_HOST = /^\[[0-9a-fA-F:.%\w-]+\]/;
/** What ends a sentence rather than an address. */
const TRAILING = /[.,;:!?'*_~)]+$/;

export const url: Detector = {
  name: 'url',
  classes: ['url'],
  version: digestOfRules(1, SCHEMES, MEMBER.source, TRAILING.source, [...TOP_LEVELS]),
  reach: URL_MAX + 1,
  literals: SCHEMES,
  scan,
};

function scan({ text, hits }: Glance, cursor: Cursor, last: boolean): Scan {
  let index = hits.from(cursor.from);
  return seek({
    cursor,
    end: text.length,
    next(from) {
      while (index < hits.length && hits.start(index) < from) index += 1;
      return index < hits.length ? hits.start(index) : openLiteral(text, from, last);
    },
    read: (at) => read(text, at, last),
  });
}

/** Where a scheme begins that the end of the text may cut off. */
function openLiteral(text: string, from: number, last: boolean): number {
  if (last) return text.length;
  for (let start = Math.max(from, text.length - SCHEME_MAX + 1); start < text.length; start += 1) {
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
  end = at + trimmed(text.slice(at, end)).length;
  if (end <= begin || (scheme === 'www.' && !hasTopLevel(text.slice(begin, end)))) return undefined;
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
  return text[at - 2] === '\\' && 'nrt'.includes(text.charAt(at - 1));
}

/** Without what ends a sentence; a closing parenthesis stays where it was opened inside. */
function trimmed(address: string): string {
  const tail = TRAILING.exec(address)?.[0] ?? '';
  const kept = address.slice(0, address.length - tail.length);
  return tail.startsWith(')') && kept.lastIndexOf('(') > kept.lastIndexOf(')') ? `${kept})` : kept;
}

function hasTopLevel(rest: string): boolean {
  const host = /^[^/?#:]*/.exec(rest)?.[0] ?? '';
  return TOP_LEVELS.has(host.slice(host.lastIndexOf('.') + 1).toLowerCase()) && host.includes('.');
}
