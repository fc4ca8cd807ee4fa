/** Whom a rule is about, as Cedar conditions. */
import type { Expr } from '@cedar-policy/cedar-wasm/nodejs';
import type { Who } from '../config/schema.ts';
import type { Principal } from '../kernel/principal.ts';
import { condition } from './expressions.ts';
import { ENTITY_TYPES } from './vocabulary.ts';

export function whoIs(who: Who): Expr[] {
  const principal = (name: string) => condition.attribute('principal', name);
  return [
    ...(who.tenants ? [condition.among(who.tenants, principal('tenant'))] : []),
    ...(who.kinds ? [condition.any(who.kinds.map((kind) => condition.isKind(ENTITY_TYPES[kind])))] : []),
    ...(who.roles ? [condition.overlaps(principal('roles'), who.roles)] : []),
    ...(who.teams ? [condition.overlaps(principal('teams'), who.teams)] : []),
    ...(who.ids ? [condition.among(who.ids, principal('id'))] : []),
  ];
}

/** The same without the engine, for telling people why: what `whoIs` compiles, asked of one principal. */
export function concerns(who: Who, principal: Principal): boolean {
  return (
    (who.tenants?.includes(principal.tenant) ?? true) &&
    (who.kinds?.includes(principal.kind) ?? true) &&
    (who.roles?.some((role) => principal.roles.includes(role)) ?? true) &&
    (who.teams?.some((team) => principal.teams.includes(team)) ?? true) &&
    (who.ids?.includes(principal.id) ?? true)
  );
}
