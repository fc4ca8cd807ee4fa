/** Checks of what the charter says about agents: names that exist, rules that mean something, and loosenings that end. */
import { covers } from '../kernel/pattern.ts';
import { type Checking, expectKnown } from './checking.ts';
import type { Path } from './problem.ts';
import type { Settings, ToolRule } from './schema.ts';

/** The default conditions (`policy/containment.ts`); no rule may take their names. */
const RESERVED = /^default-/;

export function checkToolRules(checking: Checking, today: string): void {
  const { charter } = checking.settings;
  for (const [index, rule] of charter.tools.entries()) {
    const path = ['charter', 'tools', index];
    checkMeaning(checking, path, rule);
    checkServers(checking, path, rule.tools);
    checkApprove(checking, path, rule.approve);
  }
  checkApprove(checking, ['charter'], charter.approve);
  for (const kind of ['endorsements', 'accepted'] as const) {
    for (const [index, { id, expires, tools }] of charter[kind].entries()) {
      const path = ['charter', kind, index];
      checkServers(checking, path, tools);
      if (expires >= today) continue;
      const message = `${id} ended on ${expires}, so it loosens nothing any more; remove it.`;
      checking.warnings.push(checking.report([...path, 'expires'], message));
    }
  }
  for (const [index, rule] of charter.data.entries()) {
    checkServers(checking, ['charter', 'data', index], rule.tools ?? []);
    checkAboutTools(checking, ['charter', 'data', index], rule);
  }
}

/** Every rule about agents, with its place; ids are unique among all rules. */
export function agentRules({ charter }: Settings) {
  const { tools, endorsements, accepted } = charter;
  return [
    ...tools.map((rule, index) => ({ rule, path: ['charter', 'tools', index] })),
    ...endorsements.map((rule, index) => ({ rule, path: ['charter', 'endorsements', index] })),
    ...accepted.map((rule, index) => ({ rule, path: ['charter', 'accepted', index] })),
  ];
}

export function isReserved(id: string): boolean {
  return RESERVED.test(id);
}

function checkMeaning({ report, problems }: Checking, path: Path, rule: ToolRule): void {
  if (rule.effect !== 'hold' && rule.approve !== undefined) {
    const message = `\`approve\` means nothing with \`effect: ${rule.effect}\`.`;
    problems.push(report(path, message, { key: 'approve', suggestion: 'Use effect: hold, or remove it.' }));
  }
  if (rule.effect === 'allow' && rule.classes !== undefined) {
    const message = 'With `allow`, `classes` would mean nothing: a data rule says what happens to data.';
    problems.push(report(path, message, { key: 'classes', suggestion: 'Use effect: hold or deny.' }));
  }
}

function checkApprove(
  { report, problems }: Checking,
  path: Path,
  approve: ToolRule['approve'] | Settings['charter']['approve'],
): void {
  if (approve?.by !== 'role' || approve.role !== undefined) return;
  problems.push(report([...path, 'approve'], 'With `by: role`, `role` says whose yes it takes.'));
}

/** A pattern that begins with a server's name must name one that exists; `*` may stand for any. */
function checkServers(checking: Checking, path: Path, tools: readonly string[]): void {
  const known = Object.keys(checking.settings.tools.servers);
  for (const [index, pattern] of tools.entries()) {
    const place = [...path, 'tools', index];
    const [server = '', ...rest] = pattern.split('/');
    if (rest.length === 0 && pattern !== '*') {
      const message = `"${pattern}" is no tool: tools are named \`server/tool\`.`;
      checking.problems.push(checking.report(place, message));
    } else if (!server.includes('*')) {
      expectKnown(checking, { path: place, what: 'server of tools' }, { name: server, known });
    } else if (!known.some((name) => covers(server, name))) {
      checking.warnings.push(checking.report(place, `No server of tools is named like "${server}".`));
    }
  }
}

function checkAboutTools(
  { report, problems }: Checking,
  path: Path,
  rule: Settings['charter']['data'][number],
): void {
  if (rule.tools === undefined) return;
  const stray = (['models', 'providers', 'regions', 'route_to'] as const).find(
    (key) => rule[key] !== undefined,
  );
  if (stray !== undefined) {
    const message = `A rule about tools has no ${stray}: those belong to models.`;
    problems.push(report(path, message, { key: stray, suggestion: 'Write two rules.' }));
  }
}
