/** Which budgets a principal draws on, and on whose account. */
import type { Principal, PrincipalKind } from '../kernel/principal.ts';
import type { Account, Measure } from './account.ts';
import { type Period, windowAt } from './windows.ts';

/** The part of a configured budget that decides whom it binds and by how much. */
export interface BudgetRule {
  readonly id: string;
  readonly who: Who;
  readonly each: 'key' | 'person' | 'team' | 'tenant';
  readonly measure: Measure;
  readonly per: Period;
  /** Requests, tokens, or US dollars. */
  readonly limit: number;
}

interface Who {
  readonly tenants?: readonly string[] | undefined;
  readonly kinds?: readonly PrincipalKind[] | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly teams?: readonly string[] | undefined;
  readonly ids?: readonly string[] | undefined;
}

/** All of them must cover a call. One rule binds a principal once for each of its teams. */
export function applicableBudgets(
  rules: readonly BudgetRule[],
  principal: Principal,
  nowMs: number,
): Account[] {
  return rules
    .filter((rule) => matches(rule.who, principal))
    .flatMap((rule) =>
      SUBJECTS[rule.each](principal, rule.who).map((subject) => accountOf(rule, subject, nowMs)),
    );
}

/** `subject` is `key:<id>`, `person:<kind>/<id>`, `team:<name>` or `tenant`. */
function accountOf({ id, measure, limit, per, each }: BudgetRule, subject: string, nowMs: number): Account {
  return {
    ...{ budget: id, subject, measure, limit, window: windowAt(per, nowMs) },
    ...{ name: `budget "${id}"`, span: `per ${per} for ${WHOSE[each]}`, renews: true },
  };
}

const WHOSE: Readonly<Record<BudgetRule['each'], string>> = {
  key: 'this key',
  person: 'this principal',
  team: 'a team of this principal',
  tenant: 'the whole tenant',
};

const SUBJECTS: Readonly<Record<BudgetRule['each'], (principal: Principal, who: Who) => readonly string[]>> =
  {
    // WHY: tokens of an issuer are short-lived and have no id of their own; `person` is the budget that binds them.
    key: ({ credential }) => (credential.kind === 'key' ? [`key:${credential.id}`] : []),
    person: ({ kind, id }) => [`person:${kind}/${id}`],
    // WHY: a rule for some teams must not draw on the account of another team that a member is in as well.
    team: ({ teams }, who) =>
      [...new Set(teams)]
        .filter((team) => who.teams === undefined || who.teams.includes(team))
        .map((team) => `team:${team}`),
    tenant: () => ['tenant'],
  };

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
