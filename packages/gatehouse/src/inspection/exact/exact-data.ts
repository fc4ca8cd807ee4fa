/** Finds an organisation's own identifiers in text: runs of words whose normal form is one of them. */
import type { Settings } from '../../config/schema.ts';
import type { Detector, Finding } from '../detector.ts';
import { digestOfRules } from '../detectors/rules.ts';
import { DIGIT, KINDS, LETTER } from '../letters.ts';
import type { Words } from '../places.ts';
import { LENGTH_MAX, mix, normalPart, PREFIX } from './normal.ts';
import type { Identifiers } from './store.ts';

type ExactDataRule = Settings['inspection']['exact_data'][number];

/** How many characters may separate two words of an identifier. */
const GAP_MAX = 3;
const SPAN_MAX = 2 * LENGTH_MAX;
const CONFIDENCE = 0.95;
/** More text may tell. */
const OPEN = -2;
const NONE = -1;

export function exactData(rule: ExactDataRule, identifiers: Identifiers): Detector {
  return {
    name: rule.id,
    classes: [rule.class],
    version: digestOfRules(1, rule.id, rule.class, identifiers.digest),
    reach: SPAN_MAX,
    scan({ text, words }, cursor, last) {
      const findings: Finding[] = [];
      let from = cursor.from;
      const spoken = { text, words, last };
      // The last turn is about the word that is not complete.
      for (let index = words.from(from); index <= words.length; index += 1) {
        const start = index < words.length ? words.start(index) : words.open;
        if (start < from || start >= text.length || isJoined(text, start)) continue;
        const end = longest(identifiers, spoken, index);
        if (end === OPEN) return { findings, next: { ...cursor, from: start } };
        if (end === NONE) continue;
        findings.push({ class: rule.class, detector: rule.id, start, end, confidence: CONFIDENCE });
        from = end;
      }
      return { findings, next: { ...cursor, from: text.length } };
    },
  };
}

interface Spoken {
  readonly text: string;
  readonly words: Words;
  readonly last: boolean;
}

/** Where the longest identifier ends that begins with the word at `index`. */
function longest(identifiers: Identifiers, { text, words, last }: Spoken, index: number): number {
  const { lengths, seed } = identifiers;
  const first = index < words.length ? words.start(index) : words.open;
  let hash = seed;
  let length = 0;
  let found = NONE;
  let before = first;
  for (let at = index; ; at += 1) {
    const isOpen = at >= words.length;
    const start = isOpen ? words.open : words.start(at);
    const end = isOpen ? text.length : words.end(at);
    if (start - before > GAP_MAX || end - first > SPAN_MAX) return found;
    for (let place = start; place < end; place += 1) {
      length += 1;
      if (length > LENGTH_MAX) return found;
      hash = mix(hash, text.charCodeAt(place));
      if (length === PREFIX && !identifiers.mayBegin(hash)) return found;
    }
    if (isOpen) return last ? found : OPEN;
    before = end;
    if (lengths[length] !== 1 || isJoined(text, end)) continue;
    if (identifiers.has(hash, () => normalPart(text, first, end))) found = end;
  }
}

/** Whether letters or digits stand on both sides of a place, so that it is inside of something longer. */
function isJoined(text: string, place: number): boolean {
  return place > 0 && isOfWord(text.charCodeAt(place - 1)) && isOfWord(text.charCodeAt(place));
}

function isOfWord(code: number): boolean {
  const kind = KINDS[code];
  return kind === LETTER || kind === DIGIT;
}
