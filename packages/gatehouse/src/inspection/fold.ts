/** Undoes cheap disguises: invisible characters inside a word, full-width forms, digits of other scripts. */
import type { Piece } from './piece.ts';

/** What has to be folded; tested once a text, since hardly any has it. */
const DISGUISED = /[\u00ad\u200b-\u200d\u2060\ufeff\uff01-\uff5e\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/;
const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]/;
/** Zero of each script whose digits are read as such: Arabic-Indic, extended Arabic-Indic, Devanagari. */
const ZEROS = [0x660, 0x6f0, 0x966];
/** U+FF01 to U+FF5E are U+0021 to U+007E in full width (Unicode Standard, chapter 18; NFKC). */
const FULL_WIDTH_OFFSET = 0xfee0;

/** `piece` without disguises; `position` is where it begins in the raw text, if it is raw text. */
export function fold(piece: Piece, position: number): Piece {
  if (!DISGUISED.test(piece.text)) return piece;
  const starts: number[] = [];
  const ends: number[] = [];
  const bare: boolean[] = [];
  let text = '';
  for (let index = 0; index < piece.text.length; index += 1) {
    const character = piece.text.charAt(index);
    if (INVISIBLE.test(character)) continue;
    text += foldCharacter(character);
    starts.push(piece.origins?.starts[index] ?? position + index);
    ends.push(piece.origins?.ends[index] ?? position + index + 1);
    bare.push(piece.origins?.bare[index] ?? false);
  }
  return { text, origins: { starts, ends, bare } };
}

function foldCharacter(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x660) return character;
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - FULL_WIDTH_OFFSET);
  const zero = ZEROS.find((each) => code >= each && code <= each + 9);
  return zero === undefined ? character : String(code - zero);
}
