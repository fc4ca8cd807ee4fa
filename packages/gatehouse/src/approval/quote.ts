/** Quotes: text of somebody else's choosing, made inert so that it can neither leave its place nor look like ours. */
import { createHash } from 'node:crypto';

/** INVARIANT: only `quote` makes one, so its text is inert: one line of visible characters. */
export interface Quote {
  readonly text: string;
  /** What was left out behind it. */
  readonly rest?: { readonly characters: number; readonly sha256: string } | undefined;
}

/** Quotes the beginning of a text, and says how much follows and by which digest the rest is known. */
export function quote(raw: string, charactersMax: number): Quote {
  const end = endOf(raw, charactersMax);
  const text = inert(raw.slice(0, end));
  if (end === raw.length) return { text };
  const rest = raw.slice(end);
  const sha256 = createHash('sha256').update(rest).digest('hex');
  return { text, rest: { characters: [...rest].length, sha256 } };
}

/**
 * A name within a sentence of ours: an id, a tool, a place.
 * INVARIANT: it holds no space, so that it can be no sentence, and nothing of which any output makes more than text.
 */
export function nameOf(raw: string): string {
  const end = endOf(raw, NAME_MAX);
  const name = raw
    .slice(0, end)
    .replace(/[^A-Za-z0-9_.:/@+$[\]-]/gu, escaped)
    // WHY: no program that shows it makes a link of it.
    .replace(/\/(?=\/)|(?<=www)\./gi, escaped);
  return end === raw.length ? name : `${name}\u2026`;
}

const NAME_MAX = 96;

/**
 * What is shown as it is: letters, marks, numbers, punctuation, symbols and the space. Everything else, and of these
 * what cannot be seen or what frames are drawn with, is written out as its number: line ends, controls (ANSI escapes),
 * reading directions, zero-width and filler characters, tags, variation selectors, other spaces, lone surrogates.
 */
export function inert(raw: string): string {
  return raw.replace(/\\/g, '\\\\').replace(HIDDEN, escaped).replace(MARKS, escaped);
}

const HIDDEN =
  /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]|\p{Default_Ignorable_Code_Point}|[\p{Cf}\p{Co}\u2500-\u259f\u2800\u2028\u2029]/gu;
/** Marks without a letter of their own, and more of them than any script stacks: they would cover what stands around. */
const MARKS = /(?<=^|[^\p{L}\p{N}\p{M}]|\p{M}{3})\p{M}/gu;

/** A quote for an output that gives a meaning to more: what matches is written out as well. */
export function inertFor({ text }: Quote, meant: RegExp): string {
  return text.replace(meant, escaped);
}

/** Writes characters out by their numbers, `\n` as it is known. */
function escaped(characters: string): string {
  return Array.from(characters, (character) =>
    character === '\n' ? '\\n' : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  ).join('');
}

/** Where the first `count` characters end, never between the halves of one. */
function endOf(raw: string, count: number): number {
  let end = 0;
  for (let left = count; left > 0 && end < raw.length; left -= 1) {
    end += (raw.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
  }
  return end;
}
