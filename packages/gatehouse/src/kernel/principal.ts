/** Who acts: a principal is complete or it does not exist (CVE-2026-59822 was an empty one that passed). */
import { fault } from './faults.ts';
import { failed, ok, type Result } from './result.ts';

export type PrincipalKind = 'person' | 'workload' | 'agent';

/** One link of the chain of delegation (RFC 8693 section 4.1, `act`): who acts for whom, nearest actor first. */
export interface Actor {
  readonly kind: PrincipalKind;
  readonly id: string;
}

/** What proved the principal. */
export interface Credential {
  readonly kind: 'key' | 'token' | 'signature';
  /** Key id, the issuer of the token, or the id of the key that signed the request. Never the secret. */
  readonly id: string;
  readonly expiresAtMs: number;
  /** Model names (or `*` alone) that the credential is limited to; the charter can only narrow this further. */
  readonly models: readonly string[];
}

/** The mandate under which a principal acts, as its token carries it. */
export interface MandateReference {
  readonly id: string;
  /** `server/tool` or patterns (`*`): nothing else is within it. */
  readonly tools: readonly string[];
  /** What the token may be sent to: the data plane's address, or that of one server behind it (RFC 8707). */
  readonly audience: string;
  readonly expiresAtMs: number;
  /** Thumbprint of the key that its token is bound to (RFC 9449 section 6); undefined for a bearer token. */
  readonly jkt: string | undefined;
}

export interface PrincipalFields {
  readonly kind: PrincipalKind;
  readonly tenant: string;
  readonly id: string;
  readonly roles: readonly string[];
  readonly teams: readonly string[];
  /** Purposes that the principal may state; the first is assumed when none is stated. */
  readonly purposes: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
  readonly chain: readonly Actor[];
  readonly credential: Credential;
  /** Undefined for a crossing that names no mandate. */
  readonly mandate?: MandateReference;
}

/**
 * The name under which a principal has grants and connections at tools.
 * INVARIANT: nobody has that of another, whatever they are called: a person has the bare id, and no id holds a line end.
 */
export function subjectName({ kind, id }: Actor): string {
  return kind === 'person' ? id : `${kind}\n${id}`;
}

/** Whose name it is. */
export function namedSubject(name: string): Actor {
  const [kind, id] = name.split('\n');
  return id !== undefined && (kind === 'workload' || kind === 'agent')
    ? { kind, id }
    : { kind: 'person', id: name };
}

declare const complete: unique symbol;
/** INVARIANT: only `principal()` makes one, so every value of this type passed its checks. */
export type Principal = PrincipalFields & { readonly [complete]: true };

const NAME = /^[^\p{Cc}\p{Cs}]{1,256}$/u;
const TENANT = /^[a-z0-9][a-z0-9_-]{0,62}$/;
const CHAIN_LENGTH_MAX = 8;

/** Makes a principal from verified facts, or says which fact is missing. */
export function principal(fields: PrincipalFields): Result<Principal> {
  const missing = firstMissing(fields);
  if (missing !== undefined) {
    return failed(fault('identity.incomplete', `The credential does not prove a usable ${missing}.`));
  }
  return ok(Object.freeze({ ...fields }) as Principal);
}

export function isTenantId(text: string): boolean {
  return TENANT.test(text);
}

function firstMissing(fields: PrincipalFields): string | undefined {
  if (!['person', 'workload', 'agent'].includes(fields.kind)) return 'kind';
  if (!TENANT.test(fields.tenant)) return 'tenant';
  if (!NAME.test(fields.id)) return 'subject';
  if (fields.credential.id === '' || !Number.isFinite(fields.credential.expiresAtMs)) return 'credential';
  if (fields.chain.length > CHAIN_LENGTH_MAX) return 'chain of delegation';
  if (!fields.chain.every((actor) => NAME.test(actor.id))) return 'chain of delegation';
  if (![...fields.roles, ...fields.teams, ...fields.purposes].every((name) => NAME.test(name))) return 'role';
  return undefined;
}
