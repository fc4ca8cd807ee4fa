/** What is kept of grants at one server of tools, as values. */
import type { StoredOAuthClientInformation, StoredOAuthTokens } from '@modelcontextprotocol/client';
import { ok, type Result } from '../../kernel/result.ts';
import type { OnBehalfOf } from './credential.ts';
import type { GrantHolder, GrantStore } from './grant-store.ts';

/** What a subject has granted. */
export interface KeptGrant {
  readonly tokens?: StoredOAuthTokens;
  readonly obtainedAtMs?: number;
}

/** What the tool has asked for so far when it refused; kept apart, so that it never overwrites newer tokens. */
export interface KeptAsk {
  readonly scope?: string;
  readonly resourceMetadataUrl?: string;
}

type Client = StoredOAuthClientInformation;

export interface GrantBook {
  grant(onBehalfOf: OnBehalfOf): Promise<Result<KeptGrant>>;
  keepGrant(onBehalfOf: OnBehalfOf, grant: KeptGrant): Promise<Result<void>>;
  /** INVARIANT: false, and nothing is kept, where the grant was forgotten meanwhile: nobody gets back what they gave up. */
  renewGrant(onBehalfOf: OnBehalfOf, grant: KeptGrant): Promise<Result<boolean>>;
  ask(onBehalfOf: OnBehalfOf): Promise<Result<KeptAsk>>;
  keepAsk(onBehalfOf: OnBehalfOf, ask: KeptAsk): Promise<Result<void>>;
  /** As what the gate is registered there, for all subjects of a tenant. */
  client(tenant: string): Promise<Result<Client | undefined>>;
  keepClient(tenant: string, client: Client): Promise<Result<void>>;
}

export function grantBook(store: GrantStore, server: string): GrantBook {
  const holderOf = ({ tenant, subject }: OnBehalfOf, part: GrantHolder['part']) => ({
    tenant,
    server,
    subject,
    part,
  });
  const gateOf = (tenant: string) => holderOf({ tenant, subject: '' }, 'client');
  async function read<T>(holder: GrantHolder): Promise<Result<T | undefined>> {
    const text = await store.read(holder);
    return text.ok ? ok(text.value === undefined ? undefined : (JSON.parse(text.value) as T)) : text;
  }
  async function members<T extends object>(holder: GrantHolder): Promise<Result<Partial<T>>> {
    const kept = await read<T>(holder);
    return kept.ok ? ok(kept.value ?? {}) : kept;
  }
  return {
    grant: (onBehalfOf) => members<KeptGrant>(holderOf(onBehalfOf, 'grant')),
    keepGrant: (onBehalfOf, grant) => store.write(holderOf(onBehalfOf, 'grant'), JSON.stringify(grant)),
    renewGrant: (onBehalfOf, grant) => store.rewrite(holderOf(onBehalfOf, 'grant'), JSON.stringify(grant)),
    ask: (onBehalfOf) => members<KeptAsk>(holderOf(onBehalfOf, 'ask')),
    keepAsk: (onBehalfOf, ask) => store.write(holderOf(onBehalfOf, 'ask'), JSON.stringify(ask)),
    client: (tenant) => read<Client>(gateOf(tenant)),
    keepClient: (tenant, client) => store.write(gateOf(tenant), JSON.stringify(client)),
  };
}

/** Leaves out what is undefined. */
export function given<T extends object>(members: { readonly [K in keyof T]?: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}
