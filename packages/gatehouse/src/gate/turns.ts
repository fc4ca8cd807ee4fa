/** Turns: of all that this process does under one name, one after another. */

export interface Turns {
  /** `waited`: something else was done under the name just before, so what was known may be old. */
  take<T>(name: string, work: (waited: boolean) => Promise<T>): Promise<T>;
}

/** WHY: a judgement holds only while its flow stands still; of many at once, most would be made again and again. */
export function createTurns(): Turns {
  const last = new Map<string, Promise<void>>();
  return {
    async take(name, work) {
      const before = last.get(name);
      const { promise: over, resolve } = Promise.withResolvers<void>();
      last.set(name, over);
      try {
        await before;
        return await work(before !== undefined);
      } finally {
        resolve();
        if (last.get(name) === over) last.delete(name);
      }
    },
  };
}
