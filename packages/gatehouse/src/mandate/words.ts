/** Reads the words of a mandate: clauses with what they ask for, quotations, numbers and points in time. */
import { excepts, pastedIn, resumes } from './asides.ts';
import { type Atom, atoms, plain, plainNumber, referencesIn } from './normalise.ts';
import { type Span, spanAt } from './spans.ts';
import { readTimes, type Times } from './times.ts';
import { isActing, isVerb } from './verbs.ts';

/** A part of a sentence that asks for at most one action. */
export interface Clause {
  readonly start: number;
  readonly end: number;
  /** Verbs by which it asks, in plain form; empty where it only describes. */
  readonly asks: readonly string[];
  /** Whether it points at what was named before it: `send it to them`, `reply there`. */
  readonly pointing: boolean;
  /** Whether it points at somebody, or at a place: `message them`, `reply there`. */
  readonly towards: boolean;
}

export interface Quotation {
  /** As it stands between its marks. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface Words {
  /** The step that brought them. */
  readonly step: number;
  readonly text: string;
  readonly atoms: readonly Atom[];
  readonly clauses: readonly Clause[];
  /** Texts between marks of quotation, and texts that were pasted. */
  readonly quotations: readonly Quotation[];
  /** What is left out: `except 'main'`, `not to Dave`. */
  readonly excepted: readonly Span[];
  readonly numbers: readonly { readonly value: number; readonly percent: boolean; readonly at: number }[];
  readonly times: Times;
  /** Its words, in plain form. */
  readonly vocabulary: ReadonlySet<string>;
  /** Addresses, accounts and long numbers in it. */
  readonly references: ReadonlySet<string>;
}

const POINTING = new Set('it them they there him her this that these those same its their'.split(' '));
const TOWARDS = new Set('them they there him her these those that'.split(' '));
/** Behind `the`, one of these is what was spoken of before. */
const GENERIC = new Set(
  'document file event meeting message channel note page list item record order payment invoice ticket task folder'.split(
    ' ',
  ),
);
/** After one of these, a word that could be a verb is a noun: `the message`, `her email`. */
const BEFORE_NOUNS = new Set(
  'a an the this that these those my your his her their our its each every all any some following last next first new no most same great calendar direct slack channel which'.split(
    ' ',
  ),
);
/** Behind one of these, or at the beginning of a sentence, a verb asks. */
const BEFORE_VERBS = new Set(
  "please and then to also or now so just kindly can could you i'd would help me us go ahead sure i we first finally afterwards later additionally next".split(
    ' ',
  ),
);

/** Nouns for which a verb of no meaning of its own does the asking: `make a reservation`, `set up a transfer`. */
const NOUNS: Readonly<Record<string, string>> = {
  reservation: 'reserve',
  booking: 'book',
  payment: 'pay',
  transfer: 'transfer',
  refund: 'refund',
  invitation: 'invite',
  invite: 'invite',
  reminder: 'remind',
  order: 'order',
  update: 'update',
  change: 'change',
  reply: 'reply',
  post: 'post',
  transaction: 'pay',
};
/** INVARIANT: `constructor` and its like are words like any other. */
function nounVerb(noun: string): readonly string[] {
  const verb = Object.hasOwn(NOUNS, noun) ? NOUNS[noun] : undefined;
  return verb === undefined ? [] : [verb];
}
const LIGHT = new Set('make do set send create put place get schedule give write'.split(' '));

export function readWords(text: string, step: number): Words {
  const found = atoms(text);
  const quotations = readQuotations(text);
  return {
    step,
    text,
    atoms: found,
    ...readClauses(text, found, quotations),
    quotations,
    numbers: found.flatMap((atom) => {
      const value = plainNumber(atom.raw);
      if (value === undefined) return [];
      const sign = MINUS.test(text.slice(Math.max(0, atom.start - 3), atom.start)) ? -1 : 1;
      const percent = /^ ?%/u.test(text.slice(atom.end, atom.end + 2));
      return [{ value: sign * value, percent, at: atom.start }];
    }),
    times: readTimes(text),
    references: new Set(referencesIn(text)),
    vocabulary: new Set(found.flatMap((atom) => [atom.text, ...parts(atom.text)])),
  };
}

/** A sign of its own, and not a dash between two words or numbers. */
const MINUS = /(?:^|[\s(:=])[-\u2212][$€£¥]?$/u;

/** Where a value stands in the words as a run of whole atoms: never within one, never with a part of one cut off. */
export function occurrences(words: Words, value: string): number[] {
  if (value.length > words.text.length) return [];
  const wanted = atoms(value);
  const found: number[] = [];
  for (const index of runs(words.atoms, wanted)) {
    const [first, last] = [words.atoms[index], words.atoms[index + wanted.length - 1]];
    if (first === undefined || last === undefined) continue;
    if (sameSigns(words.text.slice(first.start, last.end), value)) found.push(first.start);
  }
  return found;
}

/** WHY: who repeats something more often than this says nothing more by it, and must not make looking slow. */
const RUNS_MAX = 64;

/** Where a run of atoms begins among others (Knuth, Morris and Pratt 1977, for texts that repeat themselves). */
function runs(among: readonly Atom[], wanted: readonly Atom[]): number[] {
  const found: number[] = [];
  if (wanted.length === 0) return found;
  const back = [0];
  for (let at = 1, length = 0; at < wanted.length; at += 1) {
    while (length > 0 && wanted[at]?.text !== wanted[length]?.text) length = back[length - 1] ?? 0;
    if (wanted[at]?.text === wanted[length]?.text) length += 1;
    back.push(length);
  }
  let length = 0;
  for (const [index, atom] of among.entries()) {
    while (length > 0 && atom.text !== wanted[length]?.text) length = back[length - 1] ?? 0;
    if (atom.text === wanted[length]?.text) length += 1;
    if (length < wanted.length) continue;
    found.push(index - length + 1);
    if (found.length === RUNS_MAX) return found;
    length = back[length - 1] ?? 0;
  }
  return found;
}

/** The clause that a place in the words lies in. */
export function clauseAt({ clauses }: Words, at: number): Clause | undefined {
  return spanAt(clauses, at) ?? clauses.at(-1);
}

/** The parts of a word that hyphens, slashes and apostrophes hold together. */
export function parts(atom: string): string[] {
  return atom.split(/[^\p{L}\p{M}\p{N}]+/u).filter((part) => part !== '' && part !== atom);
}

const OPENING = /(?<![\p{L}\p{N}])(['"`“‘])/gu;
const CLOSING: Readonly<Record<string, RegExp>> = {
  "'": /'(?![\p{L}\p{N}])/u,
  '"': /"/u,
  '`': /`/u,
  '“': /”/u,
  '‘': /’(?![\p{L}\p{N}])/u,
};

/** A mark that is not closed within this length opens nothing. */
const QUOTATION_MAX = 4_000;

function readQuotations(text: string): Quotation[] {
  const found: Quotation[] = pastedIn(text).map((span) => ({
    ...span,
    text: text.slice(span.start, span.end),
  }));
  const pasted = [...found];
  const isPasted = within(pasted);
  let [after, next] = [0, 0];
  for (const match of text.matchAll(OPENING)) {
    if (match.index < after || isPasted(match.index)) continue;
    while ((pasted[next]?.start ?? text.length) < match.index) next += 1;
    const rest = text.slice(match.index + 1, match.index + 1 + QUOTATION_MAX);
    const closing = CLOSING[match[1] ?? '']?.exec(rest);
    if (closing === undefined || closing === null || closing.index === 0) continue;
    const start = match.index + 1;
    // INVARIANT: quotations do not overlap; what is pasted stays whole.
    if (start + closing.index > (pasted[next]?.start ?? text.length)) continue;
    found.push({ text: rest.slice(0, closing.index), start, end: start + closing.index });
    after = start + closing.index + 1;
  }
  return found.sort((one, other) => one.start - other.start);
}

/** Ends of sentences, and `1.` before an item of a list. */
const SENTENCE = /(?<=[.!?:;])(?=\s)|\n|(?<=[\p{Ll}][.])(?=\p{Lu})|(?<=\s)(?=\d{1,2}[.)]\s)/gu;

function readClauses(
  text: string,
  found: readonly Atom[],
  quotations: readonly Quotation[],
): Pick<Words, 'clauses' | 'excepted'> {
  const quoted = within(quotations);
  const cuts = [...text.matchAll(SENTENCE)].map((match) => match.index).filter((at) => !quoted(at));
  const starts = new Set([0, ...cuts]);
  const asking = new Map<number, string>();
  const quotedAtom = within(quotations);
  const excepted: { start: number; end: number }[] = [];
  let except: { start: number; end: number } | undefined;
  let cut = 0;
  for (const [index, atom] of found.entries()) {
    const before = found[index - 1];
    while ((cuts[cut] ?? Number.POSITIVE_INFINITY) <= (before?.start ?? -1)) cut += 1;
    const opens = before === undefined || (cuts[cut] ?? Number.POSITIVE_INFINITY) <= atom.start;
    const between = opens ? '' : text.slice(before.end, atom.start);
    const isQuoted = quotedAtom(atom.start);
    if (opens || (!isQuoted && resumes(found, index, between))) except = undefined;
    if (except !== undefined) except.end = atom.end;
    else if (!isQuoted && excepts(found, index, between)) {
      except = { start: atom.start, end: atom.end };
      excepted.push(except);
    }
    if (isQuoted || except !== undefined || !isVerb(atom.text)) continue;
    if (!opens && BEFORE_NOUNS.has(before.text)) continue;
    if (!opens && !BEFORE_VERBS.has(before.text) && !/[,(]\s*$/u.test(between)) continue;
    asking.set(atom.start, atom.text);
    // A second verb begins a clause of its own, at the word that joins it.
    if (!opens && joins(before.text)) starts.add(before.start);
    else if (!opens && between.includes(',')) starts.add(atom.start);
  }
  const ordered = [...starts].sort((one, other) => one - other);
  let next = 0;
  const clauses = ordered.map((start, index) => {
    const end = ordered[index + 1] ?? text.length;
    const first = next;
    while ((found[next]?.start ?? Number.POSITIVE_INFINITY) < end) next += 1;
    return clauseOf({ start, end }, found.slice(first, next), asking);
  });
  return { clauses, excepted };
}

function clauseOf(
  span: { readonly start: number; readonly end: number },
  own: readonly Atom[],
  asking: ReadonlyMap<number, string>,
): Clause {
  const verbs = own.flatMap((atom) => asking.get(atom.start) ?? []);
  const nouns = verbs.some((verb) => LIGHT.has(verb)) ? own.flatMap((atom) => nounVerb(atom.text)) : [];
  const isGeneric = (atom: Atom, index: number): boolean =>
    own[index - 1]?.text === 'the' && GENERIC.has(atom.text);
  return {
    ...span,
    asks: [...verbs, ...nouns],
    towards: own.some((atom) => TOWARDS.has(atom.text)),
    pointing: own.some((atom, index) => POINTING.has(atom.text) || isGeneric(atom, index)),
  };
}

/** Whether places, asked for in order, lie in one of these spans, which are in order too. */
function within(spans: readonly { readonly start: number; readonly end: number }[]): (at: number) => boolean {
  let next = 0;
  return (at) => {
    while ((spans[next]?.end ?? Number.POSITIVE_INFINITY) <= at) next += 1;
    return at >= (spans[next]?.start ?? Number.POSITIVE_INFINITY);
  };
}

/** Whether a clause asks for something that lasts. */
export function acts(clause: Clause): boolean {
  return clause.asks.some(isActing);
}

function joins(word: string): boolean {
  return word === 'and' || word === 'then' || word === 'or' || word === 'also';
}

/** Whether two texts of the same atoms have the same signs between them, but for white space and marks of quotation. */
function sameSigns(one: string, other: string): boolean {
  const bare = (text: string): string =>
    plain(text)
      .replace(/[.!?,;:'"]+$/u, '')
      .replace(/^['"(]+/u, '');
  return bare(one) === bare(other);
}
