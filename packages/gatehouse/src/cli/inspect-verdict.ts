/** What a finding amounts to, in the words of `gatehouse inspect`. */
import { type Finding, verdictOf } from '../inspection/detector.ts';

/** The one class that is a judgement of a text, not data in it. */
const INJECTION = 'injection';

export function toldVerdict(finding: Finding): 'attack' | 'found' | 'unsure' {
  const verdict = verdictOf(finding);
  return verdict === 'found' && finding.class === INJECTION ? 'attack' : verdict;
}
