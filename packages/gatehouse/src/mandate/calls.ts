/** The port of doing at most once: what was begun is durable before it is done, and its answer is kept for repeats. */
import type { Result } from '../kernel/result.ts';

/** What a tool answered, as its transport gave it back. */
export interface KeptAnswer {
  readonly body: string;
  readonly error?: true;
}

/** Names one call among all of whoever makes it. */
export interface CallName {
  readonly tenant: string;
  /** Whose it is: kind, id and mandate; nobody sees another's answers. */
  readonly holder: string;
  /** The client's idempotency key, or the hold that was answered. */
  readonly key: string;
}

export interface KnownCall {
  /** Digest of what was asked; another call under the same key is refused. */
  readonly digest: string;
  readonly begunAtMs: number;
  /** Undefined while it is under way, and for ever when whoever made it died in the middle. */
  readonly answer: KeptAnswer | undefined;
}

/** A call as its client made it, kept for taking it up again. */
export interface ParkedCall {
  readonly method: string;
  readonly name: string;
  readonly params: string;
  readonly server: string | undefined;
  readonly idempotencyKey: string | undefined;
}

/** Every operation answers with `call.unavailable` when the store is away. */
export interface Calls {
  find(name: CallName): Promise<Result<KnownCall | undefined>>;
  /** INVARIANT: durable when it resolves, and true for exactly one of all that ever try under this name. */
  begin(name: CallName, digest: string): Promise<Result<boolean>>;
  finish(name: CallName, answer: KeptAnswer): Promise<Result<void>>;
  /** Nothing was done, so the name is free again. */
  release(name: CallName): Promise<Result<void>>;
  park(name: CallName, call: ParkedCall): Promise<Result<void>>;
  parked(name: CallName): Promise<Result<ParkedCall | undefined>>;
}
