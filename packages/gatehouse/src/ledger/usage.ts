/** The port to what the ledger knows of use: who used what when, and who was proven to be whom. */
import type { Actor } from '../kernel/principal.ts';
import type { PrincipalEvidence } from './evidence.ts';

/** When something was last used. */
export interface LastUse {
  /** A model, or `server/tool`. */
  readonly name: string;
  /** By somebody, whoever it was for. */
  readonly byMs: number | undefined;
  /** By others, for somebody. */
  readonly forMs: number | undefined;
}

/** How somebody was proven when it last acted. */
export interface LastProof {
  readonly atMs: number;
  readonly principal: PrincipalEvidence;
  readonly purpose: string;
}

/** Nothing on the path asks it. Rejects when the database fails. */
export interface Usage {
  lastUses(tenant: string, who: Actor, names: readonly string[]): Promise<readonly LastUse[]>;
  /** Everybody who ever acted, at most so many. */
  actors(tenant: string, limit: number): Promise<readonly Actor[]>;
  /** Of the last time that it acted in its own name with one of these; undefined where it never did. */
  lastProof(tenant: string, who: Actor, names: readonly string[]): Promise<LastProof | undefined>;
}
