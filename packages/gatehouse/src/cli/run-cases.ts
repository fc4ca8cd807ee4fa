/** Runs policy cases against a checked configuration: the same engine that the gate asks, without the gate. */
import type { Problem, Report } from '../config/problem.ts';
import type { Settings } from '../config/schema.ts';
import { didYouMean } from '../config/suggest.ts';
import { classOf, marksOf } from '../kernel/marks.ts';
import { type Principal, principal } from '../kernel/principal.ts';
import type { Decision, ModelAction, ModelResource, PolicyEngine } from '../policy/decision.ts';
import type { PolicyCase } from './case-file.ts';

export interface CaseResult {
  readonly name: string;
  readonly passed: boolean;
  readonly decision: PolicyCase['expect']['decision'];
  readonly reason: string;
  /** What differs from what was expected. */
  readonly differences: readonly string[];
}

/** Data that is blocked is never let through, whatever else is done, so a case calls it what it is. */
const FINAL = new Set(['deny', 'block']);

export function runCase(
  { settings, policy }: { readonly settings: Settings; readonly policy: PolicyEngine },
  given: PolicyCase,
  { report, index }: { readonly report: Report; readonly index: number },
): CaseResult | Problem {
  const path = ['cases', index];
  if ((given.action === 'provider_tool.run') !== (given.tool !== undefined)) {
    return report(path, '`action: provider_tool.run` and `tool` go together.');
  }
  if (given.tool !== undefined && given.direction === 'answer') {
    return report([...path, 'direction'], 'A tool is decided with the request.');
  }
  const resource = resourceOf(settings, given.model);
  if (resource === undefined) {
    const message = `There is no model "${given.model}".`;
    return report([...path, 'model'], message, didYouMean(given.model, Object.keys(settings.models)));
  }
  const who = principalOf(settings, given);
  if (typeof who === 'string') return report([...path, 'principal'], who);
  const decision = policy.decide({
    principal: who,
    action: actionOf(given),
    resource,
    context: {
      environment: given.environment ?? settings.environment,
      purpose: given.purpose ?? who.purposes[0] ?? 'unspecified',
      protocol: 'openai-chat',
      stream: false,
      classes: marksIn(given),
      opaque: [...given.data.opaque].sort(),
      tool: given.tool ?? '',
    },
  });
  const differences = differencesOf(given, decision);
  return {
    name: given.name,
    passed: differences.length === 0,
    decision: verdictOf(decision),
    reason: decision.reason,
    differences,
  };
}

function marksIn({ data: { classes, suspected, place } }: PolicyCase): string[] {
  const found = classes.flatMap((name) => marksOf(name, place, 'found'));
  const unsure = suspected.flatMap((name) => marksOf(name, place, 'unsure'));
  return [...new Set([...found, ...unsure])].sort();
}

function actionOf({ action, direction }: PolicyCase): ModelAction {
  return direction === 'answer' ? 'model.answer' : action;
}

function resourceOf({ models, providers }: Settings, name: string): ModelResource | undefined {
  const model = Object.hasOwn(models, name) ? models[name] : undefined;
  if (model === undefined) return undefined;
  const region = providers[model.provider]?.region ?? '';
  return { name, provider: model.provider, providerModel: model.model ?? name, region };
}

function principalOf(settings: Settings, given: PolicyCase): Principal | string {
  const tenants = Object.keys(settings.tenants);
  const tenant = given.principal.tenant ?? (tenants.length === 1 ? tenants[0] : undefined);
  if (tenant === undefined) return 'Say which tenant; the configuration has several.';
  if (!tenants.includes(tenant)) return `There is no tenant "${tenant}".`;
  const made = principal({
    ...given.principal,
    tenant,
    chain: [],
    credential: { kind: 'key', id: 'case', expiresAtMs: Number.MAX_SAFE_INTEGER, models: ['*'] },
  });
  return made.ok ? made.value : 'The principal is incomplete or has names that cannot exist.';
}

function verdictOf({ verdict, obligations }: Decision): CaseResult['decision'] {
  return obligations.some(({ kind }) => FINAL.has(kind)) ? 'deny' : verdict;
}

function differencesOf({ expect }: PolicyCase, decision: Decision): string[] {
  const found = verdictOf(decision);
  const policies = decision.policies.map(({ id }) => id);
  const { obligations: demanded } = expect;
  return [
    ...(decision.error ? ['a policy could not be evaluated'] : []),
    ...(found === expect.decision ? [] : [`expected ${expect.decision}, got ${found}`]),
    ...(demanded === undefined ? [] : compareObligations(demanded, decision)),
    ...(expect.policy === undefined || policies.includes(expect.policy)
      ? []
      : [`expected rule ${expect.policy}, got ${policies.join(', ') || 'none'}`]),
    ...(expect.reason === undefined || decision.reason.includes(expect.reason)
      ? []
      : [`expected a reason with "${expect.reason}"`]),
  ];
}

function compareObligations(
  expected: NonNullable<PolicyCase['expect']['obligations']>,
  { obligations }: Decision,
): string[] {
  const wanted = Object.entries(expected).map(
    ([kind, classes]) => `${kind} ${[...(classes ?? [])].sort().join(' ')}`,
  );
  const byKind = Map.groupBy(obligations, ({ kind }) => kind);
  const found = [...byKind].map(
    ([kind, group]) =>
      `${kind} ${[...new Set(group.flatMap(({ classes }) => classes.map(classOf)))].sort().join(' ')}`,
  );
  const same = [...wanted].sort().join('; ') === [...found].sort().join('; ');
  return same
    ? []
    : [`expected obligations ${wanted.join('; ') || 'none'}, got ${found.join('; ') || 'none'}`];
}
