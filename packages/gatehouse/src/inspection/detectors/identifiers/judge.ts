/** Judges what stands where forms end: which rules it keeps, and whether it is an identifier or a part of something else. */

import { isUniform } from '../../checks.ts';
import { type Finding, SURE } from '../../detector.ts';
import { type Announcements, announcedInPart, type Named } from './announcement.ts';
import { ANNOUNCED, type Rule, WHOLE } from './rule.ts';
import { type Form, fits } from './shapes.ts';
import { goesOn, isOpen } from './surroundings.ts';
import type { Walk } from './walk.ts';

/** A number is all but the whole passage where no more than this stands before it and behind it. */
export const AROUND_MAX = 28;
/** A passage that something was masked in was more than what is left. */
const MASK = /\[[A-Z][A-Z0-9_]*\]/;

export class Judge {
  readonly #rules: readonly Rule[];
  readonly #announcements: Announcements;

  constructor(rules: readonly Rule[], announcements: Announcements) {
    this.#rules = rules;
    this.#announcements = announcements;
  }

  /** What stands where forms end on a walk; undefined when the text ends before it is known. */
  judge(walk: Walk, named: Named, isFar: boolean): readonly Finding[] | undefined {
    const { text } = walk.glance;
    const findings: Finding[] = [];
    let isWhole = false;
    for (let block = 0; block < walk.length; block += 1) {
      const forms = walk.nodes[block]?.forms ?? [];
      if (forms.length === 0 || goesOnBehind(walk, block)) continue;
      const end = walk.ends[block] ?? 0;
      const isShort = !isFar && text.length - end <= AROUND_MAX && !(walk.last && MASK.test(text));
      let number: Written | undefined;
      for (const form of forms) {
        if (!(form.lone || isShort || named.isAny) || !fits(form, text, walk)) continue;
        const rule = this.#rules[form.rule];
        if (rule === undefined) continue;
        const isAnnounced = this.#isAnnounced(form, named);
        const isBare = isShort && !isAnnounced && rule.alone !== 'never';
        const confidence = isAnnounced ? ANNOUNCED : confidenceAlone(rule, isBare);
        if (confidence === 0) continue;
        number ??= writtenAt(text, walk.start, end);
        if (!isValid(rule, number)) continue;
        // What decides may still come: a sign that joins it to something, or an end that makes it the whole passage.
        if (!walk.last && (isBare || isOpen(text, end))) return undefined;
        isWhole ||= isBare;
        keep(findings, { class: rule.class, detector: rule.class, start: walk.start, end, confidence });
      }
    }
    return findings.length === 0 ? findings : preferred(findings, isWhole);
  }

  #isAnnounced({ rule }: Form, { rules, before, isAny }: Named): boolean {
    return isAny && (rules.includes(rule) || announcedInPart(this.#announcements, rule, before));
  }
}

function confidenceAlone({ alone = 0 }: Rule, isBare: boolean): number {
  return Math.max(alone === 'never' ? 0 : alone, isBare ? WHOLE : 0);
}

/** Whether some form ends on a walk where nothing makes it a part of something else. */
export function mayEnd(walk: Walk): boolean {
  for (let block = 0; block < walk.length; block += 1) {
    if (walk.nodes[block]?.forms.length !== 0 && !goesOnBehind(walk, block)) return true;
  }
  return false;
}

function goesOnBehind({ glance, start, ends }: Walk, block: number): boolean {
  const { text } = glance;
  const separator = block > 0 ? text.charCodeAt(ends[block - 1] ?? 0) : -1;
  return goesOn(text, { start, end: ends[block] ?? 0, separator });
}

/** Adds a finding; of one class there is one, the longest. */
function keep(findings: Finding[], finding: Finding): void {
  const place = findings.findIndex((each) => each.class === finding.class);
  const before = findings[place];
  if (before === undefined) findings.push(finding);
  else if (finding.end > before.end || finding.confidence > before.confidence) findings[place] = finding;
}

/** What was announced rules out the rest; so does what is certain, unless nothing around it tells. */
function preferred(findings: readonly Finding[], isWhole: boolean): readonly Finding[] {
  const isAnnounced = findings.some(({ confidence }) => confidence === ANNOUNCED);
  let best = 0;
  for (const { confidence } of findings) best = Math.max(best, confidence);
  const least = isAnnounced ? ANNOUNCED : best >= SURE && !isWhole ? SURE : 0;
  return findings.filter(({ confidence }) => confidence >= least);
}

/** A number without its separators. */
interface Written {
  /** In capitals. */
  readonly value: string;
  readonly compact: string;
  readonly isUniform: boolean;
}

function writtenAt(text: string, start: number, end: number): Written {
  const compact = text.slice(start, end).replace(/[^0-9A-Za-z]+/g, '');
  const value = compact.toUpperCase();
  return { value, compact, isUniform: isUniform(value) };
}

function isValid({ pattern, check }: Rule, { value, compact, isUniform }: Written): boolean {
  if (isUniform || (pattern !== undefined && !pattern.test(value))) return false;
  return check === undefined || check(value, compact);
}
