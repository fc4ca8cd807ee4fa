/** The port of doing at most once: what is about to be done is durable before it is, and what came of it before it is told. */
import type { Result } from '../kernel/result.ts';
import type { Step } from './flow.ts';
import type { Appended, Mandate, MandateName } from './mandates.ts';

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

/** The mandate of a call, and the one under which its steps are kept. */
type CallMandate = MandateName & Pick<Mandate, 'root'>;

/** A call that is about to be made. */
export interface CallStart {
  readonly mandate: CallMandate;
  /** Of the flow on which it was judged. */
  readonly version: number;
  readonly steps: readonly Step[];
  /** Undefined where its client gave it no name: then it is a call of its own. */
  readonly call: { readonly name: CallName; readonly digest: string } | undefined;
  /** Values that it writes although nothing trusted says them; remembered for all mandates of the tenant. */
  readonly written: readonly string[];
}

/** `taken`: another has begun it under this name. */
export type Begun = Appended | { readonly kind: 'taken' };

/** How a call ended. */
export interface CallEnd {
  readonly mandate: CallMandate;
  /** Where the flow may still stand; what others added meanwhile is no hindrance, for what was seen was seen. */
  readonly version: number;
  readonly steps: readonly Step[];
  /** Without an answer nothing was done, and the name is free again. */
  readonly call: { readonly name: CallName; readonly answer: KeptAnswer | undefined } | undefined;
}

/** Every operation answers with `call.unavailable` when the store is away. */
export interface Calls {
  find(name: CallName): Promise<Result<KnownCall | undefined>>;
  /**
   * INVARIANT: durable when it resolves, all of it or nothing; begun by exactly one of all that ever try under this
   * name, and only on the flow on which the call was judged.
   */
  begin(start: CallStart): Promise<Result<Begun>>;
  /** INVARIANT: what was learned and what is kept for repeats are durable together. */
  finish(end: CallEnd): Promise<Result<void>>;
  park(name: CallName, call: ParkedCall): Promise<Result<void>>;
  parked(name: CallName): Promise<Result<ParkedCall | undefined>>;
}
