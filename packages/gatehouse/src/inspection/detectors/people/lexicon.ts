/** What is known about single words: a set of bits by hash, from the lists of names and of words around names. */
import { hashOf } from '../../word-hash.ts';
import { WordTable, wordsOf } from '../word-table.ts';
import { GIVEN_NAMES } from './lists/given-names.ts';
import { CITIES, COUNTRIES, REGIONS } from './lists/places.ts';
import { SURNAMES } from './lists/surnames.ts';
import * as terms from './lists/terms.ts';

export const GIVEN = 1;
export const SURNAME = 2;
export const CITY = 4;
export const COUNTRY = 8;
export const LEGAL = 16;
export const ORGANIZATION_WORD = 32;
export const COMPANY = 64;
export const STREET = 128;
export const UNIT = 256;
export const HONORIFIC = 512;
export const PARTICLE = 1024;
export const PERSON_CUE = 2048;
export const PLACE_CUE = 4096;
export const ORGANIZATION_CUE = 8192;
export const SPEECH = 1 << 14;
export const PROFESSION = 1 << 15;
export const PROFESSION_START = 1 << 16;
const STATE = 1 << 17;
export const ADDRESS_CUE = 1 << 18;
export const FUNCTION_WORD = 1 << 19;
export const TECHNOLOGY = 1 << 20;

/** Bits of words that names consist of. */
export const NAMING = GIVEN | SURNAME | CITY | COUNTRY | COMPANY;

/** Of words that names begin with. */
export const NAMED = NAMING | HONORIFIC;
/** Of words that ask for a name behind them. */
export const CUES = PERSON_CUE | PLACE_CUE | ORGANIZATION_CUE | HONORIFIC;

const ROWS: readonly (readonly [bit: number, list: string])[] = [
  [GIVEN, GIVEN_NAMES],
  [SURNAME, SURNAMES],
  [CITY, `${CITIES} ${REGIONS}`],
  [COUNTRY, COUNTRIES],
  [LEGAL, terms.LEGAL_FORMS],
  [ORGANIZATION_WORD, terms.ORGANIZATION_WORDS],
  [COMPANY, terms.COMPANIES],
  [STREET, terms.STREET_WORDS],
  [UNIT, terms.UNIT_WORDS],
  [HONORIFIC, terms.HONORIFICS],
  [PARTICLE, terms.PARTICLES],
  [PERSON_CUE, terms.PERSON_CUES],
  [PLACE_CUE, terms.PLACE_CUES],
  [ORGANIZATION_CUE, terms.ORGANIZATION_CUES],
  [SPEECH, terms.SPEECH],
  [PROFESSION, terms.PROFESSIONS],
  [PROFESSION_START, terms.PROFESSION_STARTS],
  [STATE, terms.STATES],
  [ADDRESS_CUE, terms.ADDRESS_CUES],
  [FUNCTION_WORD, terms.FUNCTION_WORDS],
  [TECHNOLOGY, terms.TECHNOLOGY],
];

const ENTRIES = ROWS.flatMap(([bit, list]) => entriesOf(bit, list));

export const LEXICON = new WordTable(ENTRIES);

/** What a word in lower case may be: the beginning of a name, or a word that asks for one behind it. */
export const MAY_BEGIN = 1;
export const MAY_ASK = 2;

/** By the last bits of a hash. WHY: nearly every word is neither, and fails here with one look. */
export const PROMISES = new Uint8Array(1 << 16);
for (const [word, bit] of ENTRIES) {
  const place = hashOf(word) & 0xffff;
  const begins = (bit & NAMED) === 0 ? 0 : MAY_BEGIN;
  const asks = (bit & CUES) === 0 ? 0 : MAY_ASK;
  PROMISES[place] = (PROMISES[place] ?? 0) | begins | asks;
}

/** Words of names with hyphens one by one, less the little ones between them; with and without their accents. */
function entriesOf(bit: number, list: string): (readonly [string, number])[] {
  const isPlace = bit === CITY || bit === COUNTRY || bit === COMPANY;
  return wordsOf(list).flatMap((name) => {
    const parts = isPlace && name.includes('-') ? name.split('-').filter((part) => part.length > 3) : [name];
    return parts.flatMap((part) => {
      const plain = part.normalize('NFD').replace(/\p{M}/gu, '');
      return plain === part ? [[part, bit] as const] : [[part, bit] as const, [plain, bit] as const];
    });
  });
}
