/** The label lattice: what is known about data; joining two labels never forgets anything either knew. */

export type Integrity = 'trusted' | 'untrusted';

export interface Label {
  /** `untrusted` as soon as anything untrusted is in it. */
  readonly integrity: Integrity;
  /** Data classes found in it, such as `email`; sorted, without repeats. */
  readonly classes: readonly string[];
  /** Kinds of content that could not be read (`image`, `audio`, `document`, `tokens`, `encrypted_reasoning`). */
  readonly opaque: readonly string[];
}

/** The bottom of the lattice: nothing known, nothing feared. */
export const NOTHING: Label = { integrity: 'trusted', classes: [], opaque: [] };

/** The least upper bound: associative, commutative and idempotent (property-tested). */
export function join(left: Label, right: Label): Label {
  return {
    integrity: left.integrity === 'untrusted' || right.integrity === 'untrusted' ? 'untrusted' : 'trusted',
    classes: union(left.classes, right.classes),
    opaque: union(left.opaque, right.opaque),
  };
}

function union(left: readonly string[], right: readonly string[]): readonly string[] {
  if (right.length === 0) return left;
  if (left.length === 0) return right;
  const missing = right.filter((name) => !left.includes(name));
  return missing.length === 0 ? left : [...left, ...missing].sort();
}
