/** A slice: what this process has leased of one budget window, and reserves from without asking anybody. */
import type { Answer, Ask, BudgetWindow } from './lease-store.ts';

/** INVARIANT: 0 <= reserved <= leased, and idle = leased - reserved is ours alone until it is given back. */
export interface Slice {
  readonly key: string;
  readonly window: BudgetWindow;
  /** The store's name for the window, once known. */
  id: string | undefined;
  /** The limit of the configuration that asked last. */
  limit: number;
  /** The limit that the store answered to last; while they differ nothing is handed out. */
  agreedLimit: number | undefined;
  leased: number;
  reserved: number;
  /** The sum of the reservations that wait for this slice. */
  wanted: number;
  /** An ask without an answer yet. It is repeated word for word until there is one. */
  open: Ask | undefined;
  /** How often the open ask was put. */
  puts: number;
  /** Whether idle amounts are to be given back at the next opportunity. */
  surrender: boolean;
  /** Monotonic times. */
  usedMs: number;
  askedMs: number;
  /** How much to lease ahead. */
  stride: number;
}

export function newSlice(
  key: string,
  of: { readonly window: BudgetWindow; readonly limit: number; readonly elapsedMs: number },
): Slice {
  return {
    key,
    window: of.window,
    id: undefined,
    limit: of.limit,
    agreedLimit: undefined,
    leased: 0,
    reserved: 0,
    wanted: 0,
    open: undefined,
    puts: 0,
    surrender: false,
    usedMs: of.elapsedMs,
    askedMs: Number.NEGATIVE_INFINITY,
    stride: 0,
  };
}

export function idleOf(slice: Slice): number {
  return slice.leased - slice.reserved;
}

/** Whether so much can be taken now. Those who wait already come first: `overtaking` counts their wishes too. */
export function fits(slice: Slice, amount: number, overtaking: boolean): boolean {
  if (slice.agreedLimit !== slice.limit) return false;
  return idleOf(slice) - (overtaking ? slice.wanted : 0) >= amount;
}

/** Takes what `fits`. */
export function take(slice: Slice, amount: number, elapsedMs: number): void {
  if (!fits(slice, amount, false)) throw new Error('INVARIANT: only what fits is taken');
  slice.reserved += amount;
  slice.usedMs = elapsedMs;
}

/** Whether the slice has something to say to the store. */
export function hasAsk(slice: Slice): boolean {
  if (slice.open !== undefined) return true;
  if (slice.wanted > 0) return !fits(slice, slice.wanted, false);
  return slice.surrender;
}

/**
 * Puts the slice's question, and sets what is idle aside until it is answered: nobody can reserve what may be gone.
 * A question without an answer is put again first, unchanged.
 */
export function ask(
  slice: Slice,
  how: { readonly turn: number; readonly least: number; readonly elapsedMs: number },
): Ask {
  slice.puts += 1;
  if (slice.open !== undefined) return slice.open;
  const idle = idleOf(slice);
  const need = Math.min(slice.wanted, AMOUNT_MAX);
  if (need > 0) {
    const quick = how.elapsedMs - slice.askedMs < QUICK_MS;
    slice.stride = Math.min(quick ? slice.stride * 2 : need * STRIDE_START, AMOUNT_MAX);
    slice.askedMs = how.elapsedMs;
  }
  slice.leased -= idle;
  slice.open = {
    window: slice.window,
    limit: slice.limit,
    turn: how.turn,
    idle,
    need,
    least: Math.min(how.least, need),
    extra: need > 0 ? Math.max(slice.stride, need) : 0,
    final: need === 0 && slice.reserved === 0,
  };
  return slice.open;
}

/** Takes the answer to the open ask in. Returns whether the ask was put only once, so that it is of today. */
export function hear(slice: Slice, answer: Answer): boolean {
  if (slice.open === undefined) throw new Error('INVARIANT: an answer has a question');
  const first = slice.puts === 1;
  slice.id = answer.id;
  slice.agreedLimit = slice.open.limit;
  slice.leased += answer.granted;
  slice.surrender = false;
  slice.open = undefined;
  slice.puts = 0;
  return first;
}

/** The store has nothing on us any more, and nobody here needs the slice. */
export function isForgettable(slice: Slice, answered: Ask): boolean {
  return answered.final && slice.leased === 0 && slice.wanted === 0;
}

/** The largest limit and amount: sums of thousands of them stay exact in the store. */
export const AMOUNT_MAX = 1_000_000_000_000_000;

/** A slice that is used up faster than this is doubled. */
const QUICK_MS = 1_000;
const STRIDE_START = 16;
