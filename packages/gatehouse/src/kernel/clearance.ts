/** A clearance: proof that the gate recorded and allowed exactly one outgoing call. Every adapter demands one. */
import { hash } from 'node:crypto';
import type { CrossingId } from './ids.ts';

/** What a clearance is for. An adapter that is handed anything else refuses to act. */
export interface ClearedCall {
  readonly crossing: CrossingId;
  readonly attempt: number;
  readonly tenant: string;
  readonly provider: string;
  readonly model: string;
  /** SHA-256 of the exact body that may leave, hexadecimal. */
  readonly bodyDigest: string;
}

declare const minted: unique symbol;
export type Clearance = ClearedCall & { readonly [minted]: true };

const unused = new WeakSet<ClearedCall>();

/**
 * Mints a clearance. INVARIANT: only `gate/clear.ts` may import this, after the intent is durable;
 * a repository check enforces it.
 */
export function mint(call: ClearedCall): Clearance {
  const clearance = Object.freeze({ ...call }) as Clearance;
  unused.add(clearance);
  return clearance;
}

/**
 * Uses up a clearance for sending `body` to `provider`.
 * @throws Error when it was not minted by the gate, was used before, or was minted for another call:
 * each is a programmer error, and an exception here means that nothing was sent.
 */
export function redeem(clearance: Clearance, provider: string, body: string): void {
  if (!unused.delete(clearance)) throw new Error('clearance was not minted by the gate, or was used before');
  if (clearance.provider !== provider) throw new Error('clearance is for another provider');
  if (clearance.bodyDigest !== digestOfBody(body)) throw new Error('clearance is for another body');
}

export function digestOfBody(body: string): string {
  return hash('sha256', body);
}
