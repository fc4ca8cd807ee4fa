/** Texts that pretend to be the frame of a conversation, or hide from people: told by a word and the signs around it. */

import { KINDS, SEPARATOR } from '../../letters.ts';
import { WordTable, wordsOf } from '../word-table.ts';
import { ANGLE, BULLET, EXCLAMATION } from './gaps.ts';
import type { Source } from './lexicon.ts';

/** Words that stand in such frames, as bits: in which of the frames below. */
const TAG = 1;
const BRACKET = 2;
const HEADING = 4;
const SPEAKER = 8;
const TOKEN = 16;

const LISTS: readonly (readonly [bit: number, words: string])[] = [
  [
    TAG,
    'system sys important instructions information admin hidden secret override user assistant s bos start end',
  ],
  [BRACKET, 'inst system sys admin instruction instructions end override important user assistant'],
  [HEADING, 'system instruction instructions new response user assistant human task override end'],
  [SPEAKER, 'system assistant user human ai admin developer bot'],
  [TOKEN, 'im system user assistant end start eot begin endoftext message channel tool eom endofprompt eos'],
];

/** All words of frames. */
export const FRAME_WORDS: readonly string[] = LISTS.flatMap(([, words]) => wordsOf(words));

const FRAMED = new WordTable(
  LISTS.flatMap(([bit, words]) => wordsOf(words).map((word) => [word, bit] as const)),
);

/** How many kinds there are. */
export const MARKER_KINDS = 8;
const NONE = -1;

/**
 * The kind of the marker that a word is the beginning of; -1 for none. Spellings are those of chat templates, and of
 * the attacks that fake them: `<|im_start|>`, `[INST]`, `<system>`, `### System`, a line that begins with `User:`.
 */
export function markerOf({ text, words }: Source, index: number): number {
  const frames = FRAMED.get(words.hash(index));
  if (frames === 0) return NONE;
  const start = words.start(index);
  const before = text.charCodeAt(start - 1);
  if (before === 0x20 ? (frames & (HEADING | SPEAKER)) === 0 : start > 0 && KINDS[before] !== SEPARATOR)
    return NONE;
  const earlier = text.charCodeAt(start - 2);
  if ((frames & TOKEN) !== 0 && before === 0x7c && earlier === 0x3c) return 0;
  const opener = before === 0x2f ? earlier : before;
  if ((frames & BRACKET) !== 0 && opener === 0x5b) return 1;
  if ((frames & TAG) !== 0 && opener === 0x3c) return 2;
  if ((frames & HEADING) !== 0 && (before === 0x23 || (before === 0x20 && earlier === 0x23))) return 3;
  if ((frames & SPEAKER) === 0 || text.charCodeAt(words.end(index)) !== 0x3a) return NONE;
  return start === 0 || before === 0x0a || before === 0x22 ? 4 : NONE;
}

/** The kind of a comment of HTML that a word begins; -1 for none. */
export function commentBefore(flags: number): number {
  if ((flags & ANGLE) === 0 || (flags & BULLET) === 0) return NONE;
  return (flags & EXCLAMATION) !== 0 ? 6 : 7;
}
