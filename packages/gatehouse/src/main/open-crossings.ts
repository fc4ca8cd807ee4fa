/** Counts the crossings that are under way, so that the gate can be full, and can wait for them when it stops. */
import type { OpenCrossings } from '../gate/gate.ts';
import { fault } from '../kernel/faults.ts';
import { failed, ok } from '../kernel/result.ts';

export interface TrackedCrossings extends OpenCrossings {
  readonly count: number;
  /** Resolves when the work that went on after its callers had left is done. */
  settled(): Promise<void>;
}

export function trackCrossings(report: (defect: unknown) => void): TrackedCrossings {
  const working = new Set<Promise<void>>();
  let count = 0;
  return {
    get count() {
      return count;
    },
    enter(limit) {
      if (count >= limit) {
        const message = `The gate is at its limit of ${limit} open crossings; try again.`;
        return failed(fault('admission.busy', message, { retryAfterSeconds: 1 }));
      }
      count += 1;
      return ok(undefined);
    },
    leave() {
      count -= 1;
    },
    track(work) {
      const tracked = work.catch(report).finally(() => working.delete(tracked));
      working.add(tracked);
    },
    async settled() {
      while (working.size > 0) await Promise.all(working);
    },
  };
}
