/** Finds stretches of words that may hold names, addresses or titles; everything else is never looked at twice. */
import { charactersOf, isDigit } from '../../characters.ts';
import type { Glance } from '../../detector.ts';
import { DIGIT, KINDS, LETTER, LOWER_CASE } from '../../letters.ts';
import type { Picks, Words } from '../../places.ts';
import { hashOf } from '../../word-hash.ts';
import * as lexicon from './lexicon.ts';
import { isOrdinary, type Model } from './model.ts';

/** Scripts with capitals come before this: Latin, Greek, Cyrillic. In others the model knows nothing. */
const SCRIPT_END = 0x530;
export const WORDS_MAX = 20;
/** Longer words are no names, and nobody waits for their end. */
export const WORD_MAX = 28;
const NUMBER_MAX = 6;
const GAP_MAX = 8;
/** A neighbour that is further away says nothing. */
export const DISTANCE_MAX = 24;
/** How far back a capital shows that the text has capitals at all. */
const CASED_MAX = 64;
/** The most characters of a stretch with the words that are looked at behind it. */
export const STRETCH_REACH = (WORDS_MAX + 3) * (WORD_MAX + DISTANCE_MAX);

/**
 * Whether there is a word `index` close behind the one before it; undefined when the text ends too early to know.
 * INVARIANT: what is too long or too far away is never there, so that nobody waits for it.
 */
export function isThere({ text, words, limit, last }: Reader, index: number): boolean | undefined {
  const begin = index < words.length ? words.start(index) : words.open;
  if (index > 0 && begin - words.end(index - 1) > DISTANCE_MAX) return false;
  if (index < limit) return words.end(index) - begin <= WORD_MAX;
  if (last || text.length - begin > WORD_MAX + 1) return false;
  return undefined;
}

export function readerOf(
  { text, words, numbers, capitals }: Seen,
  { model, from, last }: { readonly model: Model; readonly from: number; readonly last: boolean },
): Reader {
  let limit = words.length;
  const end = limit > 0 ? words.end(limit - 1) : 0;
  // Of these signs it matters what stands behind them.
  if (!last && end + 1 >= text.length && ".:'’".includes(text.charAt(end))) limit -= 1;
  const places = { number: numbers.from(from), capital: capitals.from(from) };
  return { text, words, numbers, capitals, model, limit, last, ...places };
}

type Seen = Pick<Glance, 'text' | 'words' | 'numbers' | 'capitals'>;

export interface Reader extends Seen {
  readonly model: Model;
  /** How many of the words may be read: those of which it is known what stands behind them. */
  readonly limit: number;
  /** Whether no more text follows. */
  readonly last: boolean;
  /** The first of the numbers and of the capitals that may not have been passed yet. */
  number: number;
  capital: number;
}

/** Words `first` to `last` (both within) of a text. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
}

const INNER = lexicon.PARTICLE | lexicon.STREET | lexicon.UNIT | lexicon.LEGAL | lexicon.ORGANIZATION_WORD;
/** What stands between two words of one stretch. */
const GAP = /^(?:[ \t]|\.? ?[-'’] ?|, ?| ?& ?|[.,]? ?\n[ \n\t>?*|,-]*)$/;
const ABBREVIATED_GAP = /^\. ?$/;
const ABBREVIATED_MAX = 4;
/** Signs that make a word part of a program, a path or a link. */
const GLUE_BEFORE = charactersOf(/[_$@#/\\<&=%`~]/);
const GLUE_BEHIND = charactersOf(/[_(=[{<@\\/$`~%]/);
/** Signs before a number that begins no address, as far as they are ASCII. */
const NO_LEAD = charactersOf(/[$+:_/\\#@=&%-]/);
const SPACE = 0x20;
const LINE_FEED = 0x0a;
const DOT = 0x2e;
const COMMA = 0x2c;
const COLON = 0x3a;

/** The next stretch that begins with word `index` or later; `open` when that cannot be told yet. */
export function nextStretch(reader: Reader, index: number): Stretch | { readonly open: number } | undefined {
  for (let first = nextCandidate(reader, index); first < reader.limit; ) {
    const begins = beginsStretch(reader, first);
    if (begins === undefined) return { open: first };
    if (!begins) {
      first = nextCandidate(reader, first + 1);
      continue;
    }
    let last = first;
    while (last - first < WORDS_MAX - 1) {
      const goes = goesOn(reader, { first, last });
      if (goes === undefined) return { open: first };
      if (!goes) break;
      last += 1;
    }
    // The word behind it is looked at.
    return isThere(reader, last + 1) === undefined ? { open: first } : { first, last };
  }
  return undefined;
}

/** The first word from `index` on that is a number, has a capital or may begin a stretch without one. */
function nextCandidate(reader: Reader, index: number): number {
  const { text, words, numbers, capitals, model, limit } = reader;
  let { number: leading, capital: next } = reader;
  while (leading < numbers.length && (numbers.word(leading) < index || !mayLead(text, numbers, leading)))
    leading += 1;
  while (next < capitals.length && capitals.word(next) < index) next += 1;
  reader.number = leading;
  reader.capital = next;
  const number = leading < numbers.length ? numbers.word(leading) : limit;
  const capital = next < capitals.length ? capitals.word(next) : limit;
  const end = Math.min(number, capital, limit);
  const cased = next > 0 ? capitals.start(next - 1) + CASED_MAX : -1;
  // WHY first: where text has capitals now and then, the words between them need not be looked at.
  if (end > index && words.start(end - 1) <= cased) return end;
  let before = index > 0 ? promiseOf(words.hash(index - 1)) : 0;
  for (let place = index; place < end; place += 1) {
    const hash = words.hash(place);
    const here = promiseOf(hash);
    if (((here & lexicon.MAY_BEGIN) | (before & lexicon.MAY_ASK)) !== 0 && !isOrdinary(model, hash))
      return place;
    before = here;
  }
  return end;
}

function promiseOf(hash: number): number {
  return lexicon.PROMISES[hash & 0xffff] as number;
}

/** Whether a word begins one; undefined when the words behind it are needed to know. */
function beginsStretch(reader: Reader, index: number): boolean | undefined {
  const { text, words, model } = reader;
  const start = words.start(index);
  const code = text.charCodeAt(start);
  const kind = KINDS[code];
  if (kind === DIGIT) return isNumber(reader, index) && numberBegins(reader, index);
  if (kind !== LETTER || code >= SCRIPT_END) return false;
  const hash = words.hash(index);
  const end = words.end(index);
  if (LOWER_CASE[code] === code) {
    return (
      !isOrdinary(model, hash) &&
      end - start <= WORD_MAX &&
      mayBeginLower(reader, index) &&
      !isCased(reader, index) &&
      !isGlued(text, start, end) &&
      !isHyphenated(text, start, end)
    );
  }
  if (end - start > WORD_MAX) return false;
  // An ordinary word with a capital: a name of the lists, or where something before it asks for one. `An` is a given
  // name too, but hardly ever that of anybody.
  if (isOrdinary(model, hash)) {
    const isNamed = isOneOf(hash, end - start > 2 ? lexicon.NAMED : lexicon.HONORIFIC);
    if (!isNamed && !isAsked(reader, index)) return false;
  }
  return !isGlued(text, start, end);
}

/** Whether the word before, one in lower case, asks for a name. */
function isAsked(reader: Reader, index: number): boolean {
  const { text, words } = reader;
  return (
    index > 0 && isSpace(text, words.end(index - 1), words.start(index)) && isLowerCue(reader, index - 1)
  );
}

/** Whether the lists say one of `wanted` about a word: bits of `NAMED`. */
function isOneOf(hash: number, wanted: number): boolean {
  return (promiseOf(hash) & lexicon.MAY_BEGIN) !== 0 && (lexicon.LEXICON.get(hash) & wanted) !== 0;
}

/** In text without capitals: a name of the lists, or a word that nobody knows behind `from`, `named` and the like. */
function mayBeginLower(reader: Reader, index: number): boolean {
  const { words } = reader;
  const length = words.end(index) - words.start(index);
  if (isOneOf(words.hash(index), lexicon.NAMED)) return length > 1;
  return length >= 3 && isAsked(reader, index);
}

/** Whether text has capitals shortly before a word: there, a word without one is no name. */
function isCased({ words, capitals, capital }: Reader, index: number): boolean {
  const place = words.start(index);
  let before = capital;
  while (before < capitals.length && capitals.start(before) < place) before += 1;
  return before > 0 && capitals.start(before - 1) >= place - CASED_MAX;
}

function isHyphenated(text: string, start: number, end: number): boolean {
  return text[start - 1] === '-' || text[end] === '-';
}

function isLowerCue({ text, words }: Reader, index: number): boolean {
  const code = text.charCodeAt(words.start(index));
  const hash = words.hash(index);
  return (
    LOWER_CASE[code] === code &&
    (promiseOf(hash) & lexicon.MAY_ASK) !== 0 &&
    (lexicon.LEXICON.get(hash) & lexicon.CUES) !== 0
  );
}

function isSpace(text: string, start: number, end: number): boolean {
  return (end - start === 1 || (end - start === 2 && text[start] === '.')) && text[end - 1] === ' ';
}

/** Whether a space stands behind a number, or may come to, and nothing before that makes an amount or a time of it. */
function mayLead(text: string, numbers: Picks, index: number): boolean {
  const end = numbers.end(index);
  const behind = text.charCodeAt(end);
  if (behind !== SPACE && end < text.length) {
    if (behind !== DOT || (end + 1 < text.length && text.charCodeAt(end + 1) !== SPACE)) return false;
  }
  const before = text.charCodeAt(numbers.start(index) - 1);
  return before === SPACE || before === LINE_FEED || NO_LEAD[before] !== 1;
}

function isNumber({ text, words }: Reader, index: number): boolean {
  const start = words.start(index);
  const end = words.end(index);
  return (
    end - start <= NUMBER_MAX &&
    !isGlued(text, start, end) &&
    !'$€£+-:'.includes(text.charAt(start - 1) || ' ')
  );
}

/** A number begins an address where a word of a street follows: `12 Main Street`, `09 99 Park Avenue`. */
function numberBegins(reader: Reader, index: number): boolean | undefined {
  const { text, words } = reader;
  for (let next = index + 1; next <= index + 2; next += 1) {
    const there = isThere(reader, next);
    if (there !== true) return there;
    if (!isSpace(text, words.end(next - 1), words.start(next))) return false;
    const code = text.charCodeAt(words.start(next));
    if (isDigit(code)) {
      if (!isNumber(reader, next)) return false;
      continue;
    }
    if (code >= SCRIPT_END) return false;
    return LOWER_CASE[code] !== code
      ? !isGlued(text, words.start(next), words.end(next))
      : isUnknown(reader, next) && !isCased(reader, index);
  }
  return false;
}

function isUnknown({ words, model }: Reader, index: number): boolean {
  const hash = words.hash(index);
  return (
    words.end(index) - words.start(index) > 2 &&
    (!isOrdinary(model, hash) || (lexicon.LEXICON.get(hash) & lexicon.NAMING) !== 0)
  );
}

/** Whether the word behind `last` belongs to the stretch. */
function goesOn(reader: Reader, { first, last }: Stretch): boolean | undefined {
  const { text, words } = reader;
  const next = last + 1;
  const there = isThere(reader, next);
  if (there !== true) return there;
  if (!isJoined(text, words, last)) return false;
  if (isMember(reader, next, first)) return true;
  if (!isLink(reader, next)) return false;
  // `de la Cruz`, `Bank of England`: little words belong to it when a member follows.
  for (let behind = next + 1; behind <= next + 2; behind += 1) {
    const there = isThere(reader, behind);
    if (there !== true) return there;
    if (!isJoined(text, words, behind - 1)) return false;
    if (isMember(reader, behind, first)) return true;
    if (!isLink(reader, behind)) return false;
  }
  return false;
}

function isJoined(text: string, words: Words, index: number): boolean {
  const start = words.end(index);
  const end = words.start(index + 1);
  if (end - start > GAP_MAX) return false;
  if (start === end) return false;
  if (end - start === 1 && text.charCodeAt(start) === 0x20) return true;
  const gap = text.slice(start, end);
  if (GAP.test(gap)) return true;
  // `St. Gallen`, but not `3. Results`.
  if (!ABBREVIATED_GAP.test(gap) || start - words.start(index) > ABBREVIATED_MAX) return false;
  return !isDigit(text.charCodeAt(start - 1));
}

function isMember(reader: Reader, index: number, first: number): boolean {
  const { text, words } = reader;
  const start = words.start(index);
  const end = words.end(index);
  const code = text.charCodeAt(start);
  if (end - start > WORD_MAX || code >= SCRIPT_END) return false;
  if (KINDS[code] === DIGIT) return end - start <= NUMBER_MAX && !isGlued(text, start, end);
  if (KINDS[code] !== LETTER || isGlued(text, start, end)) return false;
  if (LOWER_CASE[code] !== code) return true;
  // Where names have capitals, words without one are none.
  if (!isLowerStretch(reader, first)) return false;
  return (lexicon.LEXICON.get(words.hash(index)) & INNER) !== 0
    ? !isLink(reader, index)
    : isUnknown(reader, index);
}

/** Whether the first word of a stretch, behind its numbers, has no capital. */
function isLowerStretch({ text, words, limit }: Reader, first: number): boolean {
  let index = first;
  while (index < limit - 1 && isDigit(text.charCodeAt(words.start(index)))) index += 1;
  const code = text.charCodeAt(words.start(index));
  return LOWER_CASE[code] === code;
}

/** Little words inside of names. */
function isLink({ words }: Reader, index: number): boolean {
  const bits = lexicon.LEXICON.get(words.hash(index));
  return (bits & lexicon.PARTICLE) !== 0 || LINKS.has(words.hash(index));
}

const LINKS = new Set('of and the for on upon sur sous aux nad pod'.split(' ').map(hashOf));

/** Whether a word is part of an identifier, a path, a link or a longer run of letters and digits. */
function isGlued(text: string, start: number, end: number): boolean {
  return isGluedBefore(text, start) || isGluedBehind(text, start, end);
}

function isGluedBefore(text: string, start: number): boolean {
  const before = start > 0 ? text.charCodeAt(start - 1) : SPACE;
  if (before === SPACE || before === LINE_FEED) return false;
  if (before === DOT || before === COMMA) {
    if (isDigit(text.charCodeAt(start))) return isDigit(text.charCodeAt(start - 2));
    return (
      before === DOT &&
      KINDS[text.charCodeAt(start - 2)] === LETTER &&
      KINDS[text.charCodeAt(start - 3)] === LETTER
    );
  }
  if (before === COLON) return text.charCodeAt(start - 2) === COLON;
  return GLUE_BEFORE[before] === 1 || isWordy(before);
}

function isGluedBehind(text: string, start: number, end: number): boolean {
  const behind = end < text.length ? text.charCodeAt(end) : SPACE;
  if (behind === SPACE || behind === COMMA || behind === LINE_FEED) return false;
  // `Don't` and `C'mon` are no names; `Anna's` and `O'Neill` are.
  if (behind === 0x27 || behind === 0x2019)
    return end + 1 < text.length && 'tm'.includes(text.charAt(end + 1));
  if (behind === DOT) {
    const next = text.charCodeAt(end + 1);
    if (isDigit(text.charCodeAt(end - 1)) && isDigit(next)) return true;
    return KINDS[next] === LETTER && end - start > 1;
  }
  if (behind === COLON) return text.charCodeAt(end + 1) === COLON;
  return GLUE_BEHIND[behind] === 1 || isWordy(behind);
}

function isWordy(code: number): boolean {
  const kind = KINDS[code];
  return kind === LETTER || kind === DIGIT;
}
