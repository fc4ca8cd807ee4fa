/** The port to people whom a directory provisions (SCIM, RFC 7643): whoever leaves it is put out. */
import type { Result } from '../kernel/result.ts';

export interface DirectoryUser {
  readonly tenant: string;
  /** A UUID of ours. */
  readonly id: string;
  readonly userName: string;
  readonly externalId: string | undefined;
  readonly displayName: string | undefined;
  readonly active: boolean;
  /** The id of the person as principal. */
  readonly principal: string;
  /** Grows with every change. */
  readonly version: number;
  readonly createdAtMs: number;
  readonly changedAtMs: number;
}

/** `taken`: another user has its name or is the same principal; `changed`: somebody else was faster. */
export type Written = 'written' | 'taken' | 'changed';

/**
 * INVARIANT: each change and what follows from it for the principal (out, with keys and mandates, or back in) is one
 * transaction. Every operation answers with `identity.unavailable` when the store is away.
 */
export interface Directory {
  add(user: DirectoryUser): Promise<Result<Written>>;
  find(tenant: string, id: string): Promise<Result<DirectoryUser | undefined>>;
  /** Those that a filter means, or all; pages begin at 0. */
  list(
    tenant: string,
    page: {
      readonly filter?: { readonly attribute: 'userName' | 'externalId'; readonly value: string };
      readonly from: number;
      readonly count: number;
    },
  ): Promise<Result<{ readonly total: number; readonly users: readonly DirectoryUser[] }>>;
  /** Only if it is still as it was. */
  replace(before: DirectoryUser, after: DirectoryUser): Promise<Result<Written>>;
  remove(user: DirectoryUser): Promise<Result<Written>>;
}
