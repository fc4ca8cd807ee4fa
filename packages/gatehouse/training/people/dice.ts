/** Chance that can be repeated: a 32-bit generator with a seed (mulberry32). */

export interface Dice {
  chance(probability: number): boolean;
  /** Whole, both ends within. */
  number(least: number, most: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** By weight. */
  choose<Item>(rows: readonly (readonly [weight: number, item: Item])[]): Item;
}

export function createDice(seed: number): Dice {
  let state = seed | 0;
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  }
  function pick<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(next() * items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }
  return {
    chance: (probability) => next() < probability,
    number: (least, most) => least + Math.floor(next() * (most - least + 1)),
    pick,
    choose(rows) {
      let left = next() * rows.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, item] of rows) {
        left -= weight;
        if (left < 0) return item;
      }
      return pick(rows)[1];
    },
  };
}
