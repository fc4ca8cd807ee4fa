/** Notes that an answer declines, by how it begins. */
import type { Cursor, Detector, Glance, Scan } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { REFUSALS } from './refusals.ts';

/** Who declines says so at once. */
const HEAD = 240;
const CONFIDENCE = 0.8;
const PATTERNS = Object.values(REFUSALS)
  .flat()
  .map((pattern) => new RegExp(pattern, 'iu'));
const DONE = [1];

export const refusal: Detector = {
  name: 'refusal',
  classes: ['refusal'],
  version: digestOfRules(1, REFUSALS, HEAD, CONFIDENCE),
  reach: HEAD,
  holds: false,
  scan,
};

function scan({ text, role }: Glance, { from, carry }: Cursor, last: boolean): Scan {
  const done = { from: text.length, floor: 0, inside: false, carry: DONE };
  if (role !== 'assistant' || carry !== undefined) return { findings: [], next: done };
  if (text.length - from < HEAD && !last) return { findings: [], next: { from, floor: 0, inside: false } };
  const head = text.slice(from, from + HEAD);
  for (const pattern of PATTERNS) {
    const match = pattern.exec(head);
    if (match === null) continue;
    const start = from + match.index;
    const end = start + match[0].length;
    return {
      findings: [{ class: 'refusal', detector: 'refusal', start, end, confidence: CONFIDENCE }],
      next: done,
    };
  }
  return { findings: [], next: done };
}
