/** A custom detector as the configuration states it, and as it runs. */
import type { Settings } from '../../config/schema.ts';
import type { Cursor, Detector, Finding, Glance, Scan } from '../detector.ts';
import { digestOfRules } from '../detectors/rules.ts';
import { contextOf, type IsSupported } from './context.ts';
import { Pattern } from './pattern.ts';
import { NONE, OPEN, Phrases } from './phrases.ts';
import { compile } from './program.ts';
import { VALIDATORS } from './validators.ts';

export type CustomRule = Settings['inspection']['detectors'][number];

/** What makes a rule unusable: the key that is wrong, and why. */
export interface Objection {
  readonly key: 'pattern' | 'words';
  readonly message: string;
}

/** The detectors of a rule: one for its pattern, one for its words. */
export function detectorsOf(rule: CustomRule): readonly Detector[] | Objection {
  const detectors: Detector[] = [];
  if (rule.pattern !== undefined) {
    const program = compile(rule.pattern, rule.reach);
    if (typeof program === 'string') return { key: 'pattern', message: program };
    detectors.push(
      detectorOf(rule, {
        reach: program.longest + 1,
        // WHY absent and not empty: a detector with literals is not asked where there are none.
        ...(program.prefixes.length === 0 ? {} : { literals: program.prefixes }),
        scan: patternScan(rule, new Pattern(program)),
      }),
    );
  }
  if (rule.words !== undefined) {
    const phrases = new Phrases(rule.words);
    detectors.push(detectorOf(rule, { reach: phrases.reach, scan: phraseScan(rule, phrases) }));
  }
  return detectors;
}

function detectorOf(rule: CustomRule, parts: Pick<Detector, 'reach' | 'literals' | 'scan'>): Detector {
  return {
    name: rule.id,
    classes: [rule.class],
    version: digestOfRules(1, rule),
    ...parts,
  };
}

/** Whether a value is what the rule is after, as far as its form does not say. */
function checkOf({ validator, context = [] }: CustomRule) {
  const isSupported: IsSupported = contextOf(context);
  const isValid = validator === undefined ? () => true : VALIDATORS[validator];
  return ({ text, words }: Glance, start: number, end: number) =>
    isValid(text.slice(start, end)) && isSupported(text, words, start);
}

function patternScan(rule: CustomRule, pattern: Pattern): Detector['scan'] {
  const isMeant = checkOf(rule);
  return (glance, cursor, last) => {
    const findings: Finding[] = [];
    let { from, floor } = cursor;
    const stretch = () => ({ text: glance.text, hits: glance.hits, from, floor, last });
    let open = pattern.open(stretch());
    for (let match = pattern.next(stretch()); match !== undefined; match = pattern.next(stretch())) {
      if (match.start >= open) break;
      from = match.end;
      floor = match.end;
      if (isMeant(glance, match.start, match.end)) findings.push(findingOf(rule, match));
      if (from > open) open = pattern.open(stretch());
    }
    return { findings, next: nextOf(Math.max(from, open), floor) };
  };
}

function phraseScan(rule: CustomRule, phrases: Phrases): Detector['scan'] {
  const isMeant = checkOf(rule);
  return (glance, cursor, last): Scan => {
    const { text, words } = glance;
    const spoken = { text, words, last };
    const findings: Finding[] = [];
    let from = cursor.from;
    for (let index = words.from(from); index < words.length; index += 1) {
      const start = words.start(index);
      if (start < from || !phrases.mayBegin(words.hash(index))) continue;
      const end = phrases.endAt(spoken, index);
      if (end === OPEN) return { findings, next: nextOf(start, cursor.floor) };
      if (end === NONE) continue;
      if (isMeant(glance, start, end)) findings.push(findingOf(rule, { start, end }));
      from = end;
    }
    return { findings, next: nextOf(Math.max(from, phrases.openAt(spoken)), cursor.floor) };
  };
}

function findingOf(
  { id, class: name, confidence }: CustomRule,
  { start, end }: { readonly start: number; readonly end: number },
): Finding {
  return { class: name, detector: id, start, end, confidence };
}

function nextOf(from: number, floor: number): Cursor {
  return { from, floor, inside: false };
}
