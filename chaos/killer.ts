/** Loaded into the gate before it starts: kills the process when a crossing enters the station for the n-th time. */
import { subscribe } from 'node:diagnostics_channel';

const station = process.env.CHAOS_STATION;
const delayMs = Number(process.env.CHAOS_DELAY_MS ?? 0);
let left = Number(process.env.CHAOS_AFTER ?? 1);

subscribe('gatehouse:station', (message) => {
  if ((message as { station: string }).station !== station) return;
  left -= 1;
  if (left !== 0) return;
  // WHY: at once, or a moment later: then the kill falls into the waiting that the station began.
  if (delayMs < 1) kill();
  else setTimeout(kill, delayMs);
});

function kill(): void {
  process.kill(process.pid, 'SIGKILL');
}
