/** Where in the words a value of a role is spelled out; each role has its own idea of the same. */
import type { ArgumentRole } from '../kernel/manifest.ts';
import { plain, plainAccount, plainNumber, sameUrl } from './normalise.ts';
import { isOfPeople, isTelling, singular } from './nouns.ts';
import { indexAt, lastBefore, spanAt, within } from './spans.ts';
import { nameWords } from './verbs.ts';
import { clauseAt, occurrences, type Quotation, type Words } from './words.ts';

interface Sought {
  /** The argument that it is for. */
  readonly argument: string;
  readonly role: ArgumentRole;
  readonly value: string;
  /** The kind of thing that it names. */
  readonly of: string | undefined;
}

type Spelling = (words: Words, sought: Sought) => readonly number[];

const SPELLINGS: Readonly<Record<ArgumentRole, Spelling>> = {
  recipient: (words, sought) => (isAddress(sought) ? address(words, sought) : name(words, sought)),
  account: (words, sought) => (/\d/u.test(sought.value) ? account(words, sought) : name(words, sought)),
  amount,
  number,
  url: (words, { value }) => words.atoms.filter((atom) => sameUrl(atom.raw, value)).map((atom) => atom.start),
  path,
  secret,
  id,
  name,
  query: name,
  text: name,
  // Points in time and choices have rules of their own.
  time: () => [],
  choice: () => [],
};

/** Places at which the words spell the value out in a way that its role allows, outside of texts that they quote. */
export function spelled(words: Words, sought: Sought): number[] {
  // WHY no control characters: a line that ends within a value begins something else for whoever reads it.
  if (sought.value === '' || sought.value !== sought.value.trim() || ODD.test(sought.value)) return [];
  return SPELLINGS[sought.role](words, sought).filter((at) => {
    const quotation = quotationAt(words, at);
    // WHY: whoever is named in a text that is to be sent is not thereby somebody to whom anything is sent.
    return quotation === undefined || plain(quotation.text).length <= plain(sought.value).length + 1;
  });
}

const ODD = /\p{Ll}\.\p{Lu}|[\p{Cc}\u2028\u2029]/u;

/** A quotation that is exactly this text. */
export function quotedAs(words: Words, value: string): number[] {
  return words.quotations.filter((one) => one.text === value).map((one) => one.start);
}

function quotationAt(words: Words, at: number): Quotation | undefined {
  return spanAt(words.quotations, at);
}

const ADDRESSES = new Set(['address', 'email', 'mail', 'mailbox']);

/** What is to be an address is never a name. */
function isAddress({ value, of }: Sought): boolean {
  return value.includes('@') || (of !== undefined && ADDRESSES.has(singular(of)));
}

/** Addresses differ in nothing but the case of their ASCII letters. */
function address(words: Words, { value }: Sought): number[] {
  if (!/^[!-~]+$/u.test(value) || !value.includes('@')) return [];
  return words.atoms.filter((atom) => atom.text === plain(value)).map((atom) => atom.start);
}

function account(words: Words, { value }: Sought): number[] {
  const wanted = plainAccount(value);
  return words.atoms.flatMap((atom, index) => {
    let joined = plainAccount(atom.raw);
    let last = index;
    while (joined.length < wanted.length && wanted.startsWith(joined) && areBeside(words, last)) {
      last += 1;
      joined += plainAccount(words.atoms[last]?.raw ?? '');
    }
    return joined === wanted && !isGroup(words, index - 1) && !isGroup(words, last) ? [atom.start] : [];
  });
}

/** Whether nothing but a space or a hyphen stands between an atom and the next. */
function areBeside({ atoms: all, text }: Words, index: number): boolean {
  const [one, next] = [all[index], all[index + 1]];
  return one !== undefined && next !== undefined && /^[ \u00a0-]$/u.test(text.slice(one.end, next.start));
}

/** Whether an atom and the next are groups of one number: then neither alone is an account. */
function isGroup(words: Words, index: number): boolean {
  const both = words.atoms.slice(Math.max(0, index), Math.max(0, index + 2));
  return areBeside(words, index) && both.every(({ raw }) => /^[A-Z]{0,4}\d[A-Z\d]{1,}$/u.test(raw));
}

function number(words: Words, { value }: Sought): number[] {
  const wanted = plainNumber(value);
  if (wanted === undefined) return [];
  return words.numbers.flatMap((found) => (!found.percent && found.value === wanted ? [found.at] : []));
}

const MONTH = /^(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)/u;
const CURRENCIES = new Set('usd eur gbp chf jpy cny inr aud cad dollars euros pounds'.split(' '));

/** A number that says how much: not one of a street, a postal code or a date. */
function amount(words: Words, sought: Sought): number[] {
  return number(words, sought).filter((at) => saysHowMuch(words, at));
}

function saysHowMuch(words: Words, at: number): boolean {
  const index = indexAt(words.atoms, at);
  const [before, own, after] = [words.atoms[index - 1], words.atoms[index], words.atoms[index + 1]];
  const joined = (from: number, to: number): boolean => /^ ?$/u.test(words.text.slice(from, to));
  if (after !== undefined && own !== undefined && joined(own.end, after.start)) {
    if (/^\p{Lu}\p{Ll}/u.test(after.raw) && !CURRENCIES.has(after.text)) return false;
  }
  if (before === undefined || !joined(before.end, at)) return true;
  return !MONTH.test(before.text) && !(/^[A-Z]{2}$/u.test(before.raw) && !CURRENCIES.has(before.text));
}

/** Whether the number there says how much, outside of texts that the words quote. */
export function isStatedAmount(words: Words, at: number): boolean {
  const quotation = spanAt(words.quotations, at);
  const own = words.atoms[indexAt(words.atoms, at)]?.raw.length ?? 0;
  return saysHowMuch(words, at) && (quotation === undefined || plain(quotation.text).length <= own + 1);
}

const SECRETS = new Set(['password', 'passphrase', 'passcode', 'secret', 'pin', 'code', 'key', 'token']);

/** A secret is one only where it is called one, quoted or with a digit in it. */
function secret(words: Words, sought: Sought): number[] {
  const names = new Set([...SECRETS, ...nameWords(sought.argument)]);
  const whole = /\d/u.test(sought.value) ? verbatim(words, sought) : quotedAs(words, sought.value);
  return whole.filter((at) => {
    const clause = clauseAt(words, at);
    return within(words.atoms, clause ?? NOWHERE).some((atom) => names.has(singular(atom.text)));
  });
}

const NOWHERE = { start: 0, end: 0 };

/** The whole of a path, from its first sign to its last: `/srv/a` is not `srv/a`, and `~/a` is not `a`. */
function path({ text }: Words, { value }: Sought): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) {
    const [before, after] = [text[at - 1] ?? ' ', text.slice(at + value.length, at + value.length + 2)];
    if (/[\s'"`(“‘[<:,]/u.test(before) && /^(?:$|[\s'"`)”’\]>,;!?]|[.:](?:$|\s))/u.test(after))
      found.push(at);
  }
  return found;
}

/** Character by character, for names of files and secrets differ by case. */
function verbatim(words: Words, { value }: Sought): number[] {
  return occurrences(words, value).filter((at) => words.text.startsWith(value, at));
}

/** An id is a word for itself only where it is said to be one: quoted, after `ID`, or after the kind of thing. */
function id(words: Words, sought: Sought): number[] {
  const { of } = sought;
  return verbatim(words, sought).filter((at) => {
    const before = wordBefore(words, at);
    return (
      quotationAt(words, at) !== undefined || /^(?:ids?|number|no|nr)$/u.test(before) || isKind(before, of)
    );
  });
}

/**
 * A name: quoted, next to the kind of thing that it names (`the general channel`), or written as names are.
 * INVARIANT: a word of everyday language that happens to be somebody's or something's name is not a mention of it.
 */
function name(words: Words, sought: Sought): number[] {
  const { value, of } = sought;
  const written = occurrences(words, value).filter((at) => {
    if (quotationAt(words, at) !== undefined) return true;
    const index = indexAt(words.atoms, at);
    const size = occurrenceSize(words, index, value);
    const after = words.atoms[index + size]?.text ?? '';
    const everyday = !isTelling(plain(value), of ?? '') || /ing$/u.test(plain(value));
    const placed = isKind(wordBefore(words, at), of) || isKind(after, of) || words.text[at - 1] === '#';
    if (placed && !everyday) return true;
    if (everyday || MONTH.test(plain(value)) || (size === 1 && !isSomebody(sought))) return false;
    const own = words.atoms.slice(index, index + size);
    if (size === 1 && sought.role === 'recipient' && ABBREVIATION.test(own[0]?.raw ?? '')) return false;
    const proper = own.some((atom) => /[\p{Lu}\p{N}_]/u.test(atom.raw));
    const opens = index === 0 || /[.!?:]\s*$/u.test(words.text.slice(words.atoms[index - 1]?.end ?? 0, at));
    // WHY: every word is written large at the beginning; there, only who does something is somebody.
    return (
      proper &&
      (!opens ||
        size > 1 ||
        (/^\p{Lu}/u.test(value) && (SAID.test(after) || /['’]s$/u.test(own[0]?.raw ?? ''))))
    );
  });
  return [...new Set([...quotedAs(words, value), ...written])];
}

/** WHY: `TODO` and `ASAP` are written large too, and are nobody. */
const ABBREVIATION = /^\p{Lu}+s?$/u;

const SAID =
  /^(?:\p{L}+ed|sent|told|said|wrote|gave|paid|got|made|is|was|has|had|wants|needs|will|would|and)$/u;

/** WHY: one word that is written like a name names somebody or a company; rooms and groups are named beside their kind. */
function isSomebody({ role, argument, of }: Sought): boolean {
  return role !== 'recipient' || isOfPeople(of, argument);
}

function occurrenceSize(words: Words, index: number, value: string): number {
  const start = words.atoms[index]?.start ?? 0;
  return Math.max(1, within(words.atoms, { start, end: start + value.length + 1 }).length);
}

/** The word right before, if nothing but a space, a colon or a mark of quotation stands between. */
function wordBefore(words: Words, at: number): string {
  const before = lastBefore(words.atoms, at);
  return before !== undefined && /^[ :#'"]*$/u.test(words.text.slice(before.end, at)) ? before.text : '';
}

function isKind(word: string, of: string | undefined): boolean {
  return of !== undefined && singular(word) === singular(of);
}
