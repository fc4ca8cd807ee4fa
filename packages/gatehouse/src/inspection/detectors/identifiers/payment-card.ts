/** Finds payment card numbers: 12 to 19 digits in groups, an issued prefix, a valid check digit (ISO/IEC 7812-1). */
import { isDigit, isSeparator, SEPARATORS_MAX, skipSeparators } from '../../characters.ts';
import type { Cursor, Detector, Finding, Glance, Scan } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { ISSUERS, isIssued, mayBeIssued } from './card-issuers.ts';
import { Runs } from './runs.ts';

const DIGITS_MIN = 12;
const DIGITS_MAX = 19;

/** How cards are printed, in digits a group, the longest first. Elsewhere grouped digits count only where nothing else adjoins them. */
const PRINTED: readonly (readonly number[])[] = [
  [4, 4, 4, 4, 3],
  [4, 4, 4, 4, 2],
  [4, 4, 4, 4, 1],
  [6, 13],
  [4, 4, 4, 4],
  [8, 8],
  [4, 6, 5],
  [4, 6, 4],
];

/** What stands before the decimals of a number. */
const FRACTION = /(?:^|[^A-Za-z0-9])(?:0|[1-9]\d{0,8})\.$/;
/** A sign, nine digits and the dot. */
const FRACTION_MAX = 11;

/** A mask, quoted where it stands for a number of JSON. */
const MASK_BEGINS = /^"?\[[A-Z]/;
const MASK_BEGINS_MAX = 3;
const MASK_MAY_BEGIN = /^"?\[?$/;
const MASK_ENDS = /[A-Z]\]"?$/;

export const paymentCard: Detector = {
  name: 'payment_card',
  classes: ['payment_card'],
  version: digestOfRules(2, ISSUERS, PRINTED),
  reach: DIGITS_MAX * (1 + SEPARATORS_MAX),
  scan: (glance, cursor, last) => new Search(glance, cursor, last).scan(cursor.from),
};

/** Where a card number ends; `open` when the text ends before that is known. */
type End = number | 'open' | undefined;

class Search {
  readonly #text: string;
  readonly #runs: Runs;
  readonly #last: boolean;
  /** Where the last finding ended. */
  #floor: number;
  /** The first and the last run of the chain that is under way: runs with separators between them. */
  #first = 0;
  #final = -1;
  /** Whether the text ends where the chain could go on. */
  #grows = false;

  constructor(glance: Glance, { floor }: Cursor, last: boolean) {
    this.#text = glance.text;
    this.#runs = new Runs(glance);
    this.#last = last;
    this.#floor = floor;
  }

  scan(from: number): Scan {
    const findings: Finding[] = [];
    let settled = this.#text.length;
    for (let run = this.#runs.from(from); run < this.#runs.length; run += 1) {
      const start = this.#runs.start(run);
      // A number does not begin in the middle of a run whose beginning was settled before, nor in a finding.
      if (start < from || start < this.#floor) continue;
      if (run > this.#final) this.#readChain(run);
      const end = this.#read(run, start);
      if (end === undefined) continue;
      if (end === 'open') {
        settled = start;
        break;
      }
      findings.push({ class: 'payment_card', detector: 'payment_card', start, end, confidence: 0.9 });
      this.#floor = end;
    }
    return { findings, next: { from: settled, floor: this.#floor, inside: false } };
  }

  #readChain(run: number): void {
    this.#first = run;
    this.#final = run;
    while (this.#final + 1 < this.#runs.length && this.#isJoined(this.#final)) this.#final += 1;
    const end = this.#runs.end(this.#final);
    const { length } = this.#text;
    this.#grows = !this.#last && length - end <= SEPARATORS_MAX && skipSeparators(this.#text, end) === length;
  }

  /** Whether nothing but separators stands between a run and the next one. */
  #isJoined(run: number): boolean {
    const end = this.#runs.end(run);
    const next = this.#runs.start(run + 1);
    if (next - end > SEPARATORS_MAX) return false;
    for (let index = end; index < next; index += 1) {
      if (!isSeparator(this.#text.charCodeAt(index))) return false;
    }
    return true;
  }

  /** Where the longest card number ends that begins with a run. */
  #read(run: number, start: number): End {
    const size = this.#runs.end(run) - start;
    if (size < DIGITS_MIN && this.#first === this.#final && !this.#grows) return undefined;
    if (size > DIGITS_MAX || !mayBeIssued(this.#text, start, size)) return undefined;
    // One number cannot be the whole chain where another run of it stands before.
    const follows = run > this.#first && this.#runs.end(run - 1) > this.#floor;
    const end = (follows ? undefined : this.#readWhole(run, start)) ?? this.#readPrinted(run, start);
    return end ?? this.#readRun(run, start);
  }

  /** Groups of any sizes, which are the whole chain. */
  #readWhole(run: number, start: number): End {
    let digits = 0;
    for (let each = run; each <= this.#final; each += 1) {
      digits += this.#runs.end(each) - this.#runs.start(each);
      if (digits > DIGITS_MAX) return undefined;
    }
    if (this.#grows) return adjoinsDigits(this.#text, start, this.#floor) ? undefined : 'open';
    if (digits < DIGITS_MIN || run === this.#final) return undefined;
    if (run + 1 === this.#final && this.#text[this.#runs.end(run)] === '.' && this.#isTight(run))
      return undefined;
    const end = this.#runs.end(this.#final);
    if (!isCard(this.#text, start, end) || adjoinsDigits(this.#text, start, this.#floor)) return undefined;
    // A mask may have held more digits.
    const behind = skipSeparators(this.#text, end);
    const next = this.#text.slice(behind, behind + MASK_BEGINS_MAX);
    if (MASK_BEGINS.test(next)) return undefined;
    const isOpen = !this.#last && MASK_MAY_BEGIN.test(next) && behind + next.length === this.#text.length;
    return isOpen ? 'open' : end;
  }

  /** Whether one sign stands between a run and the next one: a dot makes them a decimal number. */
  #isTight(run: number): boolean {
    return this.#runs.start(run + 1) - this.#runs.end(run) === 1;
  }

  /** Groups as they are printed, whatever stands around them. */
  #readPrinted(run: number, start: number): End {
    const size = this.#runs.end(run) - start;
    for (const sizes of PRINTED) {
      if (sizes[0] !== size) continue;
      const fit = this.#fit(run, sizes);
      if (fit === 'open') return fit;
      if (fit !== undefined && isCard(this.#text, start, fit)) return fit;
    }
    return undefined;
  }

  /** Where groups of these sizes end. */
  #fit(run: number, sizes: readonly number[]): End {
    let each = run;
    for (const size of sizes) {
      if (each > this.#final) return this.#grows ? 'open' : undefined;
      const length = this.#runs.end(each) - this.#runs.start(each);
      if (this.#isUnderWay(each) && length <= size) return 'open';
      if (length !== size) return undefined;
      each += 1;
    }
    return this.#runs.end(each - 1);
  }

  /** One group; the chain is known not to go on as one number. */
  #readRun(run: number, start: number): End {
    const end = this.#runs.end(run);
    if (this.#isUnderWay(run)) return 'open';
    if (end - start < DIGITS_MIN || !isCard(this.#text, start, end)) return undefined;
    if (this.#text[start - 1] !== '.') return end;
    const before = this.#text.slice(Math.max(this.#floor, start - FRACTION_MAX), start);
    return FRACTION.test(before) ? undefined : end;
  }

  /** Whether more digits of the run may come. */
  #isUnderWay(run: number): boolean {
    return !this.#last && this.#runs.end(run) === this.#text.length;
  }
}

/** Whether digits stand before the number, or a mask, which may have held some. */
function adjoinsDigits(text: string, start: number, floor: number): boolean {
  let index = start - 1;
  while (index >= floor && start - index <= SEPARATORS_MAX && isSeparator(text.charCodeAt(index))) index -= 1;
  if (index < floor) return false;
  return isDigit(text.charCodeAt(index)) || MASK_ENDS.test(text.slice(Math.max(floor, index - 2), index + 1));
}

function isCard(text: string, start: number, end: number): boolean {
  return passesLuhn(text, start, end) && isIssued(text.slice(start, end).replace(/[^0-9]/g, ''));
}

/** The Luhn check of ISO/IEC 7812-1 annex B over the digits of a part of the text. */
function passesLuhn(text: string, start: number, end: number): boolean {
  let sum = 0;
  let doubled = false;
  for (let index = end - 1; index >= start; index -= 1) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) continue;
    sum += doubled ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
    doubled = !doubled;
  }
  return sum % 10 === 0;
}
