/** What is known of everything that a crossing carries: the marks of its findings, and the kinds of what is unread. */
import { type Finding, verdictOf } from '../inspection/detector.ts';
import type { Sighting } from '../inspection/inspector.ts';
import { type Label, NOTHING } from '../kernel/labels.ts';
import { marksOf } from '../kernel/marks.ts';
import type { Role } from '../kernel/passage.ts';

/** Joins the marks of sightings and the kinds of what could not be read. */
export function labelOf(sightings: readonly Sighting[], opaque: readonly { readonly kind: string }[]): Label {
  const marks = new Set<string>();
  for (const { passage, finding } of sightings) {
    for (const mark of marksOfFinding(finding, passage.role)) marks.add(mark);
  }
  return labelWith(marks, new Set(opaque.map(({ kind }) => kind)));
}

export function labelWith(marks: Iterable<string>, opaque: Iterable<string>): Label {
  return { ...UNMANDATED, classes: [...marks].sort(), opaque: [...opaque].sort() };
}

export function marksOfFinding(finding: Finding, role: Role): readonly string[] {
  return marksOf(finding.class, role, verdictOf(finding));
}

/** WHY: without a mandate nothing is known of where words came from; a message's role proves nothing. */
const UNMANDATED: Label = { ...NOTHING, integrity: 'untrusted' };
