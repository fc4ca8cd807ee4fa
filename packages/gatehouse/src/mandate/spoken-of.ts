/** Tells whom the words only speak of: whose report is sent on, about whom somebody writes. Nothing goes to them. */
import type { Knowledge } from './knowledge.ts';
import type { Scope } from './scope.ts';
import { nameWords } from './verbs.ts';
import { clauseAt, type Words } from './words.ts';

/** What goes back goes to those from whom something came. */
const RETURNING = new Set('reply respond answer return refund reimburse'.split(' '));
/** Arguments that name where something comes from. */
const ORIGINS = new Set('from source sender debit payer origin owner author'.split(' '));
const SOURCE =
  /\b(?:from|by|about|regarding|concerning|re|mentioning|against|on behalf of)(?: (?:the|a|an|my|our|user|customer|member|colleague|company|contact|address|account|iban))*[ '"“‘`<(:]*$/iu;
const OWNER =
  /^\p{Lu}[\p{L}\p{M}-]*(?: \p{Lu}[\p{L}\p{M}-]*)*['’]s (?!(?:e-?mail|mail|address|inbox|account|iban|number|card|channel|calendar)\b)/u;
/** How far a look goes, in characters. */
const REACH = 80;

/** Whether the words name somebody at a place for another reason than that something goes there. */
export function isOnlySpokenOf(words: Words, at: number, argument: string): boolean {
  if (nameWords(argument).some((word) => ORIGINS.has(word))) return false;
  const source = SOURCE.exec(words.text.slice(Math.max(0, at - REACH), at))?.[0];
  if (source === undefined) return OWNER.test(words.text.slice(at, at + REACH));
  const returns = clauseAt(words, at)?.asks.some((verb) => RETURNING.has(verb)) ?? false;
  return !(returns && /^(?:from|by)\b/iu.test(source));
}

/** Whether a message to which the words point asks for something to be sent to `me`: to whoever wrote it. */
export function tellsOfMe({ words: own }: Knowledge, { asking }: Scope): boolean {
  return asking.some(
    ({ words, clause }) =>
      !own.includes(words) && /\bme\b/iu.test(words.text.slice(clause.start, clause.end)),
  );
}
