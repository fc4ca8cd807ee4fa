/** Turns the claims of a verified token into a principal: complete, or not at all. */
import type { IssuerSettings } from '../config/schema.ts';
import { fault } from '../kernel/faults.ts';
import { type Actor, type Principal, type PrincipalKind, principal } from '../kernel/principal.ts';
import { failed, ok, type Result } from '../kernel/result.ts';

export type Claims = Readonly<Record<string, unknown>>;

/** More names than this are no list of roles but an attack or a directory that should be filtered. */
const NAMES_MAX = 256;
/** One more than a principal may have, so that a longer chain is seen to be too long. */
const ACTORS_MAX = 9;
const TEXT = /^[^\p{Cc}\p{Cs}]{1,256}$/u;
/** Subjects of Kubernetes service accounts and of GitHub Actions. */
const WORKLOAD = /^(?:system:serviceaccount|repo):/;

/** `expiresAtMs` is when the token ends; everything else comes from its claims as the issuer's settings read them. */
export function principalOfClaims(
  claims: Claims,
  settings: IssuerSettings,
  expiresAtMs: number,
): Result<Principal> {
  const id = read(claims, settings.claims.id ?? 'sub');
  if (typeof id !== 'string' || id === '') return incomplete('subject');
  const roles = listOf(claims, settings.claims.roles, 'roles');
  const teams = listOf(claims, settings.claims.teams, 'teams');
  const purposes = listOf(claims, settings.claims.purposes, undefined);
  const attributes = attributesOf(claims, settings.claims.attributes ?? []);
  const chain = chainOf(claims.act, settings.id_prefix);
  if (!roles.ok) return roles;
  if (!teams.ok) return teams;
  if (!purposes.ok) return purposes;
  if (!attributes.ok) return attributes;
  if (!chain.ok) return chain;
  return principal({
    kind: settings.kind,
    tenant: settings.tenant,
    // WHY: `sub` is unique only within its issuer (RFC 7519 section 4.1.2); policies, budgets and evidence know the id.
    id: settings.id_prefix + id,
    roles: [...new Set([...settings.default_roles, ...mapped(roles.value, settings.roles)])],
    teams: teams.value,
    purposes: purposes.value,
    attributes: attributes.value,
    chain: chain.value,
    credential: { kind: 'token', id: settings.issuer, expiresAtMs, models: ['*'] },
  });
}

/**
 * A list of names. WHY: a claim that was configured must be there. A directory that leaves out the groups of
 * someone who has too many would otherwise shed exactly those that a charter denies.
 */
function listOf(
  claims: Claims,
  path: string | undefined,
  byDefault: string | undefined,
): Result<readonly string[]> {
  const place = path ?? byDefault;
  if (place === undefined) return ok([]);
  const value = read(claims, place);
  if (value === undefined) return path === undefined ? ok([]) : incomplete(`claim ${place}`);
  const names: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (names.length > NAMES_MAX || !names.every((name) => typeof name === 'string')) {
    return incomplete(`claim ${place}`);
  }
  return ok([...new Set(names)]);
}

/** With a map, only what it names becomes a role; without one, the claim holds roles. */
function mapped(names: readonly string[], map: IssuerSettings['roles']): readonly string[] {
  if (Object.keys(map).length === 0) return names;
  return names.flatMap((name) => (Object.hasOwn(map, name) ? (map[name] ?? []) : []));
}

function attributesOf(claims: Claims, paths: readonly string[]): Result<Readonly<Record<string, string>>> {
  const entries: [string, string][] = [];
  for (const path of paths) {
    const value = read(claims, path);
    if (!['string', 'number', 'boolean'].includes(typeof value)) return incomplete(`claim ${path}`);
    const text = String(value);
    if (!TEXT.test(text)) return incomplete(`claim ${path}`);
    entries.push([path, text]);
  }
  return ok(Object.fromEntries(entries));
}

/** The chain of delegation, nearest actor first: the outermost `act` is the one acting now (RFC 8693 section 4.1). */
function chainOf(act: unknown, prefix: string): Result<readonly Actor[]> {
  const chain: Actor[] = [];
  let link = act;
  while (link !== undefined && chain.length < ACTORS_MAX) {
    if (!isObject(link) || typeof link.sub !== 'string' || link.sub === '')
      return incomplete('chain of delegation');
    chain.push({ kind: kindOfActor(link.sub), id: prefix + link.sub });
    link = Object.hasOwn(link, 'act') ? link.act : undefined;
  }
  return ok(chain);
}

/** WHY: a token does not say what its actors are; `agent` is the kind that is trusted least. */
function kindOfActor(subject: string): PrincipalKind {
  return WORKLOAD.test(subject) ? 'workload' : 'agent';
}

/** A claim by its whole name (names may be URLs with dots in them), or by a path of names joined with dots. */
function read(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let value: unknown = claims;
  for (const name of path.split('.')) {
    if (!isObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function incomplete(what: string): Result<never> {
  return failed(fault('identity.incomplete', `The token does not prove a usable ${what}.`));
}
