/** The words by which people ask for what has most or least of something. */
import type { Clause } from './words.ts';

interface Superlative {
  readonly pattern: RegExp;
  readonly highest: boolean;
  /** Names of fields that it is about; none where the words name the field. */
  readonly of: readonly string[];
}

export const SUPERLATIVES: readonly Superlative[] = [
  { pattern: /\b(?:largest|biggest)\b/iu, highest: true, of: ['size', 'amount', 'total'] },
  { pattern: /\bsmallest\b/iu, highest: false, of: ['size', 'amount', 'total'] },
  { pattern: /\b(?:cheapest|least expensive)\b/iu, highest: false, of: ['price', 'cost', 'amount', 'fee'] },
  {
    pattern: /\b(?:most expensive|priciest|dearest)\b/iu,
    highest: true,
    of: ['price', 'cost', 'amount', 'fee'],
  },
  {
    pattern: /\b(?:(?:highest|best|top)[ -]rated|best ratings?|highest ratings?)\b/iu,
    highest: true,
    of: ['rating', 'score', 'stars'],
  },
  { pattern: /\b(?:lowest|worst)[ -]rat(?:ed|ing)\b/iu, highest: false, of: ['rating', 'score', 'stars'] },
  {
    pattern: /\b(?:newest|latest|most recent)\b/iu,
    highest: true,
    of: ['date', 'time', 'timestamp', 'created', 'modified'],
  },
  {
    pattern: /\b(?:oldest|earliest)\b/iu,
    highest: false,
    of: ['date', 'time', 'timestamp', 'created', 'modified'],
  },
  { pattern: /\b(?:highest|most|greatest)\b/iu, highest: true, of: [] },
  { pattern: /\b(?:lowest|fewest|least)\b/iu, highest: false, of: [] },
];

const remembered = new WeakMap<Clause, boolean>();

/** Whether a clause of this text asks for an extreme. */
export function asksForExtreme(clause: Clause, text: string): boolean {
  const known = remembered.get(clause) ?? SUPERLATIVES.some(({ pattern }) => pattern.test(text));
  remembered.set(clause, known);
  return known;
}
