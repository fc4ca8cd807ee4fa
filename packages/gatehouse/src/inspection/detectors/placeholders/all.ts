/** Finds the placeholders that stand for data of the request, so that whoever may see the data gets it back. */
import { BEGINNING, CONTEXT, type Detector, type Finding, type Glance, type Scan } from '../../detector.ts';
import { PLACEHOLDER_FORM, PLACEHOLDER_MAX } from '../../placeholder.ts';
import { digestOfRules } from '../rules.ts';

/** The name of the detector; what it finds is no data, but stands for data of the class. */
export const PLACEHOLDER = 'placeholder';

const FORM = new RegExp(PLACEHOLDER_FORM, 'y');
const BEGINS = /<(?:[A-Z][A-Z0-9_]{0,74})?$/;
/** What an address begins with in which nothing is ever restored: it would leave with the next click, or before. */
const ADDRESS = /(?:\/\/|\]\(|\b(?:data|mailto|javascript|href|src)\b)[^\s<>]*$/i;

const placeholder: Detector = {
  name: PLACEHOLDER,
  classes: [],
  version: digestOfRules(1, FORM.source, ADDRESS.source),
  reach: PLACEHOLDER_MAX,
  literals: ['<'],
  scan,
};

export const PLACEHOLDERS: readonly Detector[] = [placeholder];

function scan({ text, hits, background }: Glance, cursor: Scan['next'], last: boolean): Scan {
  const known = background?.placeholders;
  const findings: Finding[] = [];
  let { from } = cursor;
  if (known === undefined || known.size === 0) return { findings, next: { ...BEGINNING, from: text.length } };
  for (let index = hits.from(from); index < hits.length; index += 1) {
    const start = hits.start(index);
    if (start < from) continue;
    FORM.lastIndex = start;
    const match = FORM.exec(text);
    if (match === null) {
      if (
        !last &&
        BEGINS.test(text.slice(start, start + PLACEHOLDER_MAX)) &&
        text.length - start < PLACEHOLDER_MAX
      ) {
        return { findings, next: { ...BEGINNING, from: start } };
      }
      continue;
    }
    from = start + match[0].length;
    if (!known.has(match[0]) || isInAddress(text, start)) continue;
    const name = (match[1] ?? '').toLowerCase();
    findings.push({ class: name, detector: PLACEHOLDER, start, end: from, confidence: 1, reads: match[0] });
  }
  return { findings, next: { ...BEGINNING, from: text.length } };
}

function isInAddress(text: string, start: number): boolean {
  return ADDRESS.test(text.slice(Math.max(0, start - CONTEXT), start));
}
