/** Reasons: sentences that tell a caller which rule decided, or what was missing, so that it can act. */
import type { AccessRule, ToolRule } from '../config/schema.ts';
import { classOf } from '../kernel/marks.ts';
import { covers } from '../kernel/pattern.ts';
import type { Allowing } from './compiled.ts';
import type { DecidingPolicy, ModelQuestion, Obligation, Question, ToolQuestion } from './decision.ts';
import { isAboutTool } from './vocabulary.ts';
import { concerns } from './who.ts';

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
function missing(allowing: Allowing, question: Question): string {
  const { principal } = question;
  const who = `${principal.id} (${principal.roles.length > 0 ? list(principal.roles) : 'no role'})`;
  if (isAboutTool(question)) {
    const { resource, context } = question;
    const sentence = `No rule allows ${who} to ${TOOL_DEEDS[question.action]} ${resource.name} for purpose ${context.purpose}.`;
    return nearMiss(sentence, allowing.tools, { question, lacksOf: (rule) => lacksOfTool(rule, question) });
  }
  const { resource, context, action } = question;
  const where = `model ${resource.name} in region ${resource.region} for purpose ${context.purpose}`;
  const rules =
    action === 'provider_tool.run' ? allowing.models.filter((rule) => rule.provider_tools) : allowing.models;
  const sentence = {
    'model.call': `No rule allows ${who} to call ${where}.`,
    'model.answer': `No rule allows ${who} to receive this answer of ${where}.`,
    'provider_tool.run': `No rule allows a provider to run ${context.tool} for ${who} with ${where}.`,
  }[action];
  return nearMiss(sentence, rules, { question, lacksOf: (rule) => lacksOf(rule, question) });
}

const TOOL_DEEDS: Readonly<Record<ToolQuestion['action'], string>> = {
  'tool.call': 'call',
  'tool.answer': 'receive the result of',
  'resource.read': 'read',
  'prompt.get': 'get the prompt',
  'server.ask': 'be asked by',
  'tool.endorse': 'be endorsed for',
};

function nearMiss<Rule extends AccessRule | ToolRule>(
  sentence: string,
  rules: readonly Rule[],
  { question, lacksOf: lacking }: { question: Question; lacksOf: (rule: Rule) => readonly string[] },
): string {
  if (rules.length === 0) return sentence;
  let nearest: { rule: Rule; lacks: readonly string[] } | undefined;
  for (const rule of rules) {
    if (!concerns(rule.who, question.principal)) continue;
    const lacks = lacking(rule);
    if (nearest === undefined || lacks.length < nearest.lacks.length) nearest = { rule, lacks };
  }
  if (nearest === undefined) return `${sentence} None of the rules that allow it is about this principal.`;
  return `${sentence} Rule ${nearest.rule.id} comes nearest; it needs ${nearest.lacks.join(', and ')}.`;
}

function lacksOfTool(rule: ToolRule, { resource, context }: ToolQuestion): string[] {
  const named = rule.tools.some((pattern) => covers(pattern, resource.name));
  return [
    ...(named ? [] : [`a tool named ${list(rule.tools)}`]),
    ...lack('effect', rule.effects, resource.effect),
    ...lack('environment', rule.environments, context.environment),
    ...lack('purpose', rule.purposes, context.purpose),
  ];
}

function lacksOf(rule: AccessRule, { action, resource, context }: ModelQuestion): string[] {
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
