/** The smaller set: rules that take away what was not used, and nothing else. */
import type { Principal } from '../kernel/principal.ts';

/** A rule as people write it in the charter. */
export interface WrittenRule {
  readonly id: string;
  readonly owner: string;
  readonly reason: string;
  readonly review: string;
  readonly effect: 'deny';
  readonly who: { readonly tenants: string[]; readonly kinds: string[]; readonly ids: string[] };
  readonly tools?: readonly string[];
  readonly models?: readonly string[];
}

/** Rules to add, by the part of the charter that they belong into. */
export interface CharterAddition {
  readonly access?: readonly WrittenRule[];
  readonly tools?: readonly WrittenRule[];
}

export interface Denial {
  readonly who: Pick<Principal, 'tenant' | 'kind' | 'id'>;
  readonly tools: readonly string[];
  readonly models: readonly string[];
  /** Begins the ids of the rules. */
  readonly name: string;
  readonly owner: string;
  readonly reason: string;
  /** The day on which it is looked at again. */
  readonly review: string;
}

/** What was not used since then, or never as far as is known. */
export function unusedSince<Used extends { readonly lastUsedAtMs: number | undefined }>(
  uses: readonly Used[],
  sinceMs: number,
): readonly Used[] {
  return uses.filter(({ lastUsedAtMs }) => lastUsedAtMs === undefined || lastUsedAtMs < sinceMs);
}

/**
 * WHY a rule that denies: what allows it may allow it to others as well, and a denial wins over whatever allows. It
 * says what is taken away by name, so that it takes nothing else.
 */
export function denying({ who, tools, models, name, owner, reason, review }: Denial): CharterAddition {
  const { tenant, kind, id } = who;
  const rule = {
    ...{ owner, reason, review, effect: 'deny' as const },
    who: { tenants: [tenant], kinds: [kind], ids: [id] },
  };
  return {
    ...(models.length === 0 ? {} : { access: [{ id: `${name}-models`, ...rule, models }] }),
    ...(tools.length === 0 ? {} : { tools: [{ id: `${name}-tools`, ...rule, tools }] }),
  };
}

/** A name by which rules and people know somebody: what an id of a rule may hold, and no more. */
export function slugOf(text: string, lengthMax: number): string {
  const plain = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, lengthMax);
  return plain.replace(/^-+|-+$/g, '') || 'somebody';
}
