/** Finds the numbers that states, banks, health systems, companies and vehicle registries give out, by the tables of rules. */
import { beginsWord, isAlphanumeric, isDigit, isLetter, isSeparator } from '../../characters.ts';
import { type Cursor, type Detector, type Finding, type Glance, type Scan, SURE } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { type Announcements, announced, announcedInPart, indexWords } from './announcement.ts';
import { ANNOUNCED, type Rule, WHOLE } from './rule.ts';
import {
  BLOCK_MAX,
  CAPITALS,
  DIGITS,
  type Form,
  fits,
  indexForms,
  LETTERS,
  lengthMax,
  MIXED,
  type Node,
  separates,
} from './shapes.ts';

/** A number is all but the whole passage where no more than this stands before it and behind it. */
const AROUND_MAX = 28;

/** What joins a number to something else behind it, if a letter or digit follows: paths, decimals, addresses. */
const JOINS = '-_./\\+@:';
/** What makes it part of something else, whatever follows. */
const GOES_ON = '=%_';
/** What stands before an amount, a variable or a telephone number. */
const PRECEDES_OTHERS = '$€£¥+@_';

/** A detector of all numbers in `rules`. */
export function detectorOf(name: string, rules: readonly Rule[]): Detector {
  const forms = rules.map((rule) => rule.forms);
  const plan: Plan = {
    rules,
    root: indexForms(forms),
    announcements: indexWords(rules.map(({ context }) => context)),
  };
  const digested = rules.map(({ pattern, check, ...row }) => [row, pattern?.source, check?.toString()]);
  return {
    name,
    classes: [...new Set(rules.map((rule) => rule.class))],
    version: digestOfRules(1, digested),
    reach: Math.max(lengthMax(forms), BLOCK_MAX) + AROUND_MAX + 2,
    scan: (glance, cursor, last) => scan(new Walk(plan, glance, last), cursor),
  };
}

interface Plan {
  readonly rules: readonly Rule[];
  readonly root: Node;
  readonly announcements: Announcements;
}

function scan(walk: Walk, cursor: Cursor): Scan {
  const { text, words } = walk.glance;
  const findings: Finding[] = [];
  const isFar = cursor.carry !== undefined;
  let { from } = cursor;
  let settled = text.length;
  for (let index = words.from(from); index <= words.length; index += 1) {
    const start = index < words.length ? words.start(index) : words.open;
    if (start < from || start >= text.length || !begins(text, start)) continue;
    const seen = walk.from(index, start) ? walk.judge(index, start, isFar || start > AROUND_MAX) : OPEN;
    if (seen === OPEN) {
      settled = start;
      break;
    }
    for (const finding of seen) {
      findings.push(finding);
      from = Math.max(from, finding.end);
    }
  }
  // WHY: `from` of the passage is forgotten in time, so that it was left behind is taken along.
  const carry = isFar || settled > AROUND_MAX ? { carry: FAR } : {};
  return { findings, next: { from: settled, floor: 0, inside: false, ...carry } };
}

/** A passage that something was masked in was more than what is left. */
const MASK = /\[[A-Z][A-Z0-9_]*\]/;
const FAR = [1];
/** The answer where the text ends before it is known. */
const OPEN = undefined;

/** A form that ends at `end`, as far as its blocks go. */
interface Match {
  readonly form: Form;
  readonly end: number;
  readonly separators: string;
}

/** Follows the blocks of a text through the index of forms. */
class Walk {
  readonly glance: Glance;
  readonly #plan: Plan;
  readonly #last: boolean;
  readonly #matches: Match[] = [];
  /** The block that was read last: its kind, where it ends, and the word behind it. */
  #kind = MIXED;
  #end = 0;
  #after = 0;

  constructor(plan: Plan, glance: Glance, last: boolean) {
    this.#plan = plan;
    this.glance = glance;
    this.#last = last;
  }

  /** Collects the rules that match from the word at `index` on; false when the text ends before that is known. */
  from(index: number, start: number): boolean {
    const { text } = this.glance;
    let node = this.#plan.root;
    let begin = start;
    let word = index;
    let separators = '';
    this.#matches.length = 0;
    for (;;) {
      const isWhole = this.#readBlock(word, begin);
      const length = this.#end - begin;
      if (!isWhole) return !leadsOn(node, this.#kind, length);
      if (length > BLOCK_MAX) return true;
      const next = node.next[this.#kind * 64 + length];
      if (next === undefined) return true;
      node = next;
      for (const form of node.forms) {
        if (separates(form.separators, separators)) {
          this.#matches.push({ form, end: this.#end, separators });
        }
      }
      if (!node.leads) return true;
      const separator = text.charCodeAt(this.#end);
      if (this.#end === text.length) return this.#last;
      if (!leadsBehind(node, separator)) return true;
      begin = this.#end + 1;
      if (begin === text.length) return this.#last;
      if (!isAlphanumeric(text.charCodeAt(begin))) return true;
      word = this.#after;
      separators += text.charAt(this.#end);
    }
  }

  /** What the matches are worth that begin at the word at `index`; `OPEN` when the text ends before that is known. */
  judge(index: number, start: number, isFar: boolean): readonly Finding[] | typeof OPEN {
    if (this.#matches.length === 0) return NONE;
    const { text } = this.glance;
    const supported = new Set<number>();
    announced(this.#plan.announcements, this.glance, {
      index,
      start,
      announce: (rule) => supported.add(rule),
    });
    const findings: Finding[] = [];
    let isWhole = false;
    for (const match of this.#matches) {
      const { rules, announcements } = this.#plan;
      const rule = rules[match.form.rule];
      if (rule === undefined) continue;
      const isAnnounced =
        supported.has(match.form.rule) || announcedInPart(announcements, match.form.rule, [text, start]);
      const isBare =
        !isAnnounced &&
        !isFar &&
        rule.alone !== 'never' &&
        text.length - match.end <= AROUND_MAX &&
        !(this.#last && MASK.test(text));
      const alone = rule.alone === 'never' ? 0 : (rule.alone ?? 0);
      const confidence = isAnnounced ? ANNOUNCED : isBare ? Math.max(alone, WHOLE) : alone;
      if (confidence === 0 || isPart(text, start, match)) continue;
      if (!isValid(rule, match.form, text.slice(start, match.end))) continue;
      // What decides may still come: a sign that joins it to something, or an end that makes it the whole passage.
      if (!this.#last && (isBare || isOpen(text, match.end))) return OPEN;
      isWhole ||= isBare;
      keep(findings, { class: rule.class, detector: rule.class, start, end: match.end, confidence });
    }
    return preferred(findings, isWhole);
  }

  /** Reads the block that begins at `begin`, with the word at `word`; false when the text ends before it does. */
  #readBlock(word: number, begin: number): boolean {
    const { text, words } = this.glance;
    const code = text.charCodeAt(begin);
    this.#kind = isDigit(code) ? DIGITS : code < 91 ? CAPITALS : LETTERS;
    let end = begin;
    let after = word;
    do {
      if (end > begin) this.#kind = MIXED;
      end = after < words.length ? words.end(after) : text.length;
      after += 1;
    } while (after <= words.length && end - begin <= BLOCK_MAX && isAlphanumeric(text.charCodeAt(end)));
    this.#end = end;
    this.#after = after;
    return after <= words.length;
  }
}

const NONE: readonly Finding[] = [];

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

/** Whether a block may begin here: no letter or digit stands before it, but for those of an escape. */
function begins(text: string, start: number): boolean {
  if (!isAlphanumeric(text.charCodeAt(start))) return false;
  const before = text.charCodeAt(start - 1);
  return !isAlphanumeric(before) || (isLetter(before) && beginsWord(text, start, 0));
}

function leadsOn({ longest }: Node, kind: number, length: number): boolean {
  return (longest[kind] ?? 0) >= length || longest[MIXED] >= length;
}

function leadsBehind({ separators }: Node, code: number): boolean {
  return separators.includes(String.fromCharCode(code)) || (isSeparator(code) && separators.includes(' '));
}

/** Whether what stands around a match makes it a part of something else: a path, a decimal, a longer number. */
function isPart(text: string, start: number, { end, separators }: Match): boolean {
  const before = text.charAt(start - 1);
  if (before !== '' && PRECEDES_OTHERS.includes(before)) return true;
  const further = text.charCodeAt(start - 2);
  if (before === '.' || before === ':' ? isDigit(further) : isJoint(before) && isAlphanumeric(further))
    return true;
  const behind = text.charAt(end);
  if (behind === '') return false;
  if (GOES_ON.includes(behind)) return true;
  const next = text.charCodeAt(end + 1);
  if (behind === ':' ? isDigit(next) : isJoint(behind) && isAlphanumeric(next)) return true;
  // A row of figures: the same separator goes on on either side.
  const separator = separators.at(-1);
  return (
    separator !== undefined &&
    ((before === separator && isDigit(further)) || (behind === separator && isDigit(next)))
  );
}

function isJoint(sign: string): boolean {
  return sign !== '' && JOINS.includes(sign);
}

/** Whether the text ends where what follows could still make a match a part of something else. */
function isOpen(text: string, end: number): boolean {
  if (end === text.length) return true;
  return end + 1 === text.length && (isJoint(text.charAt(end)) || isSeparator(text.charCodeAt(end)));
}

function isValid({ pattern, check }: Rule, { separators, characters }: Form, written: string): boolean {
  const compact = separators === '' ? written : written.replace(/[^0-9A-Za-z]/g, '');
  if (!fits(characters, compact)) return false;
  const value = compact.toUpperCase();
  return (pattern === undefined || pattern.test(value)) && (check === undefined || check(value, compact));
}
