/** Expected failures are values: a `Result` is either what was asked for or the fault that prevented it. */
import type { Fault } from './faults.ts';

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: Fault };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** Wraps a fault as the failed arm of a `Result`. */
export function failed(fault: Fault): { readonly ok: false; readonly fault: Fault } {
  return { ok: false, fault };
}
