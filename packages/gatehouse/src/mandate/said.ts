/** Values that stand in the words: as what they are, and in a clause that can mean the tool. */

import type { Knowledge } from './knowledge.ts';
import { type Atom, plain } from './normalise.ts';
import { singular } from './nouns.ts';
import type { Scope } from './scope.ts';
import { type Found, isTarget, quoteWords, type Sought } from './sought.ts';
import { isStatedAmount, spelled } from './spelled.ts';
import { isOnlySpokenOf, tellsOfMe } from './spoken-of.ts';
import { nameWords } from './verbs.ts';
import { acts, clauseAt, type Words } from './words.ts';

/** It stands in the words, as what it is and in a clause that can mean this tool. */
export function inWords(knowledge: Knowledge, scope: Scope, sought: Sought): Found | undefined {
  const targets = isTarget(sought.role);
  // WHY: in `invite her to Slack`, Slack is where the tool works and nobody whom it could address.
  if (targets && isOwnName(sought)) return undefined;
  const bound = sought.role === 'amount' && statesAmounts(scope);
  const told = tellsOfMe(knowledge, scope);
  for (const words of scope.words) {
    for (const at of spelled(words, sought)) {
      if (targets ? !scope.addresses(words, at) || isText(words, at) : !scope.covers(words, at)) continue;
      if (targets && !told && isOnlySpokenOf(words, at, sought.argument)) continue;
      if (bound && !isAsking(scope, words, at)) continue;
      return {
        origin: { kind: 'words', how: 'it stands in the words', source: quoteWords(words, at) },
        at: `words${words.step}@${at}`,
      };
    }
  }
  return undefined;
}

/** Whether a clause that asks for the tool says how much; then no other amount is meant. */
function statesAmounts(scope: Scope): boolean {
  return scope.asking.some(({ words, clause }) =>
    words.numbers.some(
      (number) =>
        !number.percent &&
        number.at >= clause.start &&
        number.at < clause.end &&
        isStatedAmount(words, number.at),
    ),
  );
}

function isAsking(scope: Scope, words: Words, at: number): boolean {
  return scope.asking.some(
    (found) => found.words === words && at >= found.clause.start && at < found.clause.end,
  );
}

function isOwnName({ tool, value }: Sought): boolean {
  return tool.split('/').flatMap(nameWords).includes(plain(value));
}

/** Behind `the following message:` stands what is to be sent, not whom it is sent to. */
function isText(words: Words, at: number): boolean {
  const clause = clauseAt(words, at);
  if (clause === undefined) return true;
  const before = words.text.slice(Math.max(0, clause.start - REACH), clause.start).trimEnd();
  return (
    before.endsWith(':') &&
    /\b(?:message|question|text|body|content|saying|reply|note|comment|post)\b[^:]*:$/iu.test(before) &&
    !acts(clause)
  );
}

const DENIED = /\b(?:not|no|non|never|without)\W+(?:\w+\W+)?$/iu;
/** Behind one of these, a word stands for somebody or something: `tell the admin` makes nobody one. */
const SOMEONES = /^(?:the|my|our|your|his|her|their|to|from|by|of|for)$/u;

/** Whether the words want what the word there says: `with force`, `without force`; or say nothing of it. */
function isSaid(words: Words, index: number, scope: Scope): 'true' | 'false' | undefined {
  const at = words.atoms[index]?.start ?? 0;
  if (DENIED.test(words.text.slice(Math.max(0, at - REACH), at)))
    return isAsking(scope, words, at) ? 'false' : undefined;
  return scope.covers(words, at) && !SOMEONES.test(words.atoms[index - 1]?.text ?? '') ? 'true' : undefined;
}

/** How far back something is looked for that changes what stands here, in characters. */
const REACH = 120;

/** One of a few values, named beside the name of its argument: `recurring`, `read permissions`. */
export function asChoice(_: Knowledge, scope: Scope, sought: Sought): Found | undefined {
  if (sought.role !== 'choice') return undefined;
  const names = plain(sought.argument)
    .split(/[^\p{L}]+/u)
    .filter((name) => name.length > 2);
  const isName = (atom: Atom | undefined): boolean =>
    atom !== undefined && names.some((name) => singular(atom.text) === singular(name));
  for (const words of scope.words) {
    for (const [index, atom] of words.atoms.entries()) {
      const says =
        sought.value === 'true' || sought.value === 'false'
          ? isName(atom) && isSaid(words, index, scope) === sought.value
          : isName(words.atoms[index + 1]) &&
            scope.covers(words, atom.start) &&
            (atom.text === plain(sought.value) || atom.text[0] === sought.value);
      if (says)
        return {
          origin: { kind: 'words', how: 'the words choose it', source: quoteWords(words, atom.start) },
          at: `words${words.step}@${atom.start}`,
        };
    }
  }
  return undefined;
}
