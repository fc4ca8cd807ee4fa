/** Anchors: facts without which a policy cannot apply, so that a question looks at few policies of many. */
import type { AccessRule } from '../config/schema.ts';
import type { Question } from './decision.ts';
import { isAboutTool } from './vocabulary.ts';

type Scope = Pick<AccessRule, 'who'> & Partial<Pick<AccessRule, 'providers'>>;
type Fact = readonly [name: string, value: string];

/** More anchors than this would copy a policy into too many slices; it is then always looked at. */
const ANCHORS_MAX = 64;
const ANYWHERE = '';

/** INVARIANT: when a rule applies to a question, they share an anchor, or the rule has none. */
export function anchorsOf(rule: Scope): string[] {
  const { ids, teams, roles, tenants } = rule.who;
  const facts = factsOf('id', ids) ??
    factsOf('team', teams) ??
    factsOf('role', roles) ??
    factsOf('provider', rule.providers) ?? [['any', ANYWHERE] as const];
  const narrowed = tenants !== undefined || facts[0]?.[0] !== 'any';
  const anchors = (tenants ?? [ANYWHERE]).flatMap((tenant) => facts.map((fact) => anchor(tenant, fact)));
  return narrowed && anchors.length <= ANCHORS_MAX ? anchors : [];
}

/** Every anchor that a policy which applies to this question could have. */
export function anchorsFor(question: Question): string[] {
  const { principal } = question;
  const facts: Fact[] = [
    ['id', principal.id],
    ...principal.teams.map((team): Fact => ['team', team]),
    ...principal.roles.map((role): Fact => ['role', role]),
    ...(isAboutTool(question) ? [] : [['provider', question.resource.provider] as const]),
  ];
  return [
    ...facts.map((fact) => anchor(ANYWHERE, fact)),
    ...[...facts, ['any', ANYWHERE] as const].map((fact) => anchor(principal.tenant, fact)),
  ];
}

function factsOf(name: string, values: readonly string[] | undefined): Fact[] | undefined {
  return values?.map((value) => [name, value]);
}

function anchor(tenant: string, [name, value]: Fact): string {
  return JSON.stringify([tenant, name, value]);
}
