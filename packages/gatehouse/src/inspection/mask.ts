/** Puts a mask in the place of each finding. */
import { FINDABLE_CLASSES } from '../kernel/classes.ts';
import type { Finding } from './detector.ts';
import type { Mask } from './inspector.ts';

/**
 * INVARIANT: brackets are part of no finding, so that a mask never joins with what stands around it: scanning a
 * masked text again finds nothing of the masked classes.
 */
export const mask: Mask = ({ text, view }, findings) => {
  let masked = '';
  let position = 0;
  for (const { start, end, finding } of merge(findings)) {
    const name = `[${finding.class.toUpperCase()}]`;
    masked += text.slice(position, start) + (view === 'json' && finding.bare === true ? `"${name}"` : name);
    position = end;
  }
  return masked + text.slice(position);
};

/** The most telling class first: what overlaps is named by it. */
const RANKS: ReadonlyMap<string, number> = new Map(FINDABLE_CLASSES.map((name, rank) => [name, rank]));

interface Region {
  readonly start: number;
  end: number;
  finding: Finding;
}

function merge(findings: readonly Finding[]): readonly Region[] {
  const regions: Region[] = [];
  for (const finding of findings.toSorted((left, right) => left.start - right.start)) {
    const region = regions.at(-1);
    if (region === undefined || finding.start >= region.end) {
      regions.push({ start: finding.start, end: finding.end, finding });
      continue;
    }
    region.end = Math.max(region.end, finding.end);
    if (rank(finding) < rank(region.finding)) region.finding = finding;
  }
  return regions;
}

/** INVARIANT: independent of lengths, so that a stream and a whole text name the same thing alike. */
function rank({ class: name }: Finding): number {
  return RANKS.get(name) ?? RANKS.size;
}
