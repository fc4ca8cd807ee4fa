/** What speaks for a name besides its looks: the lists, and the words around it. */
import * as lexicon from './lexicon.ts';
import { LABELS } from './model.ts';
import { bits, forms, gaps, INITIAL, LEAD, LOWER, mood, ordinary, SENTENCE } from './sketch.ts';
import type { Stretch } from './stretch.ts';

export const NONE = 0;
const PERSON = LABELS.indexOf('person');
export const LOCATION = LABELS.indexOf('location');
const ORGANIZATION = LABELS.indexOf('organization');
export const ADDRESS = LABELS.indexOf('address');
const HONORIFIC = LABELS.indexOf('honorific');

const OF_PEOPLE = lexicon.GIVEN | lexicon.SURNAME;
const OF_PLACES = lexicon.CITY | lexicon.COUNTRY;
const OF_ORGANIZATIONS = lexicon.COMPANY | lexicon.LEGAL | lexicon.ORGANIZATION_WORD;
/** What may be a name, or a part of an address or title, by itself; and what is one even where it is an ordinary word. */
const ALONE = lexicon.NAMED | OF_ORGANIZATIONS | lexicon.STREET | lexicon.UNIT | lexicon.PROFESSION;
const ALWAYS = lexicon.HONORIFIC | lexicon.PROFESSION;
const NOTHING = 1;
const SPACE = 3;
/** By label: from this margin on looks are enough within a sentence. */
const LOOKS_MIN = [0, 60, 60, 60, 0, 0, 0];

/** Whether nothing speaks for a name in the stretch that was sketched: a word alone that no list has, and no cue. */
export function isHopeless({ first, last }: Stretch): boolean {
  if (last > first) return false;
  if (((bits[LEAD] as number) & (ordinary[LEAD] === 1 ? ALWAYS : ALONE)) !== 0) return false;
  const before = (bits[LEAD - 1] as number) | (bits[LEAD - 2] as number);
  if ((before & (lexicon.CUES | lexicon.ADDRESS_CUE)) !== 0) return false;
  return ((bits[LEAD + 1] as number) & lexicon.SPEECH) === 0 && !isAmongWords(LEAD);
}

interface Suspect {
  /** Its label, and that of the word before. */
  readonly kind: number;
  readonly before: number;
  /** Words `at` to `end` of the stretch. */
  readonly at: number;
  readonly end: number;
  readonly margin: number;
  /** Whether the stretch has a part of an address. */
  readonly hasAddress: boolean;
}

/** Whether something supports a name; undefined where it is not even worth a suspicion. */
export function isSupported({ kind, before, at, end, margin, hasAddress }: Suspect): boolean | undefined {
  const count = end - at;
  const first = LEAD + at;
  if (isTechnology(first, count)) return undefined;
  if (
    margin >= (LOOKS_MIN[kind] as number) &&
    isAmongWords(first) &&
    (kind !== PERSON || hasCapital(first, count))
  )
    return true;
  const cue = cueBefore(first);
  if (kind === PERSON) {
    if (before === HONORIFIC) return true;
    if ((cue & (lexicon.PERSON_CUE | lexicon.HONORIFIC)) !== 0 || isKnown(first, count, OF_PEOPLE))
      return true;
    if (((bits[first + count] as number) & lexicon.SPEECH) !== 0 && gaps[first + count - 1] === SPACE)
      return true;
  } else if (kind === LOCATION) {
    if ((cue & lexicon.PLACE_CUE) !== 0 || isKnown(first, count, OF_PLACES)) return true;
  } else if (kind === ORGANIZATION) {
    if ((cue & lexicon.ORGANIZATION_CUE) !== 0 || isKnown(first, count, OF_ORGANIZATIONS)) return true;
  } else return true;
  if (kind !== PERSON && hasAddress) return true;
  return count > 1 ? false : undefined;
}

/** Whether a sentence goes over into what stands at a place, without a sign between; or a text begins there. */
function isAmongWords(place: number): boolean {
  const gap = gaps[place - 1];
  return mood.value === 0 ? gap === NOTHING : gap === SPACE && (mood.value & SENTENCE) !== 0;
}

function isTechnology(first: number, count: number): boolean {
  for (let place = first; place < first + count; place += 1) {
    if (((bits[place] as number) & (lexicon.TECHNOLOGY | lexicon.NAMING)) !== lexicon.TECHNOLOGY)
      return false;
  }
  return true;
}

/** What the two words before say, where they stand in the same line. */
function cueBefore(first: number): number {
  const near = gaps[first - 1] as number;
  if (near === 1) return 0;
  return (bits[first - 1] as number) | (gaps[first - 2] === SPACE ? (bits[first - 2] as number) : 0);
}

/** Whether a list has one of them; one that is an ordinary word too must have company. */
function isKnown(first: number, count: number, wanted: number): boolean {
  for (let place = first; place < first + count; place += 1) {
    if (((bits[place] as number) & wanted) === 0 || (count === 1 && ordinary[place] === 1)) continue;
    if ((forms[place] as number) < INITIAL) return true;
  }
  return false;
}

/** Whether one of the words has a capital. */
function hasCapital(first: number, count: number): boolean {
  for (let place = first; place < first + count; place += 1) if (forms[place] !== LOWER) return true;
  return false;
}
