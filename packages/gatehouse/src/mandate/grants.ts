/** What the words grant is used up when it is executed: once for everyone or everything that they name. */
import type { ArgumentRole } from '../kernel/manifest.ts';

/** Roles of the values that say to whom or to what something is done. */
const TARGETS: ReadonlySet<ArgumentRole> = new Set([
  'recipient',
  'account',
  'id',
  'path',
  'url',
  'secret',
  'name',
]);

export interface Placed {
  readonly argument: string;
  readonly role: ArgumentRole;
  /** The place in the words, or in a record, that the value stands on. */
  readonly at: string;
}

/**
 * The grants that a call uses up, by places and never by content: one for each item of a list, together with what else
 * the call is about. A call about nothing in particular uses the places of all of its values.
 * `steering`: how many control values it has.
 */
export function usesOf(tool: string, placed: readonly Placed[], steering: number): string[] {
  const targets = placed.filter((one) => one.at !== '' && TARGETS.has(one.role));
  const own = targets.length > 0 ? targets : placed.filter((one) => one.at !== '');
  // Nothing of what it is about was granted by the words, so that nothing of theirs is used up.
  if (own.length === 0 && placed.length < steering) return [];
  const byArgument = Map.groupBy(own, (one) => one.argument);
  const fixed = [...byArgument.values()].flatMap((values) =>
    values.length === 1 ? values.map((one) => one.at) : [],
  );
  const lists = [...byArgument.values()].filter((values) => values.length > 1);
  const key = (more: readonly string[]): string => `${tool}#${[...fixed, ...more].sort().join('+')}`;
  return lists.length === 0
    ? [key([])]
    : [...new Set(lists.flatMap((values) => values.map((one) => key([one.at]))))];
}
