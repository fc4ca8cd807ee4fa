/** Finds postcodes of the United Kingdom (Royal Mail Programmers' Guide; BS 7666): the areas in use, the letters that occur. */
import { charactersOf, isAlphanumeric, isLetter } from '../../characters.ts';
import type { Cursor, Detector, Glance, Scan } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { type Sight, seek } from '../seek.ts';
import { isCued, tableOf, wordsOf } from '../word-table.ts';
import { Figures } from './figures.ts';

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

/** What one looks like at the end of a text that goes on. */
const PREFIX = /^[a-z]{1,2}(?:\d[a-z\d]?(?: ?\d?| ?\d[a-z]{0,2}))?$/i;
const CAPITALS = /^[A-Z\d ]+$/;
/** What makes what follows part of something else. */
const BEFORE = charactersOf(/[\w./#$-]/);
/** The most digits behind one another: two of the district and one of the inward code without its space. */
const DIGITS_MAX = 3;
const AREA_MAX = 2;

export const ukPostcode: Detector = {
  name: 'uk_postcode',
  classes: ['uk_postcode'],
  version: digestOfRules(1, [...AREAS], FORM.source),
  reach: LENGTH_MAX + 1,
  scan(glance: Glance, cursor: Cursor, last: boolean): Scan {
    const { text, words } = glance;
    const figures = new Figures(glance);
    let index = figures.from(cursor.from);
    return seek({
      cursor,
      end: text.length,
      next(from) {
        for (; index < figures.length; index += 1) {
          const digit = figures.start(index);
          if (digit === 0 || !isLetter(text.charCodeAt(digit - 1))) continue;
          const at = areaBefore(text, digit);
          if (at >= from && at < digit && figures.end(index) - digit <= DIGITS_MAX) return at;
        }
        const start = areaBefore(text, text.length);
        return last || start < from ? text.length : start;
      },
      read: (at, floor) =>
        read({ text, at, last }, () => isCued(words, { at, floor, count: CUE_COUNT }, CUES)),
    });
  },
};

/** Where the word of one or two letters that ends at `end` begins; `end` itself when there is none. */
function areaBefore(text: string, end: number): number {
  let start = end;
  while (start > 0 && end - start < AREA_MAX && isLetter(text.charCodeAt(start - 1))) start -= 1;
  return start > 0 && BEFORE[text.charCodeAt(start - 1)] === 1 ? end : start;
}

function read(
  { text, at, last }: { readonly text: string; readonly at: number; readonly last: boolean },
  isAnnounced: () => boolean,
): Sight {
  let limit = at;
  while (limit <= at + LENGTH_MAX && isMember(text.charCodeAt(limit))) limit += 1;
  const begun = limit === text.length && limit <= at + LENGTH_MAX && !last ? text.slice(at) : '';
  if (PREFIX.test(begun)) {
    // WHY the case: in small letters it must be announced, or be the whole passage.
    return at === 0 || CAPITALS.test(begun) || isAnnounced() ? 'open' : undefined;
  }
  const [code, area, space] = FORM.exec(text.slice(at, at + LENGTH_MAX + 1)) ?? [];
  if (code === undefined || area === undefined || !AREAS.has(area.toUpperCase())) return undefined;
  const end = at + code.length;
  const isWritten = code === code.toUpperCase() && space !== '';
  const confidence = isWritten || isAnnounced() ? 0.7 : 0.3;
  if (confidence < 0.5 && !(at === 0 && last && end === text.length)) return undefined;
  return { class: 'uk_postcode', detector: 'uk_postcode', start: at, end, confidence };
}

function isMember(code: number): boolean {
  return isAlphanumeric(code) || code === 0x20;
}
