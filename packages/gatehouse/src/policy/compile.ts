/** The charter compiler: access and data rules, and raw Cedar beside them, become one set of Cedar policies. */
import { createHash } from 'node:crypto';
import type { Annotations, Expr, PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { Problem } from '../config/problem.ts';
import type { AccessRule, DataRule, Settings, ToolRule } from '../config/schema.ts';
import { marksNamed } from '../kernel/marks.ts';
import { anchorsOf } from './anchors.ts';
import type { CompiledCharter, CompiledPolicy, Remedy } from './compiled.ts';
import { approvalOf, containment } from './containment.ts';
import type { Action } from './decision.ts';
import { condition } from './expressions.ts';
import { type CedarFile, readCedar } from './raw.ts';
import { CEDAR_SCHEMA, MODEL_ACTIONS } from './vocabulary.ts';
import { whoIs } from './who.ts';

type Charter = Pick<Settings, 'charter' | 'models'>;
type Rule = AccessRule | DataRule | ToolRule;
/** What a data rule decides, by what it is about. */
const DIRECTIONS = {
  model: { request: 'model.call', answer: 'model.answer' },
  tool: { request: 'tool.call', answer: 'tool.answer' },
} as const satisfies Record<string, Record<DataRule['directions'][number], Action>>;

type Where = Pick<AccessRule, 'models' | 'providers' | 'regions' | 'purposes' | 'environments'>;
interface Parts {
  readonly effect: 'permit' | 'forbid';
  readonly actions: readonly Action[];
  readonly when: readonly Expr[];
  readonly remedy?: Remedy;
}

/** Compiles a charter that passed its checks. Only raw Cedar can have problems of its own. */
export function compileCharter(
  settings: Charter,
  files: readonly CedarFile[],
  /** The organisation's own data classes, which raw Cedar may name. */
  custom: readonly string[] = [],
): { readonly compiled: CompiledCharter } | { readonly problems: readonly Problem[] } {
  const { access, data, tools } = settings.charter;
  const policies = [
    ...access.flatMap(compileAccess),
    ...data.flatMap(compileData),
    ...tools.flatMap((rule) => compileTool(rule, settings.charter.approve)),
    ...containment(settings.charter),
  ];
  const raw = readCedar(files, {
    models: new Set(Object.keys(settings.models)),
    taken: new Set(policies.map((policy) => policy.id)),
    custom,
  });
  if (raw.problems.length > 0) return { problems: raw.problems };
  const everything = [...policies, ...raw.policies];
  const allowing = {
    models: access.filter((rule) => rule.effect === 'allow'),
    tools: tools.filter((rule) => rule.effect === 'allow'),
  };
  return { compiled: { policies: everything, allowing, digest: digestOf(everything) } };
}

/**
 * An allowing rule permits calls and, for the same people and places, their answers; content that cannot be read
 * passes only where its kind is listed. A denying rule forbids without a remedy.
 */
function compileAccess(rule: AccessRule): CompiledPolicy[] {
  const scope = [...whoIs(rule.who), ...whereIs(rule)];
  const opaque = condition.attribute('context', 'opaque');
  if (rule.effect === 'deny') {
    const classes = condition.attribute('context', 'classes');
    const when = [
      ...scope,
      ...(rule.classes ? [condition.overlaps(classes, rule.classes)] : []),
      ...(rule.opaque ? [condition.overlaps(opaque, rule.opaque)] : []),
    ];
    return [policy(rule, { effect: 'forbid', actions: MODEL_ACTIONS, when })];
  }
  const readable = rule.opaque ? condition.within(opaque, rule.opaque) : condition.empty(opaque);
  const calls = policy(rule, {
    effect: 'permit',
    actions: ['model.call', 'model.answer'],
    when: [...scope, readable],
  });
  if (rule.provider_tools === undefined) return [calls];
  const tool = condition.named(rule.provider_tools, condition.attribute('context', 'tool'));
  return [calls, policy(rule, { effect: 'permit', actions: ['provider_tool.run'], when: [...scope, tool] })];
}

/**
 * A data rule is a forbid that its remedy lifts: once the data is masked its class is gone from the context, and
 * once the call is routed it is for another model. Whoever forgets the remedy is denied, by construction.
 */
function compileData(rule: DataRule): CompiledPolicy[] {
  // WHY: what was tokenised on its way out is restored on its way back, so there is nothing to tokenise then.
  const directions = rule.directions.filter((each) => rule.do !== 'tokenise' || each === 'request');
  const { request, answer } = rule.tools === undefined ? DIRECTIONS.model : DIRECTIONS.tool;
  const actions = directions.map((direction): Action => (direction === 'request' ? request : answer));
  const marks = marksOfRule(rule);
  const target = rule.route_to;
  const when = [
    ...whoIs(rule.who),
    ...whereIs(rule),
    ...(rule.tools ? [condition.named(rule.tools, condition.attribute('resource', 'name'))] : []),
    condition.overlaps(condition.attribute('context', 'classes'), marks),
    ...(target === undefined ? [] : [condition.except(condition.attribute('resource', 'name'), target)]),
  ];
  const remedy = { kind: rule.do, classes: marks, ...(target === undefined ? {} : { target }) };
  const own = policy(rule, { effect: 'forbid', actions, when, remedy });
  if (!holdsForTools(rule)) return [own];
  return [own, policy(rule, { effect: 'forbid', actions: ['tool.call'], when, remedy })];
}

/**
 * WHY: what may not leave at all must not leave by a tool either, so a block that names no place is about both. What
 * only changes data needs `tools`: a mail without its address is no mail.
 */
function holdsForTools({ do: remedy, directions, tools, models, providers, regions }: DataRule): boolean {
  const anywhere = [tools, models, providers, regions].every((named) => named === undefined);
  return remedy === 'block' && directions.includes('request') && anywhere;
}

/** A rule that labels is about what is only suspected: what is found is labelled anyway. */
function marksOfRule({ classes, places, confidence, do: remedy }: DataRule): readonly string[] {
  const marks = marksNamed(classes, { ...(places === undefined ? {} : { places }), confidence });
  return remedy === 'label' ? marks.filter((mark) => mark.includes('?')) : marks;
}

const TOOL_ACTION = {
  call: ['tool.call', 'tool.answer'],
  read_resource: ['resource.read', 'tool.answer'],
  get_prompt: ['prompt.get', 'tool.answer'],
  ask_client: ['server.ask'],
} as const satisfies Record<ToolRule['actions'][number], readonly Action[]>;

/** A rule about tools permits, forbids, or forbids until a person has looked. */
function compileTool(rule: ToolRule, approve: Settings['charter']['approve']): CompiledPolicy[] {
  const resource = (name: string) => condition.attribute('resource', name);
  const context = (name: string) => condition.attribute('context', name);
  const actions = [...new Set(rule.actions.flatMap((action): readonly Action[] => TOOL_ACTION[action]))];
  const when = [
    ...whoIs(rule.who),
    condition.named(rule.tools, resource('name')),
    ...(rule.effects ? [condition.among(rule.effects, resource('effect'))] : []),
    ...(rule.purposes ? [condition.among(rule.purposes, context('purpose'))] : []),
    ...(rule.environments ? [condition.among(rule.environments, context('environment'))] : []),
    ...(rule.classes ? [condition.overlaps(context('classes'), rule.classes)] : []),
  ];
  if (rule.effect === 'allow') return [policy(rule, { effect: 'permit', actions, when })];
  // WHY without the answer: it is the call that waits or is refused; what it gave is then decided like any other.
  const asked = actions.filter((action) => action !== 'tool.answer');
  const approval = approvalOf(rule.approve ?? approve);
  const remedy = rule.effect === 'hold' ? { kind: 'hold' as const, classes: [], approval } : undefined;
  return [policy(rule, { effect: 'forbid', actions: asked, when, ...(remedy ? { remedy } : {}) })];
}

function whereIs(where: Where): Expr[] {
  const resource = (name: string) => condition.attribute('resource', name);
  const context = (name: string) => condition.attribute('context', name);
  return [
    ...(where.models ? [condition.named(where.models, resource('name'))] : []),
    ...(where.providers ? [condition.among(where.providers, resource('provider'))] : []),
    ...(where.regions ? [condition.among(where.regions, resource('region'))] : []),
    ...(where.purposes ? [condition.among(where.purposes, context('purpose'))] : []),
    ...(where.environments ? [condition.among(where.environments, context('environment'))] : []),
  ];
}

function policy(rule: Rule, parts: Parts): CompiledPolicy {
  const { effect, actions, when, remedy } = parts;
  const annotations: Annotations = {
    id: rule.id,
    owner: rule.owner,
    reason: rule.reason,
    review: rule.review,
    ...(remedy ? { obligation: remedy.kind, classes: remedy.classes.join(',') } : {}),
    ...(remedy?.target === undefined ? {} : { route_to: remedy.target }),
  };
  const cedar: PolicyJson = {
    effect,
    principal: { op: 'All' },
    action: { op: 'in', entities: actions.map((id) => ({ type: 'Action', id })) },
    resource: { op: 'All' },
    conditions: when.length === 0 ? [] : [{ kind: 'when', body: condition.all(when) }],
    annotations,
  };
  return {
    id: rule.id,
    effect,
    owner: rule.owner,
    reason: rule.reason,
    actions,
    anchors: anchorsOf(rule),
    ...(remedy ? { remedy } : {}),
    cedar,
    syntax: cedar,
  };
}

function digestOf(policies: readonly CompiledPolicy[]): string {
  const texts = policies.map((policy) => canonical(policy.cedar)).sort();
  return createHash('sha256')
    .update(canonical([texts, CEDAR_SCHEMA]))
    .digest('hex');
}

/** JSON with sorted keys; enough here, where every leaf is a string or a boolean. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}
