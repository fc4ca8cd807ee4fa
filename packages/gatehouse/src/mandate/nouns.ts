/** Words as names and as nouns: which of them tell something apart, and what they are in the singular. */
import { isVerb, nameWords } from './verbs.ts';

export function singular(noun: string): string {
  return noun
    .replace(/ies$/u, 'y')
    .replace(/(?<=ss|x|sh|[nrt]ch)es$/u, '')
    .replace(/(?<=[^s])s$/u, '');
}

const COMMON = new Set(
  'the a an and or of to in on at for from with by as is are was be my your his her their our its it this that me you all any some new old last next first most more other same file files list document email emails message messages event events meeting channel user contact name title date time today please summary note notes copy also however then after before so now here there what which who whom when where why how not no yes hi hello hey dear thanks note visit go january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday'.split(
    ' ',
  ),
);

export function isCommon(word: string): boolean {
  return COMMON.has(word);
}

/** Whether a name says more than a word of everyday language does. */
export function isTelling(name: string, kind: string): boolean {
  const own = name.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '');
  return own.some(
    (word) => word.length > 2 && !COMMON.has(word) && singular(word) !== singular(kind) && !isVerb(word),
  );
}

const PEOPLE = new Set(
  'user person people member contact recipient participant attendee guest employee customer client colleague friend payee receiver assignee reviewer author owner to cc bcc'.split(
    ' ',
  ),
);

/** Whether things of a kind, or where none is said what an argument names, are people or companies. */
export function isOfPeople(kind: string | undefined, argument: string): boolean {
  const nouns = kind === undefined ? nameWords(argument) : [kind];
  return nouns.some((noun) => PEOPLE.has(singular(noun)));
}
