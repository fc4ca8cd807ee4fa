/** Finds stretches of words that may hold names, addresses or titles; everything else is never looked at twice. */
import { isDigit } from '../../characters.ts';
import { DIGIT, KINDS, LETTER, LOWER_CASE } from '../../letters.ts';
import type { Words } from '../../places.ts';
import { hashOf } from '../../survey.ts';
import * as lexicon from './lexicon.ts';
import { isOrdinary, type Model } from './model.ts';

/** Scripts with capitals come before this: Latin, Greek, Cyrillic. In others the model knows nothing. */
const SCRIPT_END = 0x530;
const WORDS_MAX = 20;
/** Longer words are no names, and nobody waits for their end. */
export const WORD_MAX = 28;
const NUMBER_MAX = 6;
const GAP_MAX = 8;
/** A neighbour that is further away says nothing. */
const DISTANCE_MAX = 24;
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
  text: string,
  words: Words,
  { model, last }: { readonly model: Model; readonly last: boolean },
): Reader {
  let limit = words.length;
  const end = limit > 0 ? words.end(limit - 1) : 0;
  // Of these signs it matters what stands behind them.
  if (!last && end + 1 >= text.length && ".:'’".includes(text.charAt(end))) limit -= 1;
  return { text, words, model, limit, last };
}

export interface Reader {
  readonly text: string;
  readonly words: Words;
  readonly model: Model;
  /** How many of the words may be read: those of which it is known what stands behind them. */
  readonly limit: number;
  /** Whether no more text follows. */
  readonly last: boolean;
}

/** Words `first` to `last` (both within) of a text. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
}

const NAMED = lexicon.NAMING | lexicon.HONORIFIC;
const CUES = lexicon.PERSON_CUE | lexicon.PLACE_CUE | lexicon.ORGANIZATION_CUE;
const INNER = lexicon.PARTICLE | lexicon.STREET | lexicon.UNIT | lexicon.LEGAL | lexicon.ORGANIZATION_WORD;
/** What stands between two words of one stretch. */
const GAP = /^(?:[ \t]|\.? ?[-'’] ?|, ?| ?& ?|[.,]? ?\n[ \n\t>?*|,-]*)$/;
const ABBREVIATED_GAP = /^\. ?$/;
const ABBREVIATED_MAX = 4;
/** Signs that make a word part of a program, a path or a link. */
const GLUE_BEFORE = '_$@#/\\<&=%.`~';
const GLUE_BEHIND = '_(=[{<@\\/$`~';

/** The next stretch that begins with word `index` or later; `open` when that cannot be told yet. */
export function nextStretch(reader: Reader, index: number): Stretch | { readonly open: number } | undefined {
  for (let first = index; first < reader.limit; first += 1) {
    const begins = beginsStretch(reader, first);
    if (begins === undefined) return { open: first };
    if (!begins) continue;
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

/** Whether a word begins one; undefined when the words behind it are needed to know. */
function beginsStretch(reader: Reader, index: number): boolean | undefined {
  const { text, words, model } = reader;
  const start = words.start(index);
  const code = text.charCodeAt(start);
  const kind = KINDS[code];
  if (kind === DIGIT) return isNumber(reader, index) && numberBegins(reader, index);
  if (kind !== LETTER || code >= SCRIPT_END) return false;
  const hash = words.hash(index);
  const ordinary = isOrdinary(model, hash);
  const isLower = LOWER_CASE[code] === code;
  // WHY first: nearly every word of prose is ordinary.
  if (isLower && ordinary) return false;
  const end = words.end(index);
  if (end - start > WORD_MAX || isGlued(text, start, end)) return false;
  if (isLower)
    return mayBeginLower(reader, index) && !isCased(text, start) && !isHyphenated(text, start, end);
  // `An` is a given name, but hardly ever that of anybody.
  if (!ordinary || (lexicon.LEXICON.get(hash) & (end - start > 2 ? NAMED : lexicon.HONORIFIC)) !== 0)
    return true;
  // An ordinary word with a capital: a name only where something before it asks for one.
  return index > 0 && isSpace(text, words.end(index - 1), start) && isLowerCue(reader, index - 1);
}

/** In text without capitals: a name of the lists, or a word that nobody knows behind `from`, `named` and the like. */
function mayBeginLower(reader: Reader, index: number): boolean {
  const { text, words } = reader;
  const length = words.end(index) - words.start(index);
  if ((lexicon.LEXICON.get(words.hash(index)) & NAMED) !== 0) return length > 1;
  if (index === 0 || length < 3) return false;
  return isSpace(text, words.end(index - 1), words.start(index)) && isLowerCue(reader, index - 1);
}

/** Whether text has capitals shortly before a place: there, a word without one is no name. */
function isCased(text: string, place: number): boolean {
  for (let at = Math.max(0, place - CASED_MAX); at < place; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 0x41 && code <= 0x5a) return true;
  }
  return false;
}

function isHyphenated(text: string, start: number, end: number): boolean {
  return text[start - 1] === '-' || text[end] === '-';
}

function isLowerCue({ text, words }: Reader, index: number): boolean {
  const code = text.charCodeAt(words.start(index));
  return (
    LOWER_CASE[code] === code && (lexicon.LEXICON.get(words.hash(index)) & (CUES | lexicon.HONORIFIC)) !== 0
  );
}

function isSpace(text: string, start: number, end: number): boolean {
  return (end - start === 1 || (end - start === 2 && text[start] === '.')) && text[end - 1] === ' ';
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
      : isUnknown(reader, next) && !isCased(text, words.start(index));
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
  const gap = text.slice(start, end);
  if (gap === ' ' || GAP.test(gap)) return true;
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
  const before = text.charAt(start - 1);
  const behind = text.charAt(end);
  if (before !== '' && before !== ' ' && before !== '\n') {
    if (
      isDigit(text.charCodeAt(start)) &&
      (before === '.' || before === ',') &&
      isDigit(text.charCodeAt(start - 2))
    )
      return true;
    if (before === '.') {
      if (KINDS[text.charCodeAt(start - 2)] === LETTER && KINDS[text.charCodeAt(start - 3)] === LETTER)
        return true;
    } else if (GLUE_BEFORE.includes(before) || isWordy(before) || (before === ':' && text[start - 2] === ':'))
      return true;
  }
  if (behind === '' || behind === ' ' || behind === ',' || behind === '\n') return false;
  // `Don't` and `C'mon` are no names; `Anna's` and `O'Neill` are.
  if (behind === "'" || behind === '’') return 'tm'.includes(text.charAt(end + 1));
  if (behind === '%') return true;
  if (behind === '.' && isDigit(text.charCodeAt(end - 1)) && isDigit(text.charCodeAt(end + 1))) return true;
  if (behind === '.') return KINDS[text.charCodeAt(end + 1)] === LETTER && end - start > 1;
  return GLUE_BEHIND.includes(behind) || isWordy(behind) || (behind === ':' && text[end + 1] === ':');
}

function isWordy(character: string): boolean {
  const kind = KINDS[character.charCodeAt(0)];
  return kind === LETTER || kind === DIGIT;
}
