/** The fixed windows that budgets count in: whole minutes, hours, days and months of UTC. */

export type Period = 'minute' | 'hour' | 'day' | 'month';

/** From `startMs`, inclusive, to `endMs`, exclusive; milliseconds since the Unix epoch. */
export interface TimeWindow {
  readonly startMs: number;
  readonly endMs: number;
}

/** The window of `period` that holds `atMs`. */
export function windowAt(period: Period, atMs: number): TimeWindow {
  if (period === 'month') return monthAt(atMs);
  const length = LENGTH_MS[period];
  const startMs = Math.floor(atMs / length) * length;
  return { startMs, endMs: startMs + length };
}

/** Whole seconds until the window ends, at least 1. */
export function secondsLeft(window: TimeWindow, atMs: number): number {
  return Math.max(1, Math.ceil((window.endMs - atMs) / 1_000));
}

const LENGTH_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

function monthAt(atMs: number): TimeWindow {
  const date = new Date(atMs);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  return { startMs: Date.UTC(year, month), endMs: Date.UTC(year, month + 1) };
}
