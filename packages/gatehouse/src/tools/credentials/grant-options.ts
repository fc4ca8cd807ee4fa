/** What the grants of one server of tools work with. */
import type { FetchLike } from '@modelcontextprotocol/client';
import type { Chance, Clock } from '../../kernel/effects.ts';
import type { ToolEgress } from '../egress.ts';
import type { GrantBook } from './grant-book.ts';
import type { GrantStore } from './grant-store.ts';
import type { OAuthIdentity } from './oauth-flow.ts';

export interface GrantOptions {
  /** The server of tools, by the name that the configuration gives it, and its address: the resource of RFC 8707. */
  readonly server: string;
  readonly url: string;
  readonly identity: OAuthIdentity;
  /** Asked for where the tool itself names no scope. */
  readonly scope: string | undefined;
  /** Whether there is such a tenant; what comes back from a browser names one. */
  readonly isTenant: (tenant: string) => boolean;
  readonly store: GrantStore;
  readonly egress: ToolEgress;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly pause: (ms: number) => Promise<void>;
}

export interface GrantParts {
  readonly options: GrantOptions;
  readonly book: GrantBook;
  readonly fetchFn: FetchLike;
}
