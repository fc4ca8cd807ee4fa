/** Waits for a condition that has a deadline of its own, such as "everywhere within a second". */
import { setTimeout as pause } from 'node:timers/promises';

/** Asks every few milliseconds; false when it did not come true within the deadline. */
export async function comesTrue(
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
