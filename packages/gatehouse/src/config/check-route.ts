/** Checks of data rules that route: there is a target, it exists, and it can take every call that the rule sends. */
import { covers } from '../kernel/pattern.ts';
import { type Checking, canTakeOver, expectKnown } from './checking.ts';
import type { Path } from './problem.ts';
import type { DataRule, Settings } from './schema.ts';

export function checkRoute(checking: Checking, path: Path, rule: DataRule): void {
  const { settings, report, problems } = checking;
  if (rule.do !== 'route') {
    if (rule.route_to === undefined) return;
    const message = `\`route_to\` means nothing with \`do: ${rule.do}\`.`;
    problems.push(report(path, message, { key: 'route_to', suggestion: 'Use do: route, or remove it.' }));
    return;
  }
  const target = rule.route_to;
  if (target === undefined) {
    problems.push(report(path, 'A rule with `do: route` needs `route_to`, the model to use instead.'));
    return;
  }
  const known = Object.keys(settings.models);
  const place = { path: [...path, 'route_to'], what: 'model' };
  if (!expectKnown(checking, place, { name: target, known })) return;
  if (rule.directions.includes('answer')) {
    const message = 'An answer cannot be routed; say `directions: [request]`.';
    problems.push(report([...path, 'directions'], message));
  }
  const stranded = known.find(
    (name) => isSubject(settings, rule, name) && !canTakeOver(settings, name, target),
  );
  if (stranded !== undefined) {
    const message = `Calls of "${stranded}" cannot be routed to "${target}": it does not speak all their protocols.`;
    problems.push(report(place.path, message, { suggestion: 'Limit the rule with models or providers.' }));
  }
}

function isSubject({ models, providers }: Settings, rule: DataRule, name: string): boolean {
  const provider = models[name]?.provider ?? '';
  return (
    (rule.models?.some((pattern) => covers(pattern, name)) ?? true) &&
    (rule.providers?.includes(provider) ?? true) &&
    (rule.regions?.includes(providers[provider]?.region ?? '') ?? true)
  );
}
