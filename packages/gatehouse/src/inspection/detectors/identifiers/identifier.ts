/** Finds the numbers that states, banks, health systems, companies and vehicle registries give out, by the tables of rules. */
import { beginsWord, isAlphanumeric, isDigit, isLetter, isSeparator } from '../../characters.ts';
import { type Cursor, type Detector, type Finding, type Scan, SURE } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { type Announcements, announced, announcedInPart, indexWords } from './announcement.ts';
import { isUniform } from './checks.ts';
import { ANNOUNCED, type Rule, WHOLE } from './rule.ts';
import { BLOCK_MAX, type Form, fits, indexForms, lengthMax, type Node, separates } from './shapes.ts';
import { type Stop, Walk } from './walk.ts';

/** A number is all but the whole passage where no more than this stands before it and behind it. */
const AROUND_MAX = 28;
/** What joins a number to something else, if a letter or digit stands beyond it: paths, decimals, addresses. */
const JOINS = '-_./\\+@:';
/** What makes it part of something else, whatever follows. */
const GOES_ON = '=%_';
/** What stands before an amount, a variable or a telephone number. */
const PRECEDES_OTHERS = '$€£¥+@_';
/** A passage that something was masked in was more than what is left. */
const MASK = /\[[A-Z][A-Z0-9_]*\]/;
/** The cursor carries something once the beginning of the passage lies further back than `AROUND_MAX`. */
const FAR = [1];

interface Plan {
  readonly rules: readonly Rule[];
  readonly root: Node;
  readonly announcements: Announcements;
}

/** A detector of all numbers in `rules`. */
export function detectorOf(name: string, rules: readonly Rule[]): Detector {
  const plan: Plan = {
    rules,
    root: indexForms(rules.map(({ forms, alone }) => ({ forms, lone: typeof alone === 'number' }))),
    announcements: indexWords(rules.map(({ context }) => context)),
  };
  const digested = rules.map(({ pattern, check, ...row }) => [row, pattern?.source, check?.toString()]);
  return {
    name,
    classes: [...new Set(rules.map((rule) => rule.class))],
    version: digestOfRules(1, digested),
    reach: Math.max(lengthMax(rules.flatMap(({ forms }) => forms)), BLOCK_MAX) + AROUND_MAX + 3,
    scan: (glance, cursor, last) => scan(plan, new Walk(plan.root, glance, last), cursor),
  };
}

function scan(plan: Plan, walk: Walk, cursor: Cursor): Scan {
  const { text, words } = walk.glance;
  const findings: Finding[] = [];
  const isFar = cursor.carry !== undefined;
  let { from } = cursor;
  let settled = text.length;
  for (let index = words.from(from); index <= words.length; index += 1) {
    const start = index < words.length ? words.start(index) : words.open;
    if (start < from || walk.isPlain(index, start) || !begins(text, start)) continue;
    const isKnown = walk.from(index, start);
    if (isKnown && walk.stops.length === 0) continue;
    const seen = isKnown
      ? judge(plan, walk, { index, start, isFar: isFar || start > AROUND_MAX })
      : undefined;
    if (seen === undefined) {
      settled = start;
      break;
    }
    for (const finding of seen) {
      findings.push(finding);
      from = Math.max(from, finding.end);
    }
  }
  const carry = isFar || settled > AROUND_MAX ? { carry: FAR } : {};
  return { findings, next: { from: settled, floor: 0, inside: false, ...carry } };
}

/** Whether a block may begin here: no letter or digit stands before it, but for those of an escape. */
function begins(text: string, start: number): boolean {
  if (!isAlphanumeric(text.charCodeAt(start))) return false;
  const before = text.charCodeAt(start - 1);
  return !isAlphanumeric(before) || (isLetter(before) && beginsWord(text, start, 0));
}

/** Where an identifier may begin: the word, its place, and whether the passage began further back than counts. */
interface Place {
  readonly index: number;
  readonly start: number;
  readonly isFar: boolean;
}

/** What stands at the stops of a walk; undefined when the text ends before it is known. */
function judge(plan: Plan, walk: Walk, { index, start, isFar }: Place): readonly Finding[] | undefined {
  const { text } = walk.glance;
  const named = announced(plan.announcements, walk.glance, { index, start });
  const findings: Finding[] = [];
  let isWhole = false;
  for (const stop of walk.stops) {
    const isShort = !isFar && text.length - stop.end <= AROUND_MAX && !(walk.last && MASK.test(text));
    const forms = isShort || named.mayBeAny ? stop.node.forms : stop.node.lone;
    if (forms.length === 0 || isPart(text, start, stop)) continue;
    for (const form of forms) {
      const rule = plan.rules[form.rule];
      if (rule === undefined || !separates(form.separators, stop.separators)) continue;
      const isAnnounced =
        named.rules.includes(form.rule) || announcedInPart(plan.announcements, form.rule, named.before);
      const isBare = isShort && !isAnnounced && rule.alone !== 'never';
      const confidence = isAnnounced ? ANNOUNCED : confidenceAlone(rule, isBare);
      if (confidence === 0 || !isValid(rule, form, text.slice(start, stop.end))) continue;
      // What decides may still come: a sign that joins it to something, or an end that makes it the whole passage.
      if (!walk.last && (isBare || isOpen(text, stop.end))) return undefined;
      isWhole ||= isBare;
      keep(findings, { class: rule.class, detector: rule.class, start, end: stop.end, confidence });
    }
  }
  return preferred(findings, isWhole);
}

function confidenceAlone({ alone = 0 }: Rule, isBare: boolean): number {
  return Math.max(alone === 'never' ? 0 : alone, isBare ? WHOLE : 0);
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

/** Whether what stands around a match makes it a part of something else: a path, a decimal, a longer number. */
function isPart(text: string, start: number, { end, separators }: Stop): boolean {
  const before = text.charAt(start - 1);
  const behind = text.charAt(end);
  if (before !== '' && PRECEDES_OTHERS.includes(before)) return true;
  if (behind !== '' && GOES_ON.includes(behind)) return true;
  // Figures go on behind a dot or a colon; and in a row of them, the same separator on either side.
  const separator = separators.at(-1);
  const isJoined = (sign: string, beyond: number) =>
    isJoint(sign)
      ? adjoins(text, beyond, sign === ':' || (sign === '.' && beyond < start))
      : sign === separator && adjoins(text, beyond, true);
  return isJoined(before, start - 2) || isJoined(behind, end + 1);
}

/** Whether a letter or digit stands there, or a digit alone; or the edge of a mask, which may have held one. */
function adjoins(text: string, index: number, isFigure: boolean): boolean {
  const code = text.charCodeAt(index);
  if (isFigure ? isDigit(code) : isAlphanumeric(code)) return true;
  return code === 0x5d
    ? isLetter(text.charCodeAt(index - 1))
    : code === 0x5b && isLetter(text.charCodeAt(index + 1));
}

function isJoint(sign: string): boolean {
  return sign !== '' && JOINS.includes(sign);
}

/** Whether the text ends where what follows could still make a match a part of something else. */
function isOpen(text: string, end: number): boolean {
  if (end === text.length) return true;
  if (!isJoint(text.charAt(end)) && !isSeparator(text.charCodeAt(end))) return false;
  return end + 1 === text.length || (end + 2 === text.length && text[end + 1] === '[');
}

function isValid({ pattern, check }: Rule, { separators, characters }: Form, written: string): boolean {
  const compact = separators === '' ? written : written.replace(/[^0-9A-Za-z]/g, '');
  if (!fits(characters, compact)) return false;
  const value = compact.toUpperCase();
  if (isUniform(value)) return false;
  return (pattern === undefined || pattern.test(value)) && (check === undefined || check(value, compact));
}
