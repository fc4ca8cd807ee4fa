/** Whom a rule is about, as Cedar conditions. */
import type { Expr } from '@cedar-policy/cedar-wasm/nodejs';
import type { Who } from '../config/schema.ts';
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
