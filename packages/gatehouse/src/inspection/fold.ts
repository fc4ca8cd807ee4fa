/** Undoes cheap disguises: invisible characters inside a word, full-width forms, digits of other scripts. */
import { type Piece, rawOrigins, sliceOrigins } from './piece.ts';

/** What has to be folded; tested once a text, since hardly any has it. */
const DISGUISED = /[\u00ad\u200b-\u200d\u2060\ufeff\uff01-\uff5e\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/;
const DISGUISED_MIN = 0xad;
const INVISIBLE = new Set([0xad, 0x200b, 0x200c, 0x200d, 0x2060, 0xfeff]);
/** Zero of each script whose digits are read as such: Arabic-Indic, extended Arabic-Indic, Devanagari. */
const ZEROS = [0x660, 0x6f0, 0x966];
/** U+FF01 to U+FF5E are U+0021 to U+007E in full width (Unicode Standard, chapter 18; NFKC). */
const FULL_WIDTH_OFFSET = 0xfee0;

/** `piece` without disguises; `position` is where it begins in the raw text, if it is raw text. */
export function fold(piece: Piece, position: number): Piece {
  if (!DISGUISED.test(piece.text)) return piece;
  const origins = piece.origins ?? rawOrigins(piece.text.length, position);
  let count = 0;
  let text = '';
  let plain = 0;
  for (let index = 0; index < piece.text.length; index += 1) {
    const code = piece.text.charCodeAt(index);
    const folded = code < DISGUISED_MIN ? undefined : foldCharacter(code);
    if (folded !== undefined) {
      text += piece.text.slice(plain, index) + folded;
      plain = index + 1;
      if (folded === '') continue;
    }
    // In place: what is kept never stands behind what it is copied from.
    origins.starts[count] = origins.starts[index] ?? 0;
    origins.ends[count] = origins.ends[index] ?? 0;
    origins.bare[count] = origins.bare[index] ?? 0;
    count += 1;
  }
  return { text: text + piece.text.slice(plain), origins: sliceOrigins(origins, 0, count) };
}

/** What a character is read as; undefined when it stands for itself. */
function foldCharacter(code: number): string | undefined {
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - FULL_WIDTH_OFFSET);
  if (INVISIBLE.has(code)) return '';
  const zero = ZEROS.find((each) => code >= each && code <= each + 9);
  return zero === undefined ? undefined : String(code - zero);
}
