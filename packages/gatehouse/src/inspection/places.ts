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

const CAPACITY = 16;
const NONE = new Int32Array(0);

/** Indexes count the places that are remembered; what falls before a drop is forgotten. */
export class Places implements Hits, Words {
  length = 0;
  open = 0;
  /** Positions are kept as they were when added; `#base` is what has been dropped since the beginning. */
  #base = 0;
  // WHY empty at first: most texts have no place for most detectors, and most texts are short.
  #starts = NONE;
  #ends = NONE;
  #values = NONE;
  /** Where the first remembered place stands in the arrays. */
  #first = 0;
  /** How many places have been forgotten. */
  gone = 0;

  add(start: number, end: number, value: number): void {
    const index = this.#first + this.length;
    if (index === this.#ends.length) {
      this.reserve(this.length + 1);
      this.add(start, end, value);
      return;
    }
    this.#starts[index] = start + this.#base;
    this.#ends[index] = end + this.#base;
    this.#values[index] = value;
    this.length += 1;
  }

  start(index: number): number {
    return (this.#starts[this.#first + index] ?? 0) - this.#base;
  }

  end(index: number): number {
    return (this.#ends[this.#first + index] ?? 0) - this.#base;
  }

  hash(index: number): number {
    return this.#values[this.#first + index] ?? 0;
  }

  literal(index: number): number {
    return this.#values[this.#first + index] ?? 0;
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
    this.#first += gone;
    this.gone += gone;
    this.length -= gone;
    this.#base += count;
    this.open -= count;
  }

  /** Makes room for `count` places in all. */
  reserve(count: number): void {
    if (this.#first + count <= this.#ends.length) return;
    const { length } = this.#ends;
    const size = count * 2 < length ? length : Math.max(CAPACITY, count, length * 2);
    this.#starts = moved(this.#starts, this.#first, size);
    this.#ends = moved(this.#ends, this.#first, size);
    this.#values = moved(this.#values, this.#first, size);
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

/** The values from `first` on, at the beginning of an array of `size`. */
function moved(values: Int32Array, first: number, size: number): Int32Array<ArrayBuffer> {
  const room = new Int32Array(size);
  room.set(values.subarray(first));
  return room;
}
