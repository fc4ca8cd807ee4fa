/** The port of mandates: what agents were asked to do, by whom and for whom, and what has entered them since. */
import type { Actor, Principal, PrincipalFields } from '../kernel/principal.ts';
import type { Result } from '../kernel/result.ts';
import type { Flow, Step } from './flow.ts';

/** The subject as it was proven when the mandate was opened, with the chain of those who act for it, nearest first. */
export type Mandated = Omit<PrincipalFields, 'credential' | 'mandate'>;

/** The most that may be used under a mandate; a part that is missing is bounded by the configured budgets alone. */
export interface MandateBudget {
  readonly requests?: number;
  readonly tokens?: number;
  readonly usd?: number;
}

/** What a mandate is opened with. All of it is fixed from then on; only tools and models can become fewer. */
export interface MandateGrant {
  readonly principal: Mandated;
  /** The mandate that it was narrowed from. INVARIANT: it shares that one's flow, so that nothing is laundered. */
  readonly parent: string | undefined;
  /** One of the purposes that the subject may state; undefined where none was stated. */
  readonly purpose: string | undefined;
  /** `server/tool` or patterns; `*` stands for any run of characters. */
  readonly tools: readonly string[];
  readonly models: readonly string[];
  readonly budget: MandateBudget;
  /** Thumbprint (RFC 7638) of the only key to which tokens are bound; undefined for bearer tokens. */
  readonly jkt: string | undefined;
  /** Ids of the Gatehouse keys that proved the subject and its actors; the mandate ends with any of them. */
  readonly keys: readonly string[];
  /** Of the policy that the scope was derived from. */
  readonly policyDigest: string;
  readonly expiresAtMs: number;
}

export interface Mandate extends MandateGrant {
  /** `md_` and 26 characters. */
  readonly id: string;
  /** The first of its line; steps are kept there. */
  readonly root: string;
  /** Whose budgets count what is used under it: its own, and those of all that it was narrowed from. */
  readonly accounts: readonly MandateAccount[];
  /** True for what a key does without having opened a mandate. */
  readonly wordless: boolean;
  readonly createdAtMs: number;
  /** When it was revoked; undefined while it was not. */
  readonly endedAtMs: number | undefined;
}

/** What counts what is used under a mandate, from its opening to its end. */
export interface MandateAccount extends Pick<Mandate, 'id' | 'budget' | 'createdAtMs' | 'expiresAtMs'> {}

/** A flow as it was at a version: the number of steps in it. */
export interface FlowAt {
  readonly flow: Flow;
  readonly version: number;
}

/** `conflict`: another process appended since that version, and what was decided on it must be decided again. */
export type Appended =
  | { readonly kind: 'appended'; readonly version: number }
  | { readonly kind: 'conflict' };

/** Every operation answers with `mandate.unavailable` when the store is away. */
export interface Mandates {
  open(grant: MandateGrant, words: readonly string[]): Promise<Result<Mandate>>;
  /** Narrows what the policy has narrowed meanwhile. Undefined when there is no living mandate of that id. */
  renew(
    name: MandateName,
    scope: Pick<MandateGrant, 'tools' | 'models' | 'policyDigest'>,
  ): Promise<Result<Mandate | undefined>>;
  /** Ends it and all that were narrowed from it, everywhere within a second. Undefined when there is none. */
  revoke(name: MandateName): Promise<Result<Mandate | undefined>>;
  find(name: MandateName): Promise<Result<Mandate | undefined>>;
  /** Newest first. */
  list(tenant: string, filter?: { readonly living?: boolean }): Promise<Result<readonly Mandate[]>>;
  /** Everything durable by now, also by other processes; `mandate.unknown` when there is no such mandate. */
  flow(name: MandateName): Promise<Result<FlowAt>>;
  /** INVARIANT: durable when it resolves, and only if the flow was still at this version: all of it or nothing. */
  append(name: MandateName, version: number, steps: readonly Step[]): Promise<Result<Appended>>;
  /** The mandate of a crossing that names none: its credential's own, renewed every day, without words or tools. */
  wordlessOf(principal: Principal): Promise<Result<Mandate>>;
}

export interface MandateName {
  readonly tenant: string;
  readonly id: string;
}

/** Who acts under it now: the nearest of the chain, or the subject itself. */
export function actorOf({ principal: { kind, id, chain } }: Pick<Mandate, 'principal'>): Actor {
  return chain[0] ?? { kind, id };
}
