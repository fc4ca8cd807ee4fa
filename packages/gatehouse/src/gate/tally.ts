/** Counts what inspection saw and did, for the evidence: by class, never by content. */
import { type Finding, verdictOf } from '../inspection/detector.ts';
import { PLACEHOLDER } from '../inspection/detectors/placeholders/all.ts';
import type { InspectionEvidence } from '../ledger/evidence.ts';

type Counts = Record<string, number>;

export class Tally {
  passages = 0;
  characters = 0;
  readonly findings: Counts = {};
  readonly suspected: Counts = {};
  readonly masked: Counts = {};
  readonly tokenised: Counts = {};
  readonly restored: Counts = {};

  /** WHY not placeholders: they are no data, and what they stand for was counted on its way out. */
  see(finding: Finding): void {
    if (finding.detector === PLACEHOLDER) return;
    count(verdictOf(finding) === 'found' ? this.findings : this.suspected, finding.class);
  }

  add(what: 'masked' | 'tokenised' | 'restored', counts: Readonly<Record<string, number>>): void {
    for (const [name, times] of Object.entries(counts)) count(this[what], name, times);
  }

  /** WHY some only when there are any: most crossings have none, and every byte of evidence is kept for years. */
  evidence(): Omit<InspectionEvidence, 'rules' | 'integrity' | 'notInspected'> {
    const { passages, characters, findings, masked } = this;
    return {
      passages,
      characters,
      findings: { ...findings },
      masked: { ...masked },
      ...some('suspected', this.suspected),
      ...some('tokenised', this.tokenised),
      ...some('restored', this.restored),
    };
  }
}

function some(name: string, counts: Counts): Readonly<Record<string, Counts>> {
  return Object.keys(counts).length === 0 ? {} : { [name]: { ...counts } };
}

function count(counts: Counts, name: string, times = 1): void {
  counts[name] = (counts[name] ?? 0) + times;
}
