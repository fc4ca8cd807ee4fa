/** What a mandate may be opened with: the intersection of what was wanted and what others allow; never more of anything. */
import { covers } from '../kernel/pattern.ts';
import type { Principal, PrincipalKind } from '../kernel/principal.ts';
import type { MandateBudget } from './mandates.ts';

interface Who {
  readonly tenants?: readonly string[] | undefined;
  readonly kinds?: readonly PrincipalKind[] | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly teams?: readonly string[] | undefined;
  readonly ids?: readonly string[] | undefined;
}

/** The part of a rule that says who may open mandates for whom. */
export interface OpeningRule {
  readonly who: Who;
  readonly for: Who;
}

/**
 * Whether this actor may speak for that subject. INVARIANT: an agent is never a subject (it could be hostile from the
 * start), and nobody speaks for anyone of another tenant, whatever a rule says.
 */
export function maySpeak(rules: readonly OpeningRule[], actor: Principal, subject: Principal): boolean {
  if (subject.kind === 'agent' || actor.tenant !== subject.tenant) return false;
  if (isSame(actor, subject) && subject.kind === 'person') return true;
  return rules.some((rule) => matches(rule.who, actor) && matches(rule.for, subject));
}

export function isSame(
  left: Pick<Principal, 'kind' | 'id' | 'tenant'>,
  right: Pick<Principal, 'kind' | 'id' | 'tenant'>,
): boolean {
  return left.kind === right.kind && left.id === right.id && left.tenant === right.tenant;
}

/**
 * What both lists of names and patterns cover, at most. Where two patterns merely overlap it is left out: less is
 * never wrong here.
 */
export function narrowed(wanted: readonly string[], allowed: readonly string[]): readonly string[] {
  const both = wanted.flatMap((one) =>
    allowed.flatMap((other) => (covers(other, one) ? [one] : covers(one, other) ? [other] : [])),
  );
  return [...new Set(both)].sort();
}

/** The smaller of each part; a part that only one of them bounds is bounded by that one. */
export function smallerBudget(one: MandateBudget, other: MandateBudget): MandateBudget {
  const least = (measure: keyof MandateBudget) => {
    const bounds = [one[measure], other[measure]].filter((bound) => bound !== undefined);
    return bounds.length === 0 ? {} : { [measure]: Math.min(...bounds) };
  };
  return { ...least('requests'), ...least('tokens'), ...least('usd') };
}

function matches(who: Who, principal: Principal): boolean {
  return (
    admits(who.tenants, [principal.tenant]) &&
    admits(who.kinds, [principal.kind]) &&
    admits(who.roles, principal.roles) &&
    admits(who.teams, principal.teams) &&
    admits(who.ids, [principal.id])
  );
}

/** A condition that is not given holds; an empty list admits nobody. */
function admits<T>(allowed: readonly T[] | undefined, actual: readonly T[]): boolean {
  return allowed === undefined || actual.some((value) => allowed.includes(value));
}
