/** What the charter wants done with data that may go on, and which of it a finding gets. */
import { type Finding, verdictOf } from '../inspection/detector.ts';
import { marksOf } from '../kernel/marks.ts';
import type { Role } from '../kernel/passage.ts';

/** In falling order of severity: replaced for good or for a while, taken for certain, only counted. */
const TREATMENTS = ['tokenise', 'mask', 'label', 'count'] as const;

export type Treatment = (typeof TREATMENTS)[number];

/** By mark. */
export type Treatments = ReadonlyMap<string, Treatment>;

/** The most severe treatment of any of these marks; undefined when none of them has one. */
export function strictest(treatments: Treatments, marks: readonly string[]): Treatment | undefined {
  return TREATMENTS.find((treatment) => marks.some((mark) => treatments.get(mark) === treatment));
}

export function treatmentOf(treatments: Treatments, finding: Finding, role: Role): Treatment | undefined {
  if (treatments.size === 0) return undefined;
  return strictest(treatments, marksOf(finding.class, role, verdictOf(finding)));
}

/** Whether the data itself is replaced. */
export function replaces(treatment: Treatment | undefined): treatment is 'tokenise' | 'mask' {
  return treatment === 'tokenise' || treatment === 'mask';
}

export function isTreatment(kind: string): kind is Treatment {
  return (TREATMENTS as readonly string[]).includes(kind);
}
