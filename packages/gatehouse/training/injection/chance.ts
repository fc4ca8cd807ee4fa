/** Chance that is the same in every run: a small generator with a seed (mulberry32), and what is drawn with it. */

export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** From 0 up to, but not, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }

  /** Whether something happens that happens with this probability. */
  happens(probability: number): boolean {
    return this.next() < probability;
  }

  shuffle<Item>(items: readonly Item[]): Item[] {
    const shuffled = [...items];
    for (let index = shuffled.length - 1; index > 0; index -= 1) {
      const other = this.below(index + 1);
      const item = shuffled[index] as Item;
      shuffled[index] = shuffled[other] as Item;
      shuffled[other] = item;
    }
    return shuffled;
  }
}

/** What may stand for `{name}` in a template, with `|` between the choices. */
export type Slots = Readonly<Record<string, string>>;

/** A template with its slots filled, those in what fills them too. */
export function fill(template: string, slots: Slots, chance: Chance): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const choices = slots[name];
    return choices === undefined ? whole : fill(chance.pick(choices.split('|')), slots, chance);
  });
}
