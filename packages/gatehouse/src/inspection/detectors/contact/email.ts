/** Finds e-mail addresses in their common form (RFC 5321 dot-string; RFC 6531 Unicode), `%40` for the at sign included. */
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

/** RFC 5321 section 4.5.3.1.1. */
const LOCAL_MAX = 64;
/** Scripts that are written without spaces: a longer run before the at sign is a sentence, and streams must not wait. */
const LOCAL_MAX_UNSPACED = 16;
/** RFC 1035 section 2.3.4. */
const DOMAIN_MAX = 253;
const AT_SIGN = /@|%40/g;
const AT_SIGN_MAX = 3;
/** RFC 5321 `atext` less what more often delimits an address than belongs to it: `= / ? # { | } ` and the back quote. */
const LOCAL_SYMBOLS = new Set([..."._%+-'&!$*~^"].map((symbol) => symbol.charCodeAt(0)));
const TOP_LEVEL = /^(?:xn--[a-z0-9-]{2,59}|[\p{L}\p{M}]{2,63})/iu;
const EDGE = /^[.%+'&!$*~^-]+/;

export const email: Detector = {
  name: 'email',
  classes: ['email'],
  version: digestOfRules(1, [...LOCAL_SYMBOLS], TOP_LEVEL.source, EDGE.source),
  reach: LOCAL_MAX + AT_SIGN_MAX + DOMAIN_MAX,
  scan,
};

function scan({ text }: Glance, cursor: Cursor, last: boolean): Scan {
  const findings: Finding[] = [];
  let from = cursor.from;
  AT_SIGN.lastIndex = from;
  for (let sign = AT_SIGN.exec(text); sign !== null; sign = AT_SIGN.exec(text)) {
    const start = localStart(text, sign.index, from);
    if (start === sign.index) continue;
    const domain = sign.index + sign[0].length;
    const limit = domainLimit(text, domain);
    if (limit === text.length && limit - domain < DOMAIN_MAX && !last) {
      return { findings, next: { ...BEGINNING, from: start } };
    }
    const end = domainEnd(text, domain, limit);
    if (end === undefined) continue;
    findings.push({ class: 'email', detector: 'email', start, end, confidence: 0.95 });
    from = end;
    AT_SIGN.lastIndex = end;
  }
  return { findings, next: { ...BEGINNING, from: last ? text.length : openLocal(text, from) } };
}

/** Where the local part that ends at `at` begins; `at` itself when there is none. */
function localStart(text: string, at: number, from: number): number {
  const unspaced = at > from && isUnspaced(text.charCodeAt(at - 1));
  const start = walkBack(text, at, {
    unspaced,
    limit: Math.max(from, at - (unspaced ? LOCAL_MAX_UNSPACED : LOCAL_MAX)),
  });
  return start + (EDGE.exec(text.slice(start, at))?.[0].length ?? 0);
}

/** Where text that could still become a local part begins: what comes next decides of which kind it would be. */
function openLocal(text: string, from: number): number {
  const end = text.length;
  const pending = AT_SIGN_MAX - 1;
  const spaced = walkBack(text, end, { unspaced: false, limit: Math.max(from, end - LOCAL_MAX - pending) });
  const unspaced = walkBack(text, end, {
    unspaced: true,
    limit: Math.max(from, end - LOCAL_MAX_UNSPACED - pending),
  });
  return Math.min(spaced, unspaced);
}

function walkBack(
  text: string,
  end: number,
  { unspaced, limit }: { readonly unspaced: boolean; readonly limit: number },
): number {
  let start = end;
  while (start > limit && isLocal(text.charCodeAt(start - 1), unspaced)) start -= 1;
  return start;
}

function isLocal(code: number, unspaced: boolean): boolean {
  return isAlphanumeric(code) || LOCAL_SYMBOLS.has(code) || isSpaced(code) || (unspaced && isUnspaced(code));
}

/** Letters beyond ASCII of scripts that put spaces between words: Latin, Greek, Cyrillic and their extensions. */
function isSpaced(code: number): boolean {
  return (
    (code >= 0xc0 && code <= 0x52f && code !== 0xd7 && code !== 0xf7) || (code >= 0x1e00 && code <= 0x1fff)
  );
}

function isUnspaced(code: number): boolean {
  return code >= 0x530 && !isSpaced(code) && /[\p{L}\p{M}\p{Nd}]/u.test(String.fromCharCode(code));
}

/** Where the run of dots, hyphens and letters that a domain can be part of ends. */
function domainLimit(text: string, domain: number): number {
  let index = domain;
  let first = true;
  let unspaced = false;
  for (; index < text.length && index - domain < DOMAIN_MAX; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x2e) {
      if (first) break;
      first = true;
      continue;
    }
    if (first) unspaced = isUnspaced(code);
    // A label of an unspaced script may hold Latin letters, but a Latin label ends where a sentence goes on without space.
    if (!(isAlphanumeric(code) || code === 0x2d || isSpaced(code) || (unspaced && isUnspaced(code)))) break;
    first = false;
  }
  return index;
}

/** Where the domain ends: behind its last label that can be a top-level domain. */
function domainEnd(text: string, domain: number, limit: number): number | undefined {
  let end: number | undefined;
  let index = domain;
  for (const [place, label] of text.slice(domain, limit).split('.').entries()) {
    const topLevel = place > 0 ? TOP_LEVEL.exec(label) : null;
    if (topLevel !== null) end = index + topLevel[0].length;
    index += label.length + 1;
  }
  return end;
}
