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

/** Whether `lower` says nothing that `upper` does not say too. */
export function below(lower: Label, upper: Label): boolean {
  const merged = join(lower, upper);
  return (
    merged.integrity === upper.integrity &&
    merged.classes.length === upper.classes.length &&
    merged.opaque.length === upper.opaque.length
  );
}

function union(left: readonly string[], right: readonly string[]): readonly string[] {
  if (right.length === 0) return left;
  if (left.length === 0) return right;
  return [...new Set([...left, ...right])].sort();
}
