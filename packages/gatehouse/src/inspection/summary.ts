/** What evidence says about findings: how many of which class, and nothing of their content. */
import type { Finding } from './detector.ts';

/** A finding that was reported again because it grew counts once. */
export function countByClass(findings: Iterable<Finding>): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  const seen = new Set<string>();
  for (const { class: name, detector, start } of findings) {
    const key = `${detector}@${start}`;
    if (seen.has(key)) continue;
    seen.add(key);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
