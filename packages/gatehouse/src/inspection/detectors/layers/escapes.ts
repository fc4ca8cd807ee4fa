/** Undoes escapes of single characters: HTML entities, URL escapes, backslash escapes, quoted-printable. */
import type { Detector, Finding, Glance, Scan } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { BEGINNINGS, EscapeReader, NOTHING } from './escape.ts';
import type { Part, Probe } from './probe.ts';
import {
  addCharacter,
  BEFORE,
  type Decoded,
  isSpace,
  OVERLAP,
  type PlacedBytes,
  type StretchBuilder,
  tokenStart,
  UNIT_MAX,
  WINDOW,
} from './stretch.ts';

/** How much is read before and behind escapes, for the words around what they hide. */
const LEAD = 64;
const TAIL = 48;
/** Escapes that stand further apart are looked through apart, and so no text is looked through twice. */
const GAP = LEAD + TAIL;

export function escapesOf(probe: Probe): Detector {
  return {
    name: 'escapes',
    classes: probe.classes,
    version: digestOfRules(1, probe.version, BEGINNINGS),
    reach: WINDOW + BEFORE + GAP + UNIT_MAX,
    literals: BEGINNINGS,
    scan: probe.layer((glance, part) => scan(probe, glance, part)),
  };
}

// INVARIANT: both are read out before other text is looked through, and so one of each is enough for all depths.
const reader = new EscapeReader();

function scan(probe: Probe, glance: Glance, { cursor, last }: Part): Scan {
  const { text, hits } = glance;
  const findings: Finding[] = [];
  let { from, floor } = cursor;
  let index = hits.from(from);
  while (index < hits.length) {
    const at = hits.start(index);
    const isEscape =
      reader.read(text, at) && reader.start >= from && probe.isFresh(glance, reader.start, reader.end);
    if (!isEscape) {
      // More text may make an escape of it.
      if (!last && at + UNIT_MAX > text.length) {
        const open = Math.max(from, tokenStart(text, reader.start, BEFORE));
        return { findings, next: { from: open, floor, inside: false } };
      }
      index += 1;
      continue;
    }
    const start = Math.max(from, tokenStart(text, reader.start, BEFORE));
    const extent = chain.follow(glance, { index, start, last });
    if (extent === undefined) return { findings, next: { from: start, floor, inside: false } };
    const decoded = chain.decode(probe.builder(), text, {
      from: Math.max(floor, start - LEAD),
      to: extent.end,
    });
    from = extent.next;
    index = hits.from(from);
    for (const finding of probe.look(glance, decoded, { from: Math.max(start, floor), to: from })) {
      findings.push(finding);
      floor = Math.max(floor, finding.end);
    }
  }
  if (last) return { findings, next: { from: text.length, floor, inside: false } };
  // A soft line break may be half here.
  const end = text.endsWith('\r') ? text.length - 1 : text.length;
  const open = tokenStart(text, end, BEFORE + UNIT_MAX);
  return { findings, next: { from: Math.max(from, open), floor, inside: false } };
}

const BYTE = 1 << 24;

/** Escapes that stand close to one another. */
class Chain implements PlacedBytes {
  // No escape is shorter than two characters.
  readonly #starts = new Int32Array(WINDOW / 2);
  readonly #ends = new Int32Array(WINDOW / 2);
  /** What they stand for; of bytes, with `BYTE`. */
  readonly #values = new Int32Array(WINDOW / 2);
  #coding = '';
  #count = 0;
  /** The bytes that are read at present: which escape is the first of them. */
  #first = 0;

  /**
   * Takes in the escape that was read, and those that follow it. The value is where the text ends that belongs to them,
   * and where to go on; undefined when more text decides.
   */
  follow(
    { text, hits }: Glance,
    { index, start, last }: { readonly index: number; readonly start: number; readonly last: boolean },
  ): { readonly end: number; readonly next: number } | undefined {
    this.#coding = reader.coding;
    this.#count = 0;
    this.#take();
    const limit = start + WINDOW;
    let { end } = reader;
    for (let at = index + 1; at < hits.length; at += 1) {
      const begin = hits.start(at);
      if (begin > end + GAP) break;
      if (begin < end) continue;
      if (begin + UNIT_MAX > limit) return { end: Math.max(end, limit - UNIT_MAX), next: limit - OVERLAP };
      if (!last && begin + UNIT_MAX > text.length) return undefined;
      if (!reader.read(text, begin) || reader.start < end) continue;
      this.#take();
      end = reader.end;
    }
    if (!last && end + GAP + UNIT_MAX > text.length) return undefined;
    const tail = endOfTail(text, end);
    return { end: tail, next: tail };
  }

  /** The text with its escapes undone; bytes that stand side by side are read together. */
  decode(
    builder: StretchBuilder,
    text: string,
    { from, to }: { readonly from: number; readonly to: number },
  ): Decoded {
    let position = from;
    for (let index = 0; index < this.#count; ) {
      const start = this.#starts[index] as number;
      const value = this.#values[index] as number;
      builder.plain(text, position, start);
      let length = 1;
      if (value === NOTHING) builder.nothing();
      else if (value < BYTE + 0x80) builder.decoded(value & (BYTE - 1), start, this.#ends[index] as number);
      else {
        this.#first = index;
        length = addCharacter(builder, this, 0);
      }
      index += length;
      position = this.#ends[index - 1] as number;
    }
    builder.plain(text, position, to);
    return builder.build(this.#coding);
  }

  at(index: number): number {
    const place = this.#first + index;
    const value = this.#values[place] as number;
    const follows = index === 0 || this.#starts[place] === this.#ends[place - 1];
    return place < this.#count && value >= BYTE && follows ? value & 0xff : -1;
  }

  start(index: number): number {
    return this.#starts[this.#first + index] as number;
  }

  end(index: number): number {
    return this.#ends[this.#first + index] as number;
  }

  #take(): void {
    const index = this.#count;
    this.#starts[index] = reader.start;
    this.#ends[index] = reader.end;
    this.#values[index] = reader.isByte ? reader.value | BYTE : reader.value;
    this.#count += 1;
  }
}

const chain = new Chain();

/** Where the words end that stand behind the last escape. */
function endOfTail(text: string, end: number): number {
  const limit = Math.min(text.length, end + TAIL);
  if (limit === text.length) return limit;
  for (let index = limit; index > end; index -= 1) if (isSpace(text.charCodeAt(index))) return index;
  return limit;
}
