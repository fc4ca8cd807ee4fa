/** Finds canaries: strings that an operator put where no answer should repeat them from. */
import type { Cursor, Detector, Finding, Glance, Scan } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { unfinishedOf } from './unfinished.ts';

/** A detector of `canaries`, in any case (ASCII); they should be random, and of at least eight characters. */
export function canaryOf(canaries: readonly string[]): Detector {
  const unfinished = unfinishedOf(canaries);
  function scan({ text, hits, role }: Glance, cursor: Cursor, last: boolean): Scan {
    const findings: Finding[] = [];
    let from = cursor.from;
    const isAnswer = role === 'assistant' || role === 'error';
    for (let index = hits.from(from); isAnswer && index < hits.length; index += 1) {
      const start = hits.start(index);
      if (start < from) continue;
      from = hits.end(index);
      findings.push({ class: 'prompt_leak', detector: 'canary', start, end: from, confidence: 0.99 });
    }
    const open = last || !isAnswer ? text.length : unfinished(text, { from, floor: from });
    return { findings, next: { from: open, floor: 0, inside: false } };
  }
  return {
    name: 'canary',
    classes: ['prompt_leak'],
    version: digestOfRules(1, canaries),
    reach: Math.max(1, ...canaries.map(({ length }) => length)),
    literals: canaries,
    scan,
  };
}
