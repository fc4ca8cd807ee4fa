/** Finds bare names of hosts (RFC 1035 section 2.3.1, RFC 1123 section 2.1) by their top-level domain. */
import { isAlphanumeric, isLetter } from '../../characters.ts';
import type { Cursor, Detector, Glance, Scan } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { charactersOf, Probe, type Sight, seek } from '../seek.ts';
import { isCued, tableOf } from '../word-table.ts';
import { AMBIGUOUS, TOP_LEVELS } from './top-level.ts';

/** RFC 1035 section 2.3.4 allows 253; what people write has less. */
const NAME_MAX = 128;
const MEMBERS = charactersOf(/[A-Za-z0-9.-]/);
const NAME =
  /^(?=.*[a-z])[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*\.[a-z]{2,24}$/i;
/** What stands before or behind names of other things: paths, members, addresses, assignments of programs. */
const BEFORE = charactersOf(/[\w@/\\.$#%&=~+-]/);
/** Words that announce a name of a host. */
const CUES = tableOf(
  'domain domains website websites site sites web visit visiting host hostname hosts dns url urls',
);
const CUE_COUNT = 4;
const BEHIND = charactersOf(/[\w@\\($[=~+-]/);

export const domainName: Detector = {
  name: 'domain_name',
  classes: ['domain_name'],
  version: digestOfRules(1, [...TOP_LEVELS], [...AMBIGUOUS], NAME.source),
  reach: NAME_MAX + 2,
  scan: ({ text, words }: Glance, cursor: Cursor, last: boolean): Scan =>
    seek({
      cursor,
      end: text.length,
      next: (from) => nextCandidate(text, from, last),
      read: (at, floor) =>
        read({ text, at, last }, () => isCued(words, { at, floor, count: CUE_COUNT }, CUES)),
      skip: (at) => skipName(text, at),
    }),
};

/** Where the run begins around the next dot that has letters or digits on both sides. */
function nextCandidate(text: string, from: number, last: boolean): number {
  for (let dot = text.indexOf('.', from); dot >= 0; dot = text.indexOf('.', dot + 1)) {
    if (
      dot + 1 < text.length &&
      !isLetter(text.charCodeAt(dot + 1)) &&
      !isAlphanumeric(text.charCodeAt(dot + 1))
    )
      continue;
    const start = startBefore(text, dot, from);
    if (start < dot) return start;
  }
  return last ? text.length : startBefore(text, text.length, from);
}

function startBefore(text: string, end: number, from: number): number {
  let start = end;
  while (start > from && end - start < NAME_MAX && MEMBERS[text.charCodeAt(start - 1)] === 1) start -= 1;
  return start;
}

function read(
  { text, at, last }: { readonly text: string; readonly at: number; readonly last: boolean },
  isAnnounced: () => boolean,
): Sight {
  const before = text.charCodeAt(at - 1);
  if (BEFORE[before] === 1 || before > 127) return undefined;
  const probe = new Probe(text, at);
  if (probe.skip(MEMBERS, NAME_MAX) === NAME_MAX) return undefined;
  const behind = probe.peek();
  if (probe.touched && !last) return 'open';
  // The dot that ends the sentence.
  const name = probe.slice(at).replace(/[.-]+$/, '');
  const isEnded = name.length === probe.at - at;
  if ((isEnded && (BEHIND[behind] === 1 || behind > 127)) || !NAME.test(name)) return undefined;
  const topLevel = name.slice(name.lastIndexOf('.') + 1);
  if (!isBelieved(name, topLevel, isAnnounced)) return undefined;
  return { class: 'domain_name', detector: 'domain_name', start: at, end: at + name.length, confidence: 0.6 };
}

/** A name of one case, whose last label is a top-level domain that does not look like something else. */
function isBelieved(name: string, topLevel: string, isAnnounced: () => boolean): boolean {
  const lower = topLevel.toLowerCase();
  if (!TOP_LEVELS.has(lower) || (topLevel !== lower && name !== name.toUpperCase())) return false;
  const labels = name.split('.');
  const host = labels.at(-2) ?? '';
  if (AMBIGUOUS.has(lower)) {
    // `co.in` and the like.
    return (/^(?:com?|org|net|gov|ac|edu)$/i.test(host) && labels.length > 2) || isAnnounced();
  }
  return /[a-z]/i.test(host) && (host.length > 1 || lower === 'com');
}

function skipName(text: string, at: number): number {
  let end = at;
  while (end < at + NAME_MAX && MEMBERS[text.charCodeAt(end)] === 1) end += 1;
  return Math.max(end, at + 1);
}
