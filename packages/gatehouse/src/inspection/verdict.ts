/** What a finding amounts to: found or unsure; for instructions that attack, attack or unsure. */
import { type Finding, SURE } from './detector.ts';

export type Verdict = 'attack' | 'found' | 'unsure';

/** The one class whose findings are verdicts over a text, not data in it. */
const INJECTION = 'injection';

export function verdictOf({ class: name, confidence }: Pick<Finding, 'class' | 'confidence'>): Verdict {
  if (confidence < SURE) return 'unsure';
  return name === INJECTION ? 'attack' : 'found';
}
