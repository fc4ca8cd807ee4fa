/** The notation in which the tables write the form of a token, `ghp_{alnum 36}`, and the reading of text by it. */
import { beginsWord, charactersOf } from '../../characters.ts';

/** What a brace may name: the characters of a part. */
const ALPHABETS = {
  dollar: charactersOf(/[$]/),
  digit: charactersOf(/[0-9]/),
  hex: charactersOf(/[0-9a-fA-F]/),
  upper: charactersOf(/[A-Z0-9]/),
  /** RFC 4648 section 6, without padding. */
  base32: charactersOf(/[A-Z2-7]/),
  lower: charactersOf(/[a-z0-9]/),
  alnum: charactersOf(/[A-Za-z0-9]/),
  word: charactersOf(/[\w-]/),
  wordeq: charactersOf(/[\w=-]/),
  dotted: charactersOf(/[\w.-]/),
  dotteq: charactersOf(/[\w.=-]/),
  tilde: charactersOf(/[\w.~-]/),
  /** RFC 4648 section 4, without and with padding. */
  plain64: charactersOf(/[A-Za-z0-9+/]/),
  base64: charactersOf(/[A-Za-z0-9+/=]/),
  /** Either base64, padded or not. */
  any64: charactersOf(/[\w+/=-]/),
  percent: charactersOf(/[\w%.+/=-]/),
  printable: charactersOf(/[!-~]/),
  /** From `A` to `z`, as some issuers have it. */
  range: charactersOf(/[0-9A-z-]/),
} as const;

/** What would go on with a token: where one has its full length, none of these may follow. */
const GOES_ON = ALPHABETS.alnum;

type Part =
  | { readonly text: string }
  | { readonly members: Uint8Array; readonly min: number; readonly max: number };

export interface Form {
  /** The text by which the survey finds it: the longest that every such token has, first or within. */
  readonly anchor: string;
  /** How many characters stand before the anchor, at least and at most. */
  readonly before: { readonly min: number; readonly max: number };
  readonly parts: readonly Part[];
  /** Of the first part, when it is not text: how far its run goes back. */
  readonly lead: Uint8Array | undefined;
  /** Whether more may follow than such a token has: then what is too much is left. */
  readonly loose: boolean;
  readonly min: number;
  readonly max: number;
}

/** `name{alphabet 4}`, `{alphabet 4-8}`; with `*` at the end, whatever follows. @throws Error when it is no such form. */
export function formOf(notation: string): Form {
  const loose = notation.endsWith('*');
  const parts = [
    ...notation.slice(0, loose ? -1 : undefined).matchAll(/\{(\w+) (\d+)(?:-(\d+))?\}|[^{}]+/g),
  ].map(([text, name, min, max]): Part => {
    if (name === undefined) return { text };
    if (!(name in ALPHABETS)) throw new Error(`no alphabet ${name} in ${notation}`);
    const members = ALPHABETS[name as keyof typeof ALPHABETS];
    return { members, min: Number(min), max: Number(max ?? min) };
  });
  const anchor = anchorOf(parts);
  const ahead = parts.slice(0, Math.max(0, anchor));
  const before = { min: sum(ahead, 'min'), max: sum(ahead, 'max') };
  const lead = ahead[0] !== undefined && 'members' in ahead[0] ? ahead[0].members : undefined;
  const part = parts[anchor];
  const text = part !== undefined && 'text' in part ? part.text : '';
  return { anchor: text, before, parts, lead, loose, min: sum(parts, 'min'), max: sum(parts, 'max') };
}

/** The text that a form begins with; else the longest within it. */
function anchorOf(parts: readonly Part[]): number {
  const lengths = parts.map((part) => ('text' in part ? part.text.length : 0));
  return lengths[0] === 0 ? lengths.indexOf(Math.max(1, ...lengths)) : 0;
}

function sum(parts: readonly Part[], which: 'min' | 'max'): number {
  return parts.reduce((total, part) => total + ('text' in part ? part.text.length : part[which]), 0);
}

/** Where a token of this form begins whose anchor stands at `at`; undefined when none can. */
export function startOf(
  form: Form,
  { text, start: at, floor }: { readonly text: string; readonly start: number; readonly floor: number },
): number | undefined {
  if (!text.startsWith(form.anchor, at)) return undefined;
  if (form.lead === undefined) return beginsWord(text, at, floor) ? at : undefined;
  let start = at - form.before.min;
  if (start < floor) return undefined;
  const earliest = Math.max(floor, at - form.before.max);
  while (start > earliest && form.lead[text.charCodeAt(start - 1)] === 1) start -= 1;
  if (start > floor && form.lead[text.charCodeAt(start - 1)] === 1) return undefined;
  return start;
}

/** Where a token that begins at `start` ends; `open` when the text ends before that is known, unless it is the `last`. */
export function endOf(
  form: Form,
  text: string,
  { start, last }: { readonly start: number; readonly last: boolean },
): number | 'open' | undefined {
  let end = start;
  for (const part of form.parts) {
    if ('text' in part) {
      const there = text.slice(end, end + part.text.length);
      if (there !== part.text)
        return !last && end + there.length === text.length && part.text.startsWith(there)
          ? 'open'
          : undefined;
      end += there.length;
      continue;
    }
    const limit = end + part.max;
    const least = end + part.min;
    while (end < limit && part.members[text.charCodeAt(end)] === 1) end += 1;
    if (end === text.length && end < limit && !last) return 'open';
    if (end < least) return undefined;
  }
  if (form.loose) return end;
  if (end === text.length) return last ? end : 'open';
  if (GOES_ON[text.charCodeAt(end)] === 1) return undefined;
  return end;
}
