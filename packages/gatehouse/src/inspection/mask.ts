/** Puts something else in the place of findings: a mask, or whatever stands for them. */
import { FINDABLE_CLASSES } from '../kernel/classes.ts';
import type { Passage } from '../kernel/passage.ts';
import type { Finding } from './detector.ts';

/** A stretch of text that is replaced as one. */
export interface Region {
  readonly start: number;
  readonly end: number;
  /** The one that names it. */
  readonly finding: Finding;
  /** All that it covers. */
  readonly findings: readonly Finding[];
}

/**
 * Replaces findings by their mask, `[EMAIL]` for class `email`. Overlapping findings become one.
 * INVARIANT: brackets are part of no finding, so that a mask never joins with what stands around it.
 */
export function mask(passage: Pick<Passage, 'text' | 'view'>, findings: readonly Finding[]): string {
  return replace(passage, regionsOf(findings), maskOf);
}

export function maskOf({ finding }: Pick<Region, 'finding'>): string {
  return `[${finding.class.toUpperCase()}]`;
}

/**
 * Writes `name(region)` where each region stands. In the `json` view, inside of a string it is escaped (RFC 8259
 * section 7), and outside of one (`bare`) it is quoted, so that the result is still JSON.
 */
export function replace(
  { text, view }: Pick<Passage, 'text' | 'view'>,
  regions: readonly Region[],
  name: (region: Region) => string,
): string {
  let replaced = '';
  let position = 0;
  for (const region of regions) {
    const quoted = view === 'json' ? JSON.stringify(name(region)) : name(region);
    const written = view === 'json' && region.finding.bare !== true ? quoted.slice(1, -1) : quoted;
    replaced += text.slice(position, region.start) + written;
    position = region.end;
  }
  return replaced + text.slice(position);
}

/** The regions of findings, in order, without overlaps, each named by its most telling finding. */
export function regionsOf(findings: readonly Finding[]): readonly Region[] {
  const regions: { start: number; end: number; finding: Finding; findings: Finding[] }[] = [];
  for (const finding of findings.toSorted((left, right) => left.start - right.start)) {
    const region = regions.at(-1);
    if (region === undefined || finding.start >= region.end) {
      regions.push({ start: finding.start, end: finding.end, finding, findings: [finding] });
      continue;
    }
    region.findings.push(finding);
    region.end = Math.max(region.end, finding.end);
    if (rank(finding) < rank(region.finding)) region.finding = finding;
  }
  return regions;
}

/** The most telling class first: what overlaps is named by it. */
const RANKS: ReadonlyMap<string, number> = new Map(FINDABLE_CLASSES.map((name, rank) => [name, rank]));

/** INVARIANT: independent of lengths, so that a stream and a whole text name the same thing alike. */
function rank({ class: name }: Finding): number {
  return RANKS.get(name) ?? RANKS.size;
}
