/** What a charter means, written once more, plainly and without Cedar: the compiler is measured against this. */
import type { AccessRule, DataRule, Settings } from '../../src/config/schema.ts';
import type { ModelQuestion } from '../../src/policy/decision.ts';

export interface Meaning {
  readonly verdict: 'allow' | 'conditional' | 'deny';
  /** Per mark, the kind of obligation; only where the verdict is conditional. */
  readonly obligations: Readonly<Record<string, string>>;
}

const SEVERITY = ['count', 'label', 'mask', 'tokenise', 'block', 'route', 'hold'];

export function meaningOf(settings: Settings, asked: ModelQuestion): Meaning {
  const { access, data } = settings.charter;
  const denied = access.some((rule) => rule.effect === 'deny' && applies(rule, asked) && sees(rule, asked));
  const allowed = access.some((rule) => rule.effect === 'allow' && applies(rule, asked) && lets(rule, asked));
  if (denied || !allowed) return { verdict: 'deny', obligations: {} };
  const obligations: Record<string, string> = {};
  for (const rule of data) {
    if (!applies(rule, asked) || !inDirection(rule, asked) || rule.route_to === asked.resource.name) continue;
    for (const name of asked.context.classes) {
      if (!isAbout(rule, name)) continue;
      const before = SEVERITY.indexOf(obligations[name] ?? '');
      if (SEVERITY.indexOf(rule.do) > before) obligations[name] = rule.do;
    }
  }
  return { verdict: Object.keys(obligations).length > 0 ? 'conditional' : 'allow', obligations };
}

function applies(rule: AccessRule | DataRule, { principal, resource, context }: ModelQuestion): boolean {
  const { who } = rule;
  const one = (allowed: readonly string[] | undefined, actual: string) =>
    !allowed || allowed.includes(actual);
  const some = (allowed: readonly string[] | undefined, actual: readonly string[]) =>
    !allowed || actual.some((value) => allowed.includes(value));
  return (
    one(who.tenants, principal.tenant) &&
    one(who.kinds, principal.kind) &&
    one(who.ids, principal.id) &&
    some(who.roles, principal.roles) &&
    some(who.teams, principal.teams) &&
    (!rule.models || rule.models.some((pattern) => glob(pattern, resource.name))) &&
    one(rule.providers, resource.provider) &&
    one(rule.regions, resource.region) &&
    one(rule.purposes, context.purpose) &&
    one(rule.environments, context.environment)
  );
}

function lets(rule: AccessRule, { action, context }: ModelQuestion): boolean {
  if (action === 'provider_tool.run') {
    return (rule.provider_tools ?? []).some((pattern) => glob(pattern, context.tool));
  }
  return context.opaque.every((kind) => ((rule.opaque ?? []) as readonly string[]).includes(kind));
}

function sees(rule: AccessRule, { context }: ModelQuestion): boolean {
  const meets = (listed: readonly string[] | undefined, present: readonly string[]) =>
    !listed || present.some((name) => listed.includes(name));
  return meets(rule.classes, context.classes) && meets(rule.opaque, context.opaque);
}

/** `email?@tool`: a class, whether it is only suspected, and whose voice it stands in. */
function isAbout(rule: DataRule, mark: string): boolean {
  const [, name = '', suspected = '', place] = /^([^?@]*)(\??)@?(.*)$/.exec(mark) ?? [];
  if (!(rule.classes as readonly string[]).includes(name)) return false;
  if (suspected !== '' && rule.confidence !== 'unsure') return false;
  if (suspected === '' && rule.do === 'label') return false;
  // A rule that names no places goes by the mark that names none either.
  return rule.places === undefined ? place === '' : (rule.places as readonly string[]).includes(place ?? '');
}

function inDirection(rule: DataRule, { action }: ModelQuestion): boolean {
  if (action === 'provider_tool.run') return false;
  if (rule.do === 'tokenise' && action === 'model.answer') return false;
  return rule.directions.includes(action === 'model.call' ? 'request' : 'answer');
}

function glob(pattern: string, text: string): boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
    .join('[^]*');
  return new RegExp(`^${source}$`).test(text);
}
