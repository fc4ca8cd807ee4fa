/** Something that is fetched from a server and believed for a while: fetched once at a time, and never believed too long. */
import type { Clock } from '../../kernel/effects.ts';
import { fault } from '../../kernel/faults.ts';
import { failed, type Result } from '../../kernel/result.ts';

export interface Fresh<Value> {
  /** Not older than allowed, counted from when fetching it began; a failure is told, and never remembered. */
  get(): Promise<Result<Value>>;
  /** What was fetched so far, and what is being fetched, is not believed any more. */
  spoil(): void;
}

/** How often something that is spoiled while it is fetched is fetched again for one asker. */
const AGAIN_MAX = 3;

export function createFresh<Value>(
  clock: Clock,
  maxAgeMs: number,
  fetchNow: () => Promise<Result<Value>>,
): Fresh<Value> {
  let known: { readonly atMs: number; readonly result: Result<Value> } | undefined;
  let under: Promise<Result<Value>> | undefined;
  let season = 0;

  function begin(): Promise<Result<Value>> {
    const atMs = clock.elapsedMs();
    const begun = season;
    const fetching = fetchNow()
      .then((result) => {
        if (begun === season && result.ok) known = { atMs, result };
        return result;
      })
      .finally(() => {
        if (under === fetching) under = undefined;
      });
    under = fetching;
    return fetching;
  }

  return {
    async get() {
      for (let again = 0; ; again += 1) {
        if (known !== undefined && clock.elapsedMs() - known.atMs <= maxAgeMs) return known.result;
        const begun = season;
        const result = await (under ?? begin());
        if (begun === season || !result.ok) return result;
        if (again === AGAIN_MAX)
          return failed(fault('tool.unavailable', 'What the server offers changes too fast to be known.'));
      }
    },
    spoil() {
      season += 1;
      known = undefined;
      under = undefined;
    },
  };
}
