/** What each concept does to a text that is read: which of them make it worth a closer look. */
import { tableOf, type WordTable } from '../word-table.ts';
import { CONCEPT, type Concept, ENTRIES } from './lexicon.ts';

/** What a concept does to a text that is read. */
export const OPENS = 1;
/** Opens at the beginning of a statement, and behind a word that asks. */
export const ORDERS = 2;
/** Tells that the text talks about attacks. */
export const TALKS = 4;
/** Stands before an order that is no beginning: "please", "then", "you must". */
export const ASKS = 8;

const ROLES: readonly (readonly [role: number, concepts: readonly Concept[]])[] = [
  [
    OPENS,
    [
      'override',
      'prompt',
      'now_on',
      'persona',
      'jail_name',
      'unrestricted',
      'secrecy',
      'instruction',
      'restriction',
      'refuse',
      'in_character',
      'verbatim',
      'ai',
      'system',
      'encoding',
      'unseen',
      'start_with',
      'secret',
      'task',
      'response',
      'user',
      'question',
      'mode',
      'transform',
    ],
  ],
  [
    ORDERS,
    [
      'polite',
      'instead',
      'comply',
      'only',
      'reveal',
      'say',
      'send',
      'act',
      'urgent',
      'harm',
      'fiction',
      'done',
    ],
  ],
  [TALKS, ['security', 'example']],
];

export const ROLE: Uint8Array = new Uint8Array(256);
for (const [role, concepts] of ROLES) for (const concept of concepts) ROLE[CONCEPT[concept]] = role;

/** Words of these concepts ask for what follows. */
const ASKING: readonly Concept[] = ['polite', 'instead', 'comply', 'urgent', 'ai'];
export const ASKING_WORDS: readonly string[] = ENTRIES.filter(
  ({ concept, words, isStem }) =>
    !isStem && words.length === 1 && ASKING.some((name) => CONCEPT[name] === concept),
).map(({ words }) => words[0] ?? '');
export const IS_ASKING: WordTable = tableOf(ASKING_WORDS.join(' '));

/** Whose words a text is: people who may instruct a model, or data that may not. */
export type Voice = 'person' | 'data';
