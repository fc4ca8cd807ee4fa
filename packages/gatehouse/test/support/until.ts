/** Waits for a condition instead of for a time; only a condition that never comes runs into the limit. */
import { setTimeout as sleep } from 'node:timers/promises';

const LIMIT_MS = 15_000;
const POLL_MS = 20;

/** Resolves once the condition holds; a condition that rejects does not hold yet. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  let last: unknown;
  for (let waited = 0; waited < LIMIT_MS; waited += POLL_MS) {
    try {
      if (await condition()) return;
    } catch (error) {
      last = error;
    }
    await sleep(POLL_MS);
  }
  throw new Error(`the condition did not come: ${condition}`, { cause: last });
}
