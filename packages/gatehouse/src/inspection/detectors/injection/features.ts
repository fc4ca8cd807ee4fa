/** What a chunk looks like to the model: the numbers of the features that it has. */
import { DIGIT, KINDS } from '../../letters.ts';
import { hashOf } from '../../word-hash.ts';
import * as gap from './gaps.ts';
import { CONCEPT, type Concept, conceptAt, isPlaceholder, type Source } from './lexicon.ts';
import { commentBefore, MARKER_KINDS, markerOf } from './markers.ts';
import { OPENS, ROLE, type Voice } from './roles.ts';
import { countWord, emptyTally, isLatin, type Tally } from './tally.ts';

/** Concepts that matter beyond their own sentence, and in pairs at any distance. */
const KEY: readonly Concept[] = [
  'override',
  'prior',
  'instruction',
  'prompt',
  'ai',
  'now_on',
  'persona',
  'jail_name',
  'unrestricted',
  'restriction',
  'refuse',
  'urgent',
  'secrecy',
  'security',
  'example',
  'fiction',
];

const CONCEPT_ROOM = 64;
const PAIRS = CONCEPT_ROOM * CONCEPT_ROOM;
const TRIPLES = 8_192;
const SHAPES = 256;
const NGRAMS = 65_536;

/** Where each kind of feature begins. */
const AT = layOut({
  shape: SHAPES,
  concept: CONCEPT_ROOM,
  initial: CONCEPT_ROOM,
  quoted: CONCEPT_ROOM,
  near: PAIRS,
  far: PAIRS,
  triple: TRIPLES,
  together: KEY.length * KEY.length,
  before: KEY.length * CONCEPT_ROOM,
});

/** How many features are weighed by role; the n-grams behind them weigh the same in every role. */
export const ROLED = AT.end;
export const NGRAM_BASE = ROLED;
export const FEATURES = ROLED + NGRAMS;
/** The most features that a chunk is given. */
const PER_CHUNK = 4_096;

/** How far apart two concepts may stand, in words. */
const NEAR = 3;
const FAR = 10;
/** How many concepts before one it is paired with. */
const PAIRED = 5;

const IS_KEY = new Int8Array(CONCEPT_ROOM).fill(-1);
for (const [index, name] of KEY.entries()) IS_KEY[CONCEPT[name]] = index;

/** What a text so far leaves to the next window. Small numbers, for the cursor takes them along. */
export interface Trail {
  /** Key concepts of the window before, as bits. */
  readonly keys: number;
  /** How many windows there were, up to a limit. */
  readonly count: number;
  /** How much the text so far has talked of attacks and examples; it fades. */
  readonly talk: number;
  /** Whether the window before was written in Latin letters. */
  readonly latin: number;
}

export const NO_TRAIL: Trail = { keys: 0, count: 0, talk: 0, latin: 1 };

/** The trail behind so many words that talk of attacks. */
export function talked(trail: Trail, words: number): Trail {
  return words === 0 ? trail : { ...trail, talk: Math.min(255, trail.talk + words * 12) };
}

/** Fewer real words than this say nothing. */
const REAL_MIN = 4;
/** Plain orders with fewer concepts than this say nothing either. */
const EVENTS_MIN: Readonly<Record<Voice, number>> = { person: 4, data: 2 };
/** From here on the window before is too far away to be of the same thought. */
const FAR_CHARACTERS = 100;

/** What there is to read: words from `first` up to `to`, around `anchor`; and where the last window ended. */
export interface Stretch {
  readonly first: number;
  readonly anchor: number;
  readonly to: number;
  readonly floor: number;
}

/** Reads features; one for many windows, so that nothing is allocated for a word. */
export class FeatureReader {
  readonly ids = new Int32Array(PER_CHUNK);
  count = 0;
  #tally = emptyTally(0);
  readonly #stamps = new Int32Array(ROLED);
  #stamp = 0;
  readonly #concepts = new Int32Array(256);
  readonly #places = new Int32Array(256);

  /** Fills `ids`, without n-grams, and returns what the next window needs to know. */
  read(source: Source, stretch: Stretch, trail: Trail): Trail {
    this.count = 0;
    this.#stamp += 1;
    const tally = this.#readWords(source, stretch);
    this.#tally = tally;
    this.#readShape(tally, trail);
    // INVARIANT: of a window that is farther away than that the cursor no longer knows where it ended.
    const isNear = source.words.start(stretch.anchor) - stretch.floor < FAR_CHARACTERS;
    return this.#readTrail(tally, trail, isNear);
  }

  /** Whether there is enough to say anything at all. */
  isTelling(voice: Voice): boolean {
    const { real, strong, events } = this.#tally;
    return real >= REAL_MIN && (strong > 0 || events >= EVENTS_MIN[voice]);
  }

  #readWords(source: Source, { first, to }: Stretch): Tally {
    const { text, words } = source;
    const tally = emptyTally(to - first);
    let events = 0;
    let skip = 0;
    let isQuoted = false;
    for (let index = first; index < to; index += 1) {
      const marker = markerOf(source, index);
      if (marker < 0 && isPlaceholder(source, index)) continue;
      const start = words.start(index);
      const flags =
        index === first ? gap.gapBefore(text, start) : gap.gapFlags(text, words.end(index - 1), start);
      if (flags !== gap.SPACE) {
        this.#marker(commentBefore(flags));
        if ((flags & (gap.QUOTE | gap.BACKTICK)) !== 0)
          isQuoted = (flags & (gap.CODE | gap.QUOTES)) === 0 && !isQuoted;
      }
      this.#marker(marker);
      const shouted = countWord(tally, { text, start, end: words.end(index), flags });
      if (skip > 0) {
        skip -= 1;
        continue;
      }
      const found = conceptAt(source, index, to);
      const concept = shouted && isName(words.hash(index)) ? CONCEPT.jail_name : found & 0xff;
      if (concept === 0) continue;
      skip = Math.max(0, ((found >>> 8) & 0xff) - 1);
      this.#event(concept, { events, place: index, flags, isQuoted });
      this.#concepts[events & 255] = concept;
      this.#places[events & 255] = index;
      events += 1;
      const key = IS_KEY[concept] as number;
      if (key >= 0) tally.keys |= 1 << key;
      if (ROLE[concept] === OPENS) tally.strong += 1;
      if (concept === CONCEPT.security || concept === CONCEPT.example) tally.talk += 1;
    }
    tally.events = events;
    return tally;
  }

  /** Adds the n-grams of what was read to `ids`. WHY apart: they are looked at only where they can change anything. */
  readNgrams(source: Source, { first, to }: Stretch): void {
    const { text, words } = source;
    let previous = 0;
    for (let index = first; index < to; index += 1) {
      if (markerOf(source, index) < 0 && isPlaceholder(source, index)) continue;
      const isNumber = KINDS[text.charCodeAt(words.start(index))] === DIGIT;
      const hash = isNumber ? 7 : words.hash(index);
      this.#addNgram(mix(hash));
      this.#addNgram(mix(Math.imul(previous, 31) ^ hash));
      previous = hash;
    }
  }

  #marker(kind: number): void {
    if (kind >= 0) this.#add(AT.shape + SHAPE.marker + kind);
  }

  #event(concept: number, at: { events: number; place: number; flags: number; isQuoted: boolean }): void {
    this.#add(AT.concept + concept);
    if ((at.flags & gap.INITIAL) !== 0) this.#add(AT.initial + concept);
    if (at.isQuoted) this.#add(AT.quoted + concept);
    let middle = 0;
    for (let back = 1; back <= PAIRED && back <= at.events; back += 1) {
      const other = this.#concepts[(at.events - back) & 255] as number;
      const distance = at.place - (this.#places[(at.events - back) & 255] as number);
      if (distance > FAR) break;
      this.#add((distance <= NEAR ? AT.near : AT.far) + other * CONCEPT_ROOM + concept);
      if (back === 1) middle = other;
      if (back === 2) this.#add(AT.triple + (mix((other << 12) ^ (middle << 6) ^ concept) & (TRIPLES - 1)));
    }
  }

  #readShape(tally: Tally, trail: Trail): void {
    const { words } = tally;
    this.#shape(SHAPE.length, bucket(words, LIMITS.length));
    this.#shape(SHAPE.caps, bucket(tally.caps / words, LIMITS.caps));
    this.#shape(SHAPE.capsRun, bucket(tally.longestRun, LIMITS.capsRun));
    this.#shape(SHAPE.exclamation, bucket(tally.exclamations, LIMITS.exclamation));
    this.#shape(SHAPE.quotes, bucket(tally.quotes, LIMITS.quotes));
    this.#shape(SHAPE.code, bucket(tally.code / words, LIMITS.code));
    this.#shape(SHAPE.pipes, bucket(tally.pipes, LIMITS.pipes));
    this.#shape(SHAPE.camel, bucket(tally.camel, LIMITS.camel));
    this.#shape(SHAPE.odd, bucket(tally.odd / words, LIMITS.odd));
    this.#shape(SHAPE.digits, bucket(tally.digits / words, LIMITS.digits));
    this.#shape(SHAPE.bullets, bucket(tally.bullets, LIMITS.bullets));
    this.#shape(SHAPE.density, bucket(tally.events / words, LIMITS.density));
    this.#shape(SHAPE.place, bucket(trail.count, LIMITS.place));
    this.#shape(SHAPE.talk, bucket(trail.talk, LIMITS.talk));
    this.#shape(SHAPE.address, (tally.flags & gap.AT) !== 0 ? 1 : 0);
    const noisy = tally.camel >= 2 && tally.odd / words >= 0.15;
    if (noisy) this.#shape(SHAPE.noisy, tally.code / words < 0.4 ? 1 : 0);
    const latin = isLatin(tally) ? 1 : 0;
    this.#shape(SHAPE.script, latin * 2 + trail.latin);
    for (const name of FLAG_SHAPES)
      if ((tally.flags & name) !== 0) this.#shape(SHAPE.flags, Math.clz32(name));
  }

  #shape(base: number, value: number): void {
    this.#add(AT.shape + base + value);
  }

  #readTrail(tally: Tally, trail: Trail, isNear: boolean): Trail {
    for (let rights = tally.keys; rights !== 0; rights &= rights - 1) {
      const right = 31 - Math.clz32(rights & -rights);
      for (let lefts = tally.keys & ((1 << right) - 1); lefts !== 0; lefts &= lefts - 1) {
        this.#add(AT.together + (31 - Math.clz32(lefts & -lefts)) * KEY.length + right);
      }
      for (let lefts = isNear ? trail.keys : 0; lefts !== 0; lefts &= lefts - 1) {
        this.#add(AT.before + (31 - Math.clz32(lefts & -lefts)) * CONCEPT_ROOM + right);
      }
    }
    return {
      keys: tally.keys,
      count: Math.min(15, trail.count + 1),
      talk: Math.min(255, (trail.talk * 3) / 4 + tally.talk * 12) | 0,
      latin: isLatin(tally) ? 1 : 0,
    };
  }

  /** WHY as often as it is there: to look for it would cost as much as to weigh it, and n-grams are capped. */
  #addNgram(id: number): void {
    if (this.count === PER_CHUNK) return;
    this.ids[this.count] = NGRAM_BASE + id;
    this.count += 1;
  }

  #add(id: number): void {
    if (this.#stamps[id] === this.#stamp || this.count === PER_CHUNK) return;
    this.#stamps[id] = this.#stamp;
    this.ids[this.count] = id;
    this.count += 1;
  }
}

/** Where each shape begins within its kind; markers and flags need the most room. */
const SHAPE = layOut({
  length: 8,
  caps: 8,
  capsRun: 8,
  exclamation: 8,
  quotes: 8,
  code: 8,
  pipes: 4,
  camel: 8,
  odd: 8,
  digits: 4,
  bullets: 4,
  density: 8,
  place: 8,
  talk: 8,
  noisy: 4,
  script: 4,
  flags: 32,
  marker: MARKER_KINDS,
  address: 2,
});

/** Where one bucket of a shape ends and the next one begins. */
const LIMITS = {
  length: [4, 8, 14, 24, 40],
  caps: [0.01, 0.15, 0.4, 0.7],
  capsRun: [2, 3, 5, 8],
  exclamation: [1, 2, 4],
  quotes: [1, 2, 4, 8],
  code: [0.01, 0.1, 0.25, 0.5],
  pipes: [1, 4],
  camel: [1, 2, 4, 7],
  odd: [0.01, 0.1, 0.2, 0.35, 0.6],
  digits: [0.01, 0.15, 0.4],
  bullets: [1, 3],
  density: [0.15, 0.25, 0.35, 0.45, 0.55, 0.65],
  place: [1, 2, 3, 8],
  talk: [1, 16, 48, 96, 192],
};

const FLAG_SHAPES = [gap.NEWLINE, gap.BLANK, gap.COLON, gap.BACKTICK, gap.QUESTION, gap.HASH, gap.ANGLE];

/** FNV-1a of `DAN`, `STAN`, `DUDE` and `AIM` in lower case. */
const NAMES = new Set<number>();
for (const name of ['dan', 'stan', 'dude', 'aim', 'duo', 'kevin', 'apophis']) NAMES.add(hashOf(name));

function isName(hash: number): boolean {
  return NAMES.has(hash);
}

function bucket(value: number, limits: readonly number[]): number {
  let index = 0;
  while (index < limits.length && value >= (limits[index] as number)) index += 1;
  return index;
}

function mix(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b | 0);
  return (mixed ^ (mixed >>> 13)) & (NGRAMS - 1);
}

/** Where each kind begins when they stand one behind the other, and where the last one ends. */
function layOut<Name extends string>(sizes: Readonly<Record<Name, number>>): Record<Name | 'end', number> {
  let end = 0;
  const starts: Record<string, number> = {};
  for (const [name, size] of Object.entries<number>(sizes)) {
    starts[name] = end;
    end += size;
  }
  return { ...starts, end } as Record<Name | 'end', number>;
}
