/** Finds bare names of hosts (RFC 1035 section 2.3.1, RFC 1123 section 2.1) by their top-level domain. */
import { charactersOf, isAlphanumeric, isLetter } from '../../characters.ts';
import type { Cursor, Detector, Finding, Glance, Scan } from '../../detector.ts';
import { hashOf } from '../../word-hash.ts';
import { digestOfRules } from '../rules.ts';
import { isCued, tableOf, WordTable } from '../word-table.ts';
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
const SECOND_LEVEL = /^(?:com?|org|net|gov|ac|edu)$/i;
const BEHIND = charactersOf(/[\w@\\($[=~+-]/);

const TOP_LEVEL_MAX = 24;
/** By their hashes, so that no text is cut out for most labels. */
const LABELS = new WordTable([...TOP_LEVELS].map((label) => [label, 1]));

export const domainName: Detector = {
  name: 'domain_name',
  classes: ['domain_name'],
  version: digestOfRules(1, [...TOP_LEVELS], [...AMBIGUOUS], NAME.source),
  reach: NAME_MAX + 2,
  scan,
};

function scan({ text, words }: Glance, cursor: Cursor, last: boolean): Scan {
  const findings: Finding[] = [];
  let { from, floor } = cursor;
  for (let dot = text.indexOf('.', from); dot >= 0; dot = text.indexOf('.', Math.max(from, dot + 1))) {
    // A dot that ends a sentence.
    if (dot + 1 < text.length && !isAlphanumeric(text.charCodeAt(dot + 1))) continue;
    let end = dot + 1;
    while (MEMBERS[text.charCodeAt(end)] === 1) end += 1;
    if (end === text.length && !last) break;
    const at = hasTopLevel(text, dot, end) ? begin(text, dot, from) : dot;
    const name = at < dot && end - at < NAME_MAX ? nameIn(text, at, end) : undefined;
    if (name !== undefined && isBelieved(name, () => isCued(words, { at, floor, count: CUE_COUNT }, CUES))) {
      const found = at + name.length;
      findings.push({
        class: 'domain_name',
        detector: 'domain_name',
        start: at,
        end: found,
        confidence: 0.6,
      });
      floor = found;
    }
    from = end;
  }
  from = last ? text.length : begin(text, text.length, from);
  return { findings, next: { from, floor, inside: false } };
}

/** Where the name begins that ends at `end` or goes on there; `end` itself when none does. */
function begin(text: string, end: number, from: number): number {
  let start = end;
  while (start > from && end - start < NAME_MAX && MEMBERS[text.charCodeAt(start - 1)] === 1) start -= 1;
  const before = text.charCodeAt(start - 1);
  return BEFORE[before] === 1 || before > 127 ? end : start;
}

/** Whether a run from `dot` to `end` may be one: its last label is a top-level domain, and nothing of a program follows. */
function hasTopLevel(text: string, dot: number, end: number): boolean {
  let last = end;
  while (last > dot && !isAlphanumeric(text.charCodeAt(last - 1))) last -= 1;
  const behind = text.charCodeAt(end);
  // What ends the sentence stands between the name and what follows.
  if (last === end && (BEHIND[behind] === 1 || behind > 127)) return false;
  let label = last;
  while (last - label <= TOP_LEVEL_MAX && isLetter(text.charCodeAt(label - 1))) label -= 1;
  if (text.charCodeAt(label - 1) !== 0x2e) return false;
  return LABELS.get(hashOf(text.slice(label, last))) !== 0;
}

/** The name in a run: without the dot that ends the sentence. */
function nameIn(text: string, at: number, end: number): string | undefined {
  const name = text.slice(at, end).replace(/[.-]+$/, '');
  return NAME.test(name) ? name : undefined;
}

/** A name of one case, whose last label is a top-level domain that does not look like something else. */
function isBelieved(name: string, isAnnounced: () => boolean): boolean {
  const dot = name.lastIndexOf('.');
  const before = name.lastIndexOf('.', dot - 1);
  const topLevel = name.slice(dot + 1);
  const host = name.slice(before + 1, dot);
  const lower = topLevel.toLowerCase();
  if (!TOP_LEVELS.has(lower) || (topLevel !== lower && name !== name.toUpperCase())) return false;
  // `co.in` and the like.
  if (AMBIGUOUS.has(lower)) return (before > 0 && SECOND_LEVEL.test(host)) || isAnnounced();
  return /[a-z]/i.test(host) && (host.length > 1 || lower === 'com');
}
