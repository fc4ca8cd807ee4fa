/** Opens the credentials that a configuration names towards servers of tools, and says where they are asked for. */
import type { CredentialSettings } from '../config/credential-schema.ts';
import type { SecretName } from '../config/secret-schema.ts';
import type { Chance, Clock } from '../kernel/effects.ts';
import type { Destination } from '../net/destinations.ts';
import { clientCredentials } from '../tools/credentials/client-credentials.ts';
import type { OnBehalfOf, ToolCredential } from '../tools/credentials/credential.ts';
import type { GrantStore } from '../tools/credentials/grant-store.ts';
import { createGrants, type Grants } from '../tools/credentials/grants.ts';
import { secretCredential } from '../tools/credentials/secret.ts';
import { tokenExchange } from '../tools/credentials/token-exchange.ts';
import type { ToolEgress } from '../tools/egress.ts';
import { secretOf } from './secrets.ts';

export interface CredentialParts {
  readonly egress: ToolEgress;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly grants: GrantStore;
  readonly isTenant: (tenant: string) => boolean;
  /** Where browsers come back to with the answer for a server of tools. */
  readonly redirectUrl: (server: string) => string;
  /** Where the gate describes itself as a client; undefined where it is not reached over https. */
  readonly metadataUrl: string | undefined;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly pause: (ms: number) => Promise<void>;
}

export interface OpenedCredential {
  readonly credential: ToolCredential;
  /** Where subjects give grants themselves. */
  readonly grants: Grants | undefined;
  /** Whose credential asks what the server offers. */
  readonly listsAs: OnBehalfOf;
}

/** WHY not one of anybody's: without `list_as` a server is asked what it offers without anybody's credential. */
const NOBODY = { tenant: 'gatehouse', subject: 'catalogue' };

interface Server {
  readonly id: string;
  /** Its address. */
  readonly url: string;
  readonly credential?: CredentialSettings | undefined;
}

export function openCredential(
  { id, url, credential: settings }: Server,
  parts: CredentialParts,
): OpenedCredential {
  const { clock, chance, environment } = parts;
  const read = (name: SecretName) => () => secretOf(name, environment);
  if (settings === undefined) return shared(secretCredential(undefined));
  if (settings.kind === 'secret') {
    const { header, prefix, secret } = settings;
    return shared(secretCredential({ header, prefix, read: read(secret) }));
  }
  if (settings.kind === 'grant') {
    const grants = grantsAt({ id, url, settings }, parts);
    return { credential: grants.credential, grants, listsAs: settings.list_as ?? NOBODY };
  }
  const { token_endpoint, client_id: clientId, client_secret, scope, resource = url } = settings;
  const endpoint = { url: token_endpoint, clientId, clientSecret: read(client_secret), egress: parts.egress };
  const wanted = { endpoint, scope, resource };
  if (settings.kind === 'client_credentials') {
    return shared(clientCredentials({ ...wanted, elapsedMs: clock.elapsedMs }));
  }
  const { issuer, algorithm, key_id: keyId, key } = settings.assertion;
  const assertion = { issuer, algorithm, keyId, key: read(key) };
  const credential = tokenExchange({ ...wanted, assertion, audience: settings.audience, clock, chance });
  return { credential, grants: undefined, listsAs: settings.list_as };
}

/** Every origin at which it is asked for. */
export function credentialDestinations(
  { url, credential }: Omit<Server, 'id'>,
  allowPrivate: boolean,
): readonly Destination[] {
  if (credential === undefined || credential.kind === 'secret') return [];
  const to = (address: string, isPrivate: boolean): Destination => ({
    purpose: 'authorisation',
    url: address,
    allowPrivate: isPrivate,
  });
  if (credential.kind !== 'grant') return [to(credential.token_endpoint, credential.allow_private)];
  // WHY the tool as well: it says there who gives grants for it (RFC 9728).
  return [
    to(url, allowPrivate),
    ...credential.authorisation_servers.map((server) => to(server, credential.allow_private)),
  ];
}

interface Granting {
  readonly id: string;
  readonly url: string;
  readonly settings: Extract<CredentialSettings, { kind: 'grant' }>;
}

function grantsAt({ id, url, settings }: Granting, parts: CredentialParts): Grants {
  const { client, scope } = settings;
  const registered =
    client === undefined
      ? undefined
      : {
          id: client.id,
          secret: client.secret && secretOf(client.secret, parts.environment),
          issuer: client.issuer,
        };
  return createGrants({
    ...{ server: id, url, scope, store: parts.grants, egress: parts.egress, isTenant: parts.isTenant },
    identity: {
      // WHY only when it is asked for: before the gate listens it may not know its own address.
      get redirectUrl() {
        return parts.redirectUrl(id);
      },
      ...{ metadataUrl: parts.metadataUrl, registered },
    },
    ...{ clock: parts.clock, chance: parts.chance, pause: parts.pause },
  });
}

function shared(credential: ToolCredential): OpenedCredential {
  return { credential, grants: undefined, listsAs: NOBODY };
}
