/** Waits for a condition instead of for time. */
import { setTimeout as pause } from 'node:timers/promises';

/** Asks every few milliseconds; false when it did not come true within the deadline. */
export async function until(
  condition: () => Promise<boolean> | boolean,
  deadlineMs: number,
): Promise<boolean> {
  const endMs = performance.now() + deadlineMs;
  while (performance.now() < endMs) {
    if (await condition()) return true;
    await pause(5);
  }
  return false;
}
