/** Judges text that a call carries along: whether it says only what the words and trusted fields say. */
import type { ArgumentManifest } from '../kernel/manifest.ts';
import type { Origin } from '../kernel/origins.ts';
import type { Knowledge } from './knowledge.ts';
import { looseOrigin } from './loose.ts';
import { atoms, isReference, plain, referencesIn } from './normalise.ts';
import type { Scope } from './scope.ts';
import { quotedAs } from './spelled.ts';
import { nameWords } from './verbs.ts';
import { occurrences, parts } from './words.ts';

export interface Carried {
  readonly name: string;
  readonly value: string;
  readonly argument: ArgumentManifest;
  /** Only the subject sees it, and it can be undone. */
  readonly local: boolean;
  /** Whether everybody to whom the call goes is founded. */
  readonly addressed: boolean;
}

export interface Judged {
  readonly origin: Origin;
  readonly founded: boolean;
}

export function judgeContent(knowledge: Knowledge, scope: Scope, carried: Carried): Judged {
  const { value, argument } = carried;
  const covers = (text: string): boolean => coverOf(text, knowledge, scope) !== undefined;
  const entitles = argument.role === 'name' || nameWords(carried.name).some((word) => TITLES.has(word));
  const bound = entitles ? titlesOf(scope) : [];
  if (bound.length > 0 && !bound.some((title) => fits(value, title, covers))) {
    return { origin: looseOrigin(knowledge, value, argument.role), founded: false };
  }
  if (scope.words.some((words) => quotedAs(words, value).length > 0))
    return pass('words', 'the words say it');
  if (deniesLess(value, scope))
    return { origin: looseOrigin(knowledge, value, argument.role), founded: false };
  const whole = scope.words.some((words) => occurrences(words, value).length > 0);
  if (whole) return pass('words', 'the words say it');
  const covered = coverOf(value, knowledge, scope);
  if (covered !== undefined) return pass(covered, 'it says only what the words and trusted fields say');
  const known = referencesIn(value).every((reference) => isKnownReference(reference, knowledge, scope));
  const loose = looseOrigin(knowledge, value, argument.role);
  if (known && carried.local)
    return { origin: { ...loose, how: `${loose.how}, but only the subject sees it` }, founded: true };
  if (known && carried.addressed) {
    if (argument.role === 'name' && isLabel(value, knowledge, scope))
      return pass('derived', 'a short label without anything that could be followed');
    if (argument.derived && asksToDerive(scope)) return pass('derived', 'the words ask for it, and for whom');
  }
  return { origin: loose, founded: false };
}

function pass(kind: Origin['kind'], how: string): Judged {
  return { origin: { kind, how }, founded: true };
}

/** Words that carry a sentence and say nothing by themselves. */
const CARRIERS = new Set(
  (
    'a an the this that these those i you he she it we they me him her us them my your his its our their mine yours s t d m ll re ve ' +
    'am is are was were be been being do does did have has had will would shall should can could may might must ' +
    'and or but so if then than as at by for from in into of on to with about after before during until up down out over under again here there when where which who whom whose what why how ' +
    'yes all any each some both few more most other such only same too very just also please ' +
    'hi hello hey dear thanks thank regards best kind sincerely cheers greetings'
  ).split(' '),
);

const DENYING = /\b(?:not|no|never|neither|nor|without|nothing|nobody|none|cannot)\b|n['’]t\b/giu;

/**
 * Whether a clause that asks for the call denies something and the text does not. WHY: without that one word, the same
 * words say the contrary. (With it, they need it to stand in the words like any other.)
 */
function deniesLess(value: string, scope: Scope): boolean {
  const own = value.match(DENYING)?.length ?? 0;
  return scope.asking.some(({ words, clause }) => {
    const said = [...words.text.slice(clause.start, clause.end).matchAll(DENYING)].filter(
      ({ index }) =>
        !words.excepted.some((span) => span.start === clause.start + index) &&
        !words.quotations.some((one) => one.start <= clause.start + index && clause.start + index < one.end),
    );
    return said.length > own;
  });
}

/** Whether every word of a text stands in the words or in trusted fields, and what for the latter. */
function coverOf(value: string, knowledge: Knowledge, scope: Scope): 'words' | 'field' | undefined {
  const found = atoms(value);
  if (!referencesIn(value).every((reference) => isKnownReference(reference, knowledge, scope)))
    return undefined;
  if (found.length === 0) return /[\p{L}\p{N}]/u.test(value) ? undefined : 'words';
  let fields = false;
  for (const atom of found) {
    if (isReference(atom.text)) continue;
    for (const word of [atom.text, ...parts(atom.text)]) {
      if (scope.words.some((words) => words.vocabulary.has(word))) break;
      if (CARRIERS.has(word)) continue;
      if (!knowledge.vocabulary.has(word)) {
        if (word === atom.text && parts(word).length > 0) continue;
        return undefined;
      }
      fields = true;
      if (word === atom.text) break;
    }
  }
  return fields ? 'field' : 'words';
}

/** An address, account or long number that the words hold, or a trusted description. */
function isKnownReference(reference: string, knowledge: Knowledge, scope: Scope): boolean {
  return knowledge.references.has(reference) || scope.words.some((words) => words.references.has(reference));
}

const LABEL_MAX = 60;
const LABEL_WORDS_MAX = 8;
const LABEL = /^[\p{L}\p{M}\p{N} ,.'’&()/:?-]+$/u;
const SENTENCE_END = /[.](?: |$)/u;

/**
 * A few words that are no sentence, of which none comes from outsiders alone, and without a number that nobody trusted
 * said.
 * WHY words that stand nowhere pass: whoever asks for a call leaves it to the agent what to call it.
 */
function isLabel(value: string, knowledge: Knowledge, scope: Scope): boolean {
  const found = atoms(value);
  if (value.length > LABEL_MAX || found.length > LABEL_WORDS_MAX) return false;
  if (!LABEL.test(value) || SENTENCE_END.test(value)) return false;
  return found.every(({ text }) => {
    const trusted = knowledge.vocabulary.has(text) || scope.words.some((words) => words.vocabulary.has(text));
    return trusted || CARRIERS.has(text) || !(/\p{N}/u.test(text) || knowledge.isOutsideWord(text));
  });
}

const DERIVING =
  /\b(?:summar(?:y|ies|i[sz]e[ds]?)|overview|list|digest|feedback|information about|info about|answers?|results?|scores?|translat(?:e|ion)|report|review|details?|recap|minutes|suggest(?:ions?)?|explain|describe)\b/iu;

/** Whether a clause that asks for the call asks for something derived, or points back at a clause that does. */
function asksToDerive(scope: Scope): boolean {
  return scope.asking.some(({ words, clause }) => {
    const before = words.clauses[words.clauses.indexOf(clause) - 1];
    const from = clause.pointing && before !== undefined ? before.start : clause.start;
    return DERIVING.test(words.text.slice(from, clause.end));
  });
}

const TITLES = new Set(['title', 'subject', 'heading']);
const TITLED =
  /\b(?:titled?|called|named?|subject|heading|event|label(?:led|ed)?)\b[^'"“‘`.!?]{0,24}['"“‘`]$/iu;

/** Titles that the words give in quotation marks. */
function titlesOf(scope: Scope): string[] {
  // WHY only words that ask for the call: elsewhere a title tells which thing is meant.
  const asking = new Set(scope.asking.map(({ words }) => words));
  return [...asking].flatMap((words) =>
    words.quotations
      .filter(
        (one) =>
          scope.covers(words, one.start) &&
          TITLED.test(words.text.slice(Math.max(0, one.start - 60), one.start)),
      )
      .map((one) => one.text),
  );
}

/** A title is what the words say, with trusted text where these leave a place: `Dinner at {restaurant}`. */
function fits(value: string, title: string, covers: (text: string) => boolean): boolean {
  const pieces = plain(title).split(/\{[^{}]*\}/u);
  let rest = plain(value);
  for (const [index, piece] of pieces.entries()) {
    const at = index === pieces.length - 1 ? rest.length - piece.length : rest.indexOf(piece);
    if (at < 0 || !rest.startsWith(piece, at)) return false;
    const filled = rest.slice(0, at);
    if (index === 0 ? filled !== '' : filled === '' || !covers(filled)) return false;
    rest = rest.slice(at + piece.length);
  }
  return true;
}
