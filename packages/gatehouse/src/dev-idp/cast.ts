/** Who exists at the development identity provider, and how the gate reads what it says of them. */
import type { IssuerSettings } from '../config/schema.ts';

export interface Player {
  readonly kind: 'person' | 'workload';
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  readonly teams: readonly string[];
}

/** People and one workload; the scripts of the quick start and the tests speak in their names. */
export const CAST: Readonly<Record<string, Player>> = {
  alice: player('person', 'developer', 'research'),
  bob: player('person', 'analyst', 'finance'),
  admin: player('person', 'admin', 'platform'),
  ci: player('workload', 'ci', 'platform'),
};

/** An issuer vouches for one kind of principal per audience, so each kind has an audience of its own. */
export const AUDIENCES: Readonly<Record<Player['kind'], string>> = {
  person: 'gatehouse',
  workload: 'gatehouse-workloads',
};

/** Tokens of people who answer held calls are for this and nothing else (`approvals.audience`). */
export const APPROVALS = { resource: 'urn:gatehouse:approvals', audience: 'gatehouse-approvals' };

export function playerOf(name: string | undefined): Player | undefined {
  return name !== undefined && Object.hasOwn(CAST, name) ? CAST[name] : undefined;
}

/** What the configuration holds when the development identity provider is trusted by a tenant. */
export function devIssuers(issuer: string, tenant: string): readonly IssuerSettings[] {
  return (['person', 'workload'] as const).map((kind) => ({
    issuer,
    tenant,
    audiences: [AUDIENCES[kind]],
    algorithms: ['RS256', 'ES256'],
    kind,
    id_prefix: '',
    claims: { roles: 'roles', teams: 'teams' },
    roles: {},
    default_roles: [],
    allow_private: true,
    max_token_age_seconds: 3_600,
  }));
}

function player(kind: Player['kind'], role: string, team: string): Player {
  return { kind, roles: [role], groups: [`${team}-${role}s`], teams: [team] };
}
