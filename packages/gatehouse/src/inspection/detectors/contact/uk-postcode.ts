/** Finds postcodes of the United Kingdom (Royal Mail Programmers' Guide; BS 7666): the areas in use, the letters that occur. */
import { isAlphanumeric, nextDigit } from '../../characters.ts';
import type { Cursor, Detector, Glance, Scan } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { type Sight, seek } from '../seek.ts';
import { isCued, tableOf, wordsOf } from '../word-table.ts';

/** The 124 postcode areas. */
const AREAS = new Set(
  wordsOf(`AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK
    FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR
    NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC
    WD WF WN WR WS WV YO ZE`),
);
/** Inward codes lack C I K M O V. */
const FORM = /^([a-z]{1,2})\d[a-z\d]?( ?)\d[abd-hjlnp-uw-z]{2}(?![\w-])/i;
const LENGTH_MAX = 8;
const CUES = tableOf('postcode postcodes address addresses postal zip live lives');
const CUE_COUNT = 5;

export const ukPostcode: Detector = {
  name: 'uk_postcode',
  classes: ['uk_postcode'],
  version: digestOfRules(1, [...AREAS], FORM.source),
  reach: LENGTH_MAX + 1,
  scan: ({ text, words }: Glance, cursor: Cursor, last: boolean): Scan =>
    seek({
      cursor,
      end: text.length,
      next: (from) => nextCandidate(text, from, last),
      read: (at, floor) =>
        read({ text, at, last }, (place) => isCued(words, { at: place, floor, count: CUE_COUNT }, CUES)),
    }),
};

/** Where one or two letters with a digit behind them begin a word. */
function nextCandidate(text: string, from: number, last: boolean): number {
  for (let digit = nextDigit(text, from); digit < text.length; digit = nextDigit(text, digit + 1)) {
    const start = wordBefore(text, digit, from);
    if (start < digit) return start;
  }
  return last ? text.length : wordBefore(text, text.length, from);
}

/** Where the word of one or two letters that ends at `end` begins; `end` itself when there is none. */
function wordBefore(text: string, end: number, from: number): number {
  let start = end;
  while (start > from && end - start < 2 && isCapitalOrSmall(text.charCodeAt(start - 1))) start -= 1;
  return isAlphanumeric(text.charCodeAt(start - 1)) ? end : start;
}

function isCapitalOrSmall(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

function read(
  { text, at, last }: { readonly text: string; readonly at: number; readonly last: boolean },
  isAnnounced: (at: number) => boolean,
): Sight {
  if (/[\w./#$-]/.test(text.charAt(at - 1))) return undefined;
  let limit = at;
  while (limit <= at + LENGTH_MAX && isMember(text.charCodeAt(limit))) limit += 1;
  if (limit === text.length && limit <= at + LENGTH_MAX && !last) return 'open';
  const [code, area, space] = FORM.exec(text.slice(at, at + LENGTH_MAX + 1)) ?? [];
  if (code === undefined || area === undefined || !AREAS.has(area.toUpperCase())) return undefined;
  const end = at + code.length;
  const isWritten = code === code.toUpperCase() && space !== '';
  const confidence = isWritten || isAnnounced(at) ? 0.7 : 0.3;
  if (confidence < 0.5 && !(at === 0 && last && end === text.length)) return undefined;
  return { class: 'uk_postcode', detector: 'uk_postcode', start: at, end, confidence };
}

function isMember(code: number): boolean {
  return isAlphanumeric(code) || code === 0x20;
}
