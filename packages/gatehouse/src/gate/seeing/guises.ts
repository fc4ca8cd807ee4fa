/** As whom somebody can come: what its keys, the mandates it acts under and its last proof say of it, and what nobody knows. */
import type { IssuerSettings } from '../../config/schema.ts';
import { type KeyRecord, lapsed, principalOfKey } from '../../identity/keys.ts';
import type { PrincipalRef } from '../../identity/principals.ts';
import { type Principal, type PrincipalFields, principal } from '../../kernel/principal.ts';
import type { LastProof } from '../../ledger/usage.ts';
import type { Mandate } from '../../mandate/mandates.ts';

/** From where it is known. */
export type Source =
  | { readonly by: 'key'; readonly id: string; readonly untilMs: number }
  /** It acts under it for its subject, as whom the gate decides. */
  | { readonly by: 'mandate'; readonly id: string; readonly untilMs: number }
  /** So it was proven when it last acted. */
  | { readonly by: 'record'; readonly atMs: number }
  /** Nothing but its name is known. */
  | { readonly by: 'name' };

export interface Guise {
  readonly sources: readonly Source[];
  /** Whom the engine is asked about: under a mandate, its subject. */
  readonly principal: Principal;
  /** `server/tool` or patterns that a mandate is limited to. */
  readonly tools: readonly string[] | undefined;
}

export interface Known {
  readonly who: PrincipalRef;
  readonly keys: readonly KeyRecord[];
  /** Of the tenant, newest first. */
  readonly mandates: readonly Mandate[];
  readonly proof: LastProof | undefined;
  readonly issuers: readonly Pick<IssuerSettings, 'issuer' | 'tenant' | 'kind'>[];
  readonly nowMs: number;
}

export interface Guises {
  readonly guises: readonly Guise[];
  /** What cannot be known here, in sentences. */
  readonly unknown: readonly string[];
}

/** More would tell the same again: agents open a mandate for every task. */
const MANDATES_MAX = 50;

export function guisesOf(known: Known): Guises {
  const { who, proof } = known;
  const living = mandatesOf(known);
  const found = [
    ...keyGuises(known),
    ...living.slice(0, MANDATES_MAX).flatMap(mandateGuise),
    ...(proof === undefined ? [] : proofGuise(known, proof)),
  ];
  const guises = merged(found.length > 0 ? found : nameGuise(who));
  return { guises, unknown: unknownOf(known, { isNameOnly: found.length === 0, mandates: living.length }) };
}

function keyGuises({ who, keys, nowMs }: Known): readonly Guise[] {
  return keys
    .filter((key) => key.kind === who.kind && key.principal === who.id && lapsed(key, nowMs) === undefined)
    .flatMap((key): Guise[] => {
      const proven = principalOfKey(key);
      if (!proven.ok) return [];
      const source = { by: 'key' as const, id: proven.value.credential.id, untilMs: key.expiresAtMs };
      return [{ sources: [source], principal: proven.value, tools: undefined }];
    });
}

/** Those under which it acts for somebody else, or for itself. */
function mandatesOf({ who, mandates, nowMs }: Known): readonly Mandate[] {
  return mandates.filter(
    ({ principal: subject, wordless, endedAtMs, expiresAtMs }) =>
      !wordless &&
      endedAtMs === undefined &&
      expiresAtMs > nowMs &&
      [...subject.chain, ...(subject.chain.length === 0 ? [subject] : [])].some(
        ({ kind, id }) => kind === who.kind && id === who.id,
      ),
  );
}

function mandateGuise({ id, principal: subject, tools, models, expiresAtMs }: Mandate): readonly Guise[] {
  return guise({ by: 'mandate', id, untilMs: expiresAtMs }, { ...subject, models, tools });
}

/** WHY only what it did in its own name: what is proven with a chain is the subject's. */
function proofGuise({ who }: Known, { atMs, principal: proven, purpose }: LastProof): readonly Guise[] {
  // A key says itself what it proves, for as long as it lives.
  if (proven.chain.length > 0 || proven.credential.kind === 'key') return [];
  const { roles, teams } = proven;
  const last = { ...who, roles, teams, purposes: purpose === 'unspecified' ? [] : [purpose] };
  return guise({ by: 'record', atMs }, { ...last, attributes: {}, chain: [], models: ['*'] });
}

function nameGuise(who: PrincipalRef): readonly Guise[] {
  const bare = { ...who, roles: [], teams: [], purposes: [], attributes: {}, chain: [], models: ['*'] };
  return guise({ by: 'name' }, bare);
}

type Proven = Omit<PrincipalFields, 'credential' | 'mandate'> & {
  readonly models: readonly string[];
  readonly tools?: readonly string[];
};

function guise(source: Source, { models, tools, ...fields }: Proven): readonly Guise[] {
  const expiresAtMs = 'untilMs' in source ? source.untilMs : Number.MAX_SAFE_INTEGER;
  const credential = { kind: 'token' as const, id: source.by, expiresAtMs, models };
  const proven = principal({ ...fields, credential });
  return proven.ok ? [{ sources: [source], principal: proven.value, tools }] : [];
}

/** Guises that the engine could not tell apart are one. */
function merged(guises: readonly Guise[]): readonly Guise[] {
  const alike = Map.groupBy(guises, ({ principal: { kind, id, roles, teams, ...more }, tools }) => {
    const { purposes, attributes, credential } = more;
    const sets = [roles, teams, credential.models, tools ?? []].map((names) => [...names].sort());
    return JSON.stringify([kind, id, sets, purposes, attributes, tools === undefined]);
  });
  return [...alike.values()].flatMap(([first, ...rest]) =>
    first === undefined ? [] : [{ ...first, sources: [first, ...rest].flatMap(({ sources }) => sources) }],
  );
}

function unknownOf(
  { who, issuers, proof }: Known,
  { isNameOnly, mandates }: { readonly isNameOnly: boolean; readonly mandates: number },
): readonly string[] {
  const vouching = issuers.filter(({ tenant, kind }) => tenant === who.tenant && kind === who.kind);
  const names = vouching.map(({ issuer }) => issuer).join(', ');
  const seen =
    proof === undefined
      ? 'no token of it was seen yet'
      : `it was last seen ${new Date(proof.atMs).toISOString()}`;
  return [
    ...(isNameOnly
      ? ['No key of it lives and nothing of it is on record: what follows is what its name alone opens.']
      : []),
    ...(vouching.length === 0
      ? []
      : [`Which roles and teams it has is known to ${names} alone, and told here only by a token; ${seen}.`]),
    ...(mandates > MANDATES_MAX
      ? [`It acts under ${mandates} mandates; the newest ${MANDATES_MAX} were asked.`]
      : []),
  ];
}
