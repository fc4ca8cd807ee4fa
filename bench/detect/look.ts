/** What the shipped detectors see in a text, and what the measurements of it share. */
import type { Finding } from '../../packages/gatehouse/src/inspection/detector.ts';
import { SURE } from '../../packages/gatehouse/src/inspection/detector.ts';
import { DETECTORS } from '../../packages/gatehouse/src/inspection/detectors/all.ts';
import { createInspector } from '../../packages/gatehouse/src/inspection/engine.ts';
import type { ClassGroup, ClassInfo } from '../../packages/gatehouse/src/kernel/classes/class.ts';
import { DATA_CLASSES } from '../../packages/gatehouse/src/kernel/classes.ts';
import type { Role } from '../../packages/gatehouse/src/kernel/passage.ts';

const inspector = createInspector({ detectors: DETECTORS, memoBytes: 0 });

export function findingsIn(text: string, role: Role = 'user'): readonly Finding[] {
  const slot = { start: 0, end: 0, kind: 'string' } as const;
  const passage = { place: '$', role, view: 'text', text, slot, signed: false } as const;
  const inspected = inspector.inspect('bench', [passage]);
  if (!inspected.ok) throw new Error(inspected.fault.message, { cause: inspected.fault });
  return inspected.value.map(({ finding }) => finding);
}

const GROUP_OF: ReadonlyMap<string, ClassGroup> = new Map(
  Object.entries<ClassInfo>(DATA_CLASSES).map(([name, { group }]) => [name, group]),
);

export function groupOf({ class: name }: Finding): ClassGroup | undefined {
  return GROUP_OF.get(name);
}

export function isKnownClass(name: string): boolean {
  return GROUP_OF.has(name);
}

export function isFound({ confidence }: Finding): boolean {
  return confidence >= SURE;
}

/** A share with four digits; null where there is nothing to divide by. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000;
}

/** Rows by what they have in common, in order of their first. */
export function groupBy<Row>(rows: readonly Row[], key: (row: Row) => string): ReadonlyMap<string, Row[]> {
  return Map.groupBy(rows, key);
}

/** The measurement of one corpus: what goes into the result, and lines for people. */
export interface Measurement {
  readonly result: Record<string, unknown>;
  readonly lines: readonly string[];
}

/** What a measurement is given: where the corpus lies, and whether to show where it went wrong. */
export interface Setting {
  readonly corpus: string;
  /** How many of the texts that went wrong are shown. */
  readonly show: number;
}
