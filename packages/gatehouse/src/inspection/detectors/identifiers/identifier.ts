/** Finds the numbers that states, banks, health systems, companies and vehicle registries give out, by the tables of rules. */
import { beginsWord, isAlphanumeric, isDigit, isLetter } from '../../characters.ts';
import type { Cursor, Detector, Finding, Glance, Scan } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { type Announcements, Announcer, indexWords } from './announcement.ts';
import { AROUND_MAX, Judge, mayEnd } from './judge.ts';
import type { Rule } from './rule.ts';
import { BLOCK_MAX, indexForms, lengthMax, type Node, type Shapes } from './shapes.ts';
import { isContinued } from './surroundings.ts';
import { kindAt, leadsBehind, mayLeadOn, Walk } from './walk.ts';

/** The cursor carries something once the beginning of the passage lies further back than `AROUND_MAX`. */
const FAR = [1];

interface Plan {
  readonly shapes: Shapes;
  readonly announcements: Announcements;
  readonly judge: Judge;
}

/** A detector of all numbers in `rules`. */
export function detectorOf(name: string, rules: readonly Rule[]): Detector {
  const announcements = indexWords(rules.map(({ context }) => context));
  const plan: Plan = {
    shapes: indexForms(rules.map(({ forms, alone }) => ({ forms, lone: typeof alone === 'number' }))),
    announcements,
    judge: new Judge(rules, announcements),
  };
  const digested = rules.map(({ pattern, check, ...row }) => [row, pattern?.source, check?.toString()]);
  return {
    name,
    classes: [...new Set(rules.map((rule) => rule.class))],
    version: digestOfRules(2, digested),
    reach: Math.max(lengthMax(rules.flatMap(({ forms }) => forms)), BLOCK_MAX) + AROUND_MAX + 3,
    scan: (glance, cursor, last) => new Search(plan, new Walk(glance, last), cursor).scan(),
  };
}

/** One walk over the runs of digits, and over the words that may be identifiers without. */
class Search {
  readonly #plan: Plan;
  readonly #glance: Glance;
  readonly #walk: Walk;
  readonly #announcer: Announcer;
  readonly #isFar: boolean;
  readonly #findings: Finding[] = [];
  #from: number;
  #settled: number;
  /** The first word with a capital that was not tried. */
  #capital: number;

  constructor(plan: Plan, walk: Walk, { from, carry }: Cursor) {
    this.#plan = plan;
    this.#glance = walk.glance;
    this.#walk = walk;
    this.#announcer = new Announcer(plan.announcements, walk.glance);
    this.#isFar = carry !== undefined;
    this.#from = from;
    this.#settled = walk.glance.text.length;
    this.#capital = walk.glance.capitals.from(from);
  }

  scan(): Scan {
    this.#tryAll();
    const carry = this.#isFar || this.#settled > AROUND_MAX ? { carry: FAR } : {};
    return {
      findings: this.#findings,
      next: { from: this.#settled, floor: 0, inside: false, ...carry },
    };
  }

  /** Until something is open. */
  #tryAll(): boolean {
    const { text, numbers, words } = this.#glance;
    for (let each = numbers.from(this.#from); each < numbers.length; each += 1) {
      if (this.#isPlain(numbers.start(each), numbers.end(each))) continue;
      if (!this.#tryNumber(numbers.word(each), numbers.start(each))) return false;
    }
    // More digits may come behind what the text ends with.
    if (!this.#walk.last && !this.#tryNumber(words.length, words.open)) return false;
    return this.#tryCapitals(text.length);
  }

  /** Whether a run of digits is surely no part of any identifier: the quick answer for most. */
  #isPlain(start: number, end: number): boolean {
    const { text } = this.#glance;
    const { announced, behindLeading } = this.#plan.shapes;
    const before = text.charCodeAt(start - 1);
    if (isAlphanumeric(before) || isAlphanumeric(text.charCodeAt(end)) || end - start > BLOCK_MAX)
      return false;
    if (isLetter(text.charCodeAt(start - 2)) && leadsBehind(behindLeading, before)) return false;
    return isContinued(text, start) || !mayLeadOn(announced, text, { start, end });
  }

  /** Tries the block that a run of digits stands in, and the blocks of letters that lead up to it. */
  #tryNumber(index: number, start: number): boolean {
    const block = this.#blockOf(index, start);
    if (block >= 0) {
      const first = this.#leadOf(block, block === index ? start : this.#glance.words.start(block));
      for (let each = first; each <= block; each += 1) {
        const begin = each === index ? start : this.#glance.words.start(each);
        if (!this.#tryCapitals(begin) || !this.#try(each, begin)) return false;
      }
    }
    // Letters of an escape are no part of a block, but may look like it.
    return block === index || !isEscaped(this.#glance.text, start) || this.#try(index, start);
  }

  /** The word with which a block begins that the word at `index` may stand in; -1 where it has digits before, and was tried. */
  #blockOf(index: number, start: number): number {
    const { text, words } = this.#glance;
    const code = text.charCodeAt(start - 1);
    if (!isAlphanumeric(code)) return index;
    if (isDigit(code) || index === 0) return -1;
    return isDigit(text.charCodeAt(words.start(index - 1) - 1)) ? -1 : index - 1;
  }

  /** The first of the blocks of letters that may stand before the word at `index`, as parts of one form. */
  #leadOf(index: number, start: number): number {
    const { text, words } = this.#glance;
    const { leading } = this.#plan.shapes;
    let first = index;
    let begin = start;
    while (first > 0 && begin - words.end(first - 1) === 1) {
      const before = words.start(first - 1);
      const length = words.end(first - 1) - before;
      const behind = length > BLOCK_MAX ? undefined : leading[kindAt(text, before) * 64 + length];
      if (behind === undefined || !leadsBehind(behind, text.charCodeAt(begin - 1))) break;
      if (isAlphanumeric(text.charCodeAt(before - 1))) break;
      first -= 1;
      begin = before;
    }
    return first;
  }

  /** Tries the capitals that stand before `end`, where they alone may be an identifier. */
  #tryCapitals(end: number): boolean {
    const { capitals } = this.#glance;
    for (; this.#capital < capitals.length; this.#capital += 1) {
      const start = capitals.start(this.#capital);
      if (start >= end) break;
      const length = capitals.end(this.#capital) - start;
      if (this.#plan.shapes.capitals[length] !== 1) continue;
      if (!this.#try(capitals.word(this.#capital), start)) return false;
    }
    return true;
  }

  /** Looks for what begins with a word; false when the text ends before that is known. */
  #try(index: number, start: number): boolean {
    const { text } = this.#glance;
    if (start < this.#from || !begins(text, start) || isContinued(text, start)) return true;
    // WHY first as if everything were announced: mostly nothing is possible even so, and this is cheaper to know.
    const { announced } = this.#plan.shapes;
    const mayBe = !this.#walk.follow(announced, index, start) || mayEnd(this.#walk);
    if (!mayBe) return true;
    const named = this.#announcer.at(index, start);
    const isFar = this.#isFar || start > AROUND_MAX;
    const root = this.#rootOf(named.isAny || (start === 0 && !isFar), isFar);
    const isKnown = this.#walk.follow(root, index, start);
    if (isKnown && !mayEnd(this.#walk)) return true;
    const seen = isKnown ? this.#plan.judge.judge(this.#walk, named, isFar) : undefined;
    if (seen === undefined) {
      this.#settled = start;
      return false;
    }
    for (const finding of seen) {
      this.#findings.push(finding);
      this.#from = Math.max(this.#from, finding.end);
    }
    return true;
  }

  /** WHY small letters count at the beginning of a passage: it may be all there is. */
  #rootOf(isAnnounced: boolean, isFar: boolean): Node {
    const { announced, unannounced, lone } = this.#plan.shapes;
    return isAnnounced ? announced : isFar ? lone : unannounced;
  }
}

/** Whether a block may begin here: no letter or digit stands before it, but for those of an escape. */
function begins(text: string, start: number): boolean {
  return (
    isAlphanumeric(text.charCodeAt(start)) &&
    (!isAlphanumeric(text.charCodeAt(start - 1)) || isEscaped(text, start))
  );
}

/** Whether a letter stands before it that ends an escape. */
function isEscaped(text: string, start: number): boolean {
  const mayBe = text.charCodeAt(start - 2) === 0x5c || text.charCodeAt(start - 3) === 0x25;
  return mayBe && isLetter(text.charCodeAt(start - 1)) && beginsWord(text, start, 0);
}
