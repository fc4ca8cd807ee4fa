/** Closes what an earlier configuration opened, once the crossings that still use it have had time to end. */

interface Closable {
  readonly settings: { readonly timeouts: { readonly total_ms: number } };
  readonly close: () => Promise<void>;
}

export interface Retirement {
  retire(before: Closable): void;
  /** Closes at once whatever is left. */
  close(): Promise<void>;
}

export function createRetirement(report: (cause: unknown) => void): Retirement {
  const waiting = new Map<Closable, NodeJS.Timeout>();
  const end = async (before: Closable) => {
    clearTimeout(waiting.get(before));
    if (waiting.delete(before)) await before.close();
  };
  return {
    retire(before) {
      const timer = setTimeout(() => void end(before).catch(report), before.settings.timeouts.total_ms);
      timer.unref();
      waiting.set(before, timer);
    },
    async close() {
      await Promise.all([...waiting.keys()].map(end));
    },
  };
}
