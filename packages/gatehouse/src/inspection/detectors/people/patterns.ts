/** Patterns over a small alphabet as one table of states: a reader goes from symbol to symbol and stops where none goes on. */

/** At most so many symbols; one more row of a state says what it accepts. */
const SYMBOLS_MAX = 31;

export interface Forms {
  /** The state behind `state` and a symbol; 0 where no form goes on. */
  next(state: number, symbol: number): number;
  /** Which row of the patterns ends here: the first of them, counted from 1; 0 for none. */
  accepts(state: number): number;
}

export const FIRST_STATE = 1;

/** Each row is a pattern of literals, `[...]`, `(...)`, `|` and `?`, over the characters of `alphabet`. */
export function formsOf(alphabet: string, rows: readonly string[]): Forms {
  if (alphabet.length > SYMBOLS_MAX) throw new Error('too many symbols');
  const maker = new Maker();
  const starts = rows.map((pattern, row) => maker.add(pattern, row + 1));
  const sets = new Map<string, number>();
  const open: (readonly number[])[] = [];
  const table: number[] = new Array(SYMBOLS_MAX + 1).fill(0);
  const stateOf = (nodes: readonly number[]): number => {
    const key = nodes.join();
    const known = sets.get(key) ?? sets.size + 1;
    if (known > sets.size) {
      sets.set(key, known);
      open.push(nodes);
    }
    return known;
  };
  stateOf(maker.closure(starts));
  for (let nodes = open.shift(); nodes !== undefined; nodes = open.shift()) {
    for (let symbol = 0; symbol < SYMBOLS_MAX; symbol += 1) {
      const behind = maker.closure(maker.step(nodes, alphabet.charAt(symbol)));
      table.push(behind.length === 0 ? 0 : stateOf(behind));
    }
    table.push(maker.accepted(nodes));
  }
  const states = Uint16Array.from(table);
  return {
    next: (state, symbol) => states[(state << 5) | symbol] as number,
    accepts: (state) => states[(state << 5) | SYMBOLS_MAX] as number,
  };
}

interface Node {
  /** The characters that lead to `to`; undefined where it is reached by nothing at all. */
  readonly on: string | undefined;
  readonly to: number[];
  readonly row: number;
}

interface Part {
  readonly start: number;
  readonly end: number;
}

/** Thompson's construction (1968): each part of a pattern has one way in and one way out. */
class Maker {
  readonly #nodes: Node[] = [];
  #pattern = '';
  #at = 0;

  /** Where the pattern begins. */
  add(pattern: string, row: number): number {
    this.#pattern = pattern;
    this.#at = 0;
    const { start, end } = this.#choice();
    if (this.#at !== pattern.length) throw new Error(`no pattern: ${pattern}`);
    this.#join(end, this.#node(undefined, row));
    return start;
  }

  closure(nodes: readonly number[]): readonly number[] {
    const all = new Set(nodes);
    for (const node of all) {
      const { on, to } = this.#nodes[node] as Node;
      if (on === undefined) for (const each of to) all.add(each);
    }
    return [...all].sort((left, right) => left - right);
  }

  step(nodes: readonly number[], symbol: string): readonly number[] {
    if (symbol === '') return [];
    return nodes.flatMap((node) => {
      const { on, to } = this.#nodes[node] as Node;
      return on?.includes(symbol) === true ? to : [];
    });
  }

  accepted(nodes: readonly number[]): number {
    const rows = nodes.map((node) => this.#nodes[node]?.row ?? 0).filter((row) => row > 0);
    return rows.length === 0 ? 0 : Math.min(...rows);
  }

  #node(on: string | undefined, row = 0): number {
    return this.#nodes.push({ on, to: [], row }) - 1;
  }

  #join(from: number, to: number): void {
    this.#nodes[from]?.to.push(to);
  }

  #choice(): Part {
    const start = this.#node(undefined);
    const end = this.#node(undefined);
    for (;;) {
      const part = this.#sequence();
      this.#join(start, part.start);
      this.#join(part.end, end);
      if (this.#pattern[this.#at] !== '|') return { start, end };
      this.#at += 1;
    }
  }

  #sequence(): Part {
    const start = this.#node(undefined);
    let end = start;
    while (this.#at < this.#pattern.length && !'|)'.includes(this.#pattern.charAt(this.#at))) {
      const part = this.#item();
      this.#join(end, part.start);
      end = this.#node(undefined);
      this.#join(part.end, end);
      if (this.#pattern[this.#at] !== '?') continue;
      this.#at += 1;
      this.#join(part.start, end);
    }
    return { start, end };
  }

  #item(): Part {
    const sign = this.#pattern.charAt(this.#at);
    this.#at += 1;
    if (sign !== '(') return this.#literal(sign === '[' ? this.#members() : sign);
    const inner = this.#choice();
    this.#at += 1;
    const start = this.#node(undefined);
    this.#join(start, inner.start);
    return { start, end: inner.end };
  }

  #members(): string {
    const close = this.#pattern.indexOf(']', this.#at);
    const members = this.#pattern.slice(this.#at, close);
    this.#at = close + 1;
    return members;
  }

  /** WHY a node of its own before it: what may be left out is left out by way of it. */
  #literal(members: string): Part {
    const start = this.#node(undefined);
    const sign = this.#node(members);
    const end = this.#node(undefined);
    this.#join(start, sign);
    this.#join(sign, end);
    return { start, end };
  }
}
