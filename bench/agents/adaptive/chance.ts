/** Chance that comes out the same every time: the cases of one seed are the cases of everybody. */

export interface Seeded {
  pick<Item>(items: readonly Item[]): Item | undefined;
  /** At most so many, without repeats. */
  some<Item>(items: readonly Item[], count: number): readonly Item[];
}

/** Mulberry32, a small generator of 32 bits (Tommy Ettinger, 2017; public domain). */
export function seeded(seed: number): Seeded {
  let state = seed >>> 0;
  const below = (limit: number) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
  return {
    pick: (items) => items[items.length === 0 ? 0 : below(items.length)],
    some(items, count) {
      const rest = [...items];
      const taken: (typeof rest)[number][] = [];
      while (rest.length > 0 && taken.length < count) taken.push(...rest.splice(below(rest.length), 1));
      return taken;
    },
  };
}
