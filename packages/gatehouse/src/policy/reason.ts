/** Reasons: sentences that tell a caller which rule decided, or what was missing, so that it can act. */
import type { AccessRule } from '../config/schema.ts';
import { classOf } from '../kernel/marks.ts';
import { covers } from '../kernel/pattern.ts';
import type { DecidingPolicy, Obligation, Question } from './decision.ts';

export const reasons = { forbidden, conditional, allowed, missing };

function forbidden({ id, reason }: DecidingPolicy): string {
  return `Rule ${id} forbids this: ${closed(reason)}`;
}

function conditional(obligations: readonly Obligation[], policies: readonly DecidingPolicy[]): string {
  return obligations
    .map(({ kind, classes, target, policy }) => {
      const what = [
        kind,
        ...(classes.length > 0 ? [list([...new Set(classes.map(classOf))])] : []),
        ...(target ? [`to ${target}`] : []),
      ];
      const reason = policies.find(({ id }) => id === policy)?.reason ?? '';
      return `Rule ${policy} asks to ${what.join(' ')}: ${closed(reason)}`;
    })
    .join(' ');
}

function allowed(policies: readonly DecidingPolicy[]): string {
  const [first] = policies;
  return first === undefined ? '' : `Rule ${first.id} allows this: ${closed(first.reason)}`;
}

/**
 * Why nothing allows it. The near miss is told only from rules that are about this principal, so that a denial
 * says nothing about the rules of others.
 */
function missing(allowing: readonly AccessRule[], question: Question): string {
  const { principal, resource, context, action } = question;
  const who = `${principal.id} (${principal.roles.length > 0 ? list(principal.roles) : 'no role'})`;
  const where = `model ${resource.name} in region ${resource.region} for purpose ${context.purpose}`;
  const rules = action === 'provider_tool.run' ? allowing.filter((rule) => rule.provider_tools) : allowing;
  const sentence = {
    'model.call': `No rule allows ${who} to call ${where}.`,
    'model.answer': `No rule allows ${who} to receive this answer of ${where}.`,
    'provider_tool.run': `No rule allows a provider to run ${context.tool} for ${who} with ${where}.`,
  }[action];
  if (rules.length === 0) return sentence;
  return `${sentence} ${nearMiss(rules, question)}`;
}

function nearMiss(rules: readonly AccessRule[], question: Question): string {
  let nearest: { rule: AccessRule; lacks: readonly string[] } | undefined;
  for (const rule of rules) {
    if (!isAbout(rule, question)) continue;
    const lacks = lacksOf(rule, question);
    if (nearest === undefined || lacks.length < nearest.lacks.length) nearest = { rule, lacks };
  }
  if (nearest === undefined) return 'None of the rules that allow it is about this principal.';
  return `Rule ${nearest.rule.id} comes nearest; it needs ${nearest.lacks.join(', and ')}.`;
}

function isAbout({ who }: AccessRule, { principal }: Question): boolean {
  return (
    (who.tenants?.includes(principal.tenant) ?? true) &&
    (who.kinds?.includes(principal.kind) ?? true) &&
    (who.roles?.some((role) => principal.roles.includes(role)) ?? true) &&
    (who.teams?.some((team) => principal.teams.includes(team)) ?? true) &&
    (who.ids?.includes(principal.id) ?? true)
  );
}

function lacksOf(rule: AccessRule, { action, resource, context }: Question): string[] {
  const named = rule.models?.some((pattern) => covers(pattern, resource.name)) ?? true;
  const tools = rule.provider_tools?.some((pattern) => covers(pattern, context.tool)) ?? false;
  const unread = context.opaque.filter(
    (kind) => !(rule.opaque as readonly string[] | undefined)?.includes(kind),
  );
  const isTool = action === 'provider_tool.run';
  return [
    ...(named ? [] : [`a model named ${list(rule.models)}`]),
    ...lack('provider', rule.providers, resource.provider),
    ...lack('region', rule.regions, resource.region),
    ...lack('environment', rule.environments, context.environment),
    ...lack('purpose', rule.purposes, context.purpose),
    ...(isTool && !tools ? [`a tool named ${list(rule.provider_tools)}`] : []),
    ...(!isTool && unread.length > 0 ? [`no unread content of kind ${list(unread)}`] : []),
  ];
}

function lack(dimension: string, allowed: readonly string[] | undefined, actual: string): string[] {
  return allowed === undefined || allowed.includes(actual) ? [] : [`${dimension} ${list(allowed)}`];
}

function list(names: readonly string[] | undefined): string {
  return (names ?? []).join(' or ');
}

function closed(reason: string): string {
  return /[.!?]$/.test(reason) ? reason : `${reason}.`;
}
