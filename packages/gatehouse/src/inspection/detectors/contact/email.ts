/** Finds e-mail addresses in their common form (RFC 5321 dot-string; RFC 6531 Unicode), `%40` for the at sign included. */
import { charactersOf, isAlphanumeric } from '../../characters.ts';
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
const AT_SIGNS = ['@', '%40'];
const AT_SIGN_MAX = 3;
/** RFC 5321 `atext` less what more often delimits an address than belongs to it: `= / ? # { | } ` and the back quote. */
const LOCAL = charactersOf(/[\w.%+'&!$*~^-]/);
const TOP_LEVEL = /^(?:xn--[a-z0-9-]{2,59}|[\p{L}\p{M}]{2,63})/iu;
const EDGE = /^[.%+'&!$*~^-]+/;

export const email: Detector = {
  name: 'email',
  classes: ['email'],
  version: digestOfRules(2, [...LOCAL], TOP_LEVEL.source, EDGE.source),
  literals: AT_SIGNS,
  reach: LOCAL_MAX + AT_SIGN_MAX + DOMAIN_MAX,
  scan,
};

function scan({ text, hits }: Glance, cursor: Cursor, last: boolean): Scan {
  const findings: Finding[] = [];
  let from = cursor.from;
  for (let index = hits.from(from); index < hits.length; index += 1) {
    const sign = hits.start(index);
    if (sign < from) continue;
    const domain = hits.end(index);
    const limit = domainLimit(text, domain);
    const isOpen = limit === text.length && limit - domain < DOMAIN_MAX && !last;
    const end = isOpen ? undefined : domainEnd(text, domain, limit);
    if (end === undefined && !isOpen) continue;
    const start = localStart(text, sign, from);
    if (start === sign) continue;
    if (end === undefined) return { findings, next: { ...BEGINNING, from: start } };
    findings.push({ class: 'email', detector: 'email', start, end, confidence: 0.95 });
    from = end;
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
  return LOCAL[code] === 1 || isSpaced(code) || (unspaced && isUnspaced(code));
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
  let label = domain;
  for (let index = domain; index <= limit; index += 1) {
    if (index < limit && text.charCodeAt(index) !== 0x2e) continue;
    // WHY the length: most of what stands behind an at sign has no label that could be one, and is not cut out for it.
    const isLikely = label > domain && index - label > 1;
    const topLevel = isLikely ? TOP_LEVEL.exec(text.slice(label, index)) : null;
    if (topLevel !== null) end = label + topLevel[0].length;
    label = index + 1;
  }
  return end;
}
