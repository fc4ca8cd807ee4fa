/** A growing list of places in a text whose beginning is forgotten in time: three numbers each, without an object for each. */
/** Where the literals of one detector stand: in order of their ends. */
export interface Hits {
  readonly length: number;
  start(index: number): number;
  end(index: number): number;
  /** Which of the detector's literals it is: an index into them. */
  literal(index: number): number;
  /** The index of the first hit that ends behind `position`. */
  from(position: number): number;
}

/** Words: runs of letters, runs of digits, and single signs of scripts without spaces. In order. */
export interface Words {
  readonly length: number;
  start(index: number): number;
  end(index: number): number;
  /** FNV-1a of its code units in lower case (`hashOf`); of a run of digits, of the digits. */
  hash(index: number): number;
  /** The index of the first word that ends behind `position`. */
  from(position: number): number;
  /** Where a word begins that may still grow; the length of the text when there is none. */
  readonly open: number;
}

/** Some of the words, by what they look like: so that whoever wants only these need not look at all. In order. */
export interface Picks {
  readonly length: number;
  start(index: number): number;
  end(index: number): number;
  /** Which word it is: an index into the words. */
  word(index: number): number;
  /** The index of the first one that ends behind `position`. */
  from(position: number): number;
}

/** Numbers a place: where it starts and ends, and its value. Side by side, as they are read. */
const WIDTH = 3;
const CAPACITY = 16;
const NONE = new Int32Array(0);
/** Room for more places than this is given back when a list is emptied. */
const KEPT_MAX = 65_536;

/** Indexes count the places that are remembered; what falls before a drop is forgotten. */
export class Places implements Hits, Words {
  length = 0;
  open = 0;
  /** How many places have been forgotten. */
  gone = 0;
  /** Positions are kept as they were when added; `#base` is what has been dropped since the beginning. */
  #base = 0;
  // WHY empty at first: most texts have no place for most detectors, and most texts are short.
  #places = NONE;
  /** Where the first remembered place stands among the numbers. */
  #first = 0;

  add(start: number, end: number, value: number): void {
    const at = this.#first + this.length * WIDTH;
    if (at === this.#places.length) {
      this.reserve(this.length + 1);
      this.add(start, end, value);
      return;
    }
    this.#places[at] = start + this.#base;
    this.#places[at + 1] = end + this.#base;
    this.#places[at + 2] = value;
    this.length += 1;
  }

  start(index: number): number {
    return (this.#places[this.#first + index * WIDTH] ?? 0) - this.#base;
  }

  end(index: number): number {
    return (this.#places[this.#first + index * WIDTH + 1] ?? 0) - this.#base;
  }

  hash(index: number): number {
    return this.#places[this.#first + index * WIDTH + 2] ?? 0;
  }

  literal(index: number): number {
    return this.#places[this.#first + index * WIDTH + 2] ?? 0;
  }

  from(position: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.end(middle) <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Forgets the first `count` characters of the text, and the places that end within them. */
  drop(count: number): void {
    const gone = this.from(count);
    this.#first += gone * WIDTH;
    this.gone += gone;
    this.length -= gone;
    this.#base += count;
    this.open -= count;
  }

  /** Forgets everything, for another text. */
  clear(): void {
    this.length = 0;
    this.open = 0;
    this.gone = 0;
    this.#base = 0;
    this.#first = 0;
    if (this.#places.length > KEPT_MAX * WIDTH) this.#places = NONE;
  }

  /** Makes room for `count` places in all. */
  reserve(count: number): void {
    if (this.#first + count * WIDTH <= this.#places.length) return;
    const capacity = this.#places.length / WIDTH;
    const size = count * 2 < capacity ? capacity : Math.max(CAPACITY, count, capacity * 2);
    const places = new Int32Array(size * WIDTH);
    places.set(this.#places.subarray(this.#first, this.#first + this.length * WIDTH));
    this.#places = places;
    this.#first = 0;
  }
}

/** Places of words; the value of each is the ordinal of its word, counted from the beginning of the text. */
export class PickedPlaces extends Places implements Picks {
  readonly #words: Places;

  constructor(words: Places) {
    super();
    this.#words = words;
  }

  word(index: number): number {
    return this.literal(index) - this.#words.gone;
  }
}
