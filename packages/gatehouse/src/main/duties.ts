/** Duties: work that this process repeats in the background, each at its own pace, none twice at once. */

export interface Duty {
  readonly name: string;
  readonly everyMs: number;
  readonly work: () => Promise<unknown>;
}

export interface Duties {
  /** Lets what is under way end, and starts nothing more. */
  stop(): Promise<void>;
}

/** A duty that fails is reported and tried again at its next turn. */
export function startDuties(duties: readonly Duty[], report: (duty: string, cause: unknown) => void): Duties {
  let stopped = false;
  const running = duties.map(async ({ name, everyMs, work }) => {
    while (!stopped) {
      await work().catch((cause: unknown) => report(name, cause));
      await pause(everyMs, () => stopped);
    }
  });
  return {
    async stop() {
      stopped = true;
      await Promise.all(running);
    },
  };
}

const SLICE_MS = 100;

async function pause(ms: number, stopped: () => boolean): Promise<void> {
  for (let left = ms; left > 0 && !stopped(); left -= SLICE_MS) {
    await new Promise((resolve) => setTimeout(resolve, Math.min(left, SLICE_MS)));
  }
}
