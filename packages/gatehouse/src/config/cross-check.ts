/** Cross-checks: what each setting may hold depends on the others; whatever could not mean anything is an error. */
import { covers } from '../kernel/pattern.ts';
import { checkApprovals } from './check-approvals.ts';
import { checkData } from './check-data.ts';
import { checkClasses, checkInspection } from './check-inspection.ts';
import { checkModels, checkProviders } from './check-models.ts';
import { checkRoute } from './check-route.ts';
import { checkSigners } from './check-signers.ts';
import { agentRules, checkToolRules, isReserved } from './check-tool-rules.ts';
import { checkTools } from './check-tools.ts';
import { type Checking, expectKnown, objectionToUrl } from './checking.ts';
import type { Path, Problem, Report } from './problem.ts';
import type { AccessRule, IssuerSettings, Settings, Who } from './schema.ts';
import { didYouMean } from './suggest.ts';

type Where = Pick<AccessRule, 'models' | 'providers' | 'regions'>;

export function crossCheck(
  settings: Settings,
  report: Report,
  today: string,
): { readonly problems: readonly Problem[]; readonly warnings: readonly Problem[] } {
  const checking: Checking = { settings, report, problems: [], warnings: [] };
  const { access, data } = settings.charter;
  checkProviders(checking);
  checkModels(checking);
  checkIssuers(checking);
  checkSigners(checking);
  checkApprovals(checking);
  checkRules(checking, today);
  checkDirectories(checking);
  checkInspection(checking, today);
  checkTools(checking, today);
  checkToolRules(checking, today);
  checkClasses(checking);
  for (const [index, rule] of access.entries()) {
    checkWhere(checking, ['charter', 'access', index], rule);
    checkAccess(checking, ['charter', 'access', index], rule);
  }
  for (const [index, rule] of data.entries()) {
    checkWhere(checking, ['charter', 'data', index], rule);
    checkRoute(checking, ['charter', 'data', index], rule);
    checkData(checking, ['charter', 'data', index], rule);
  }
  return { problems: checking.problems, warnings: checking.warnings };
}

/** What access rules, data rules and budgets have in common. */
function checkRules(checking: Checking, today: string): void {
  const { settings, report, problems, warnings } = checking;
  const { access, data, mandates } = settings.charter;
  const taken = new Set<string>();
  const rules = [
    ...access.map((rule, index) => ({ rule, path: ['charter', 'access', index] })),
    ...data.map((rule, index) => ({ rule, path: ['charter', 'data', index] })),
    ...mandates.map((rule, index) => ({ rule, path: ['charter', 'mandates', index] })),
    ...settings.budgets.map((rule, index) => ({ rule, path: ['budgets', index] })),
    ...agentRules(settings),
  ];
  for (const { rule, path } of rules) {
    if (taken.has(rule.id)) {
      const message = `The id "${rule.id}" is used twice; records name rules by their id.`;
      problems.push(report([...path, 'id'], message));
    }
    taken.add(rule.id);
    if (isReserved(rule.id)) {
      const message = `The ids that begin with "default-" belong to the conditions that are built in.`;
      problems.push(report([...path, 'id'], message));
    }
    if ('review' in rule && rule.review < today) {
      warnings.push(report([...path, 'review'], `Rule ${rule.id} was due for review on ${rule.review}.`));
    }
    if ('who' in rule) checkTenants(checking, [...path, 'who'], rule.who);
  }
  for (const [index, { measure, limit }] of settings.budgets.entries()) {
    if (measure !== 'money' && !Number.isInteger(limit)) {
      problems.push(report(['budgets', index, 'limit'], `A limit of ${measure} is a whole number.`));
    }
  }
}

function checkTenants(checking: Checking, path: Path, who: Who): void {
  const known = Object.keys(checking.settings.tenants);
  for (const [index, name] of (who.tenants ?? []).entries()) {
    expectKnown(checking, { path: [...path, 'tenants', index], what: 'tenant' }, { name, known });
  }
}

function checkDirectories(checking: Checking): void {
  const { settings, report, problems } = checking;
  const known = Object.keys(settings.tenants);
  for (const [index, { tenant }] of settings.scim.entries()) {
    const path = ['scim', index, 'tenant'];
    expectKnown(checking, { path, what: 'tenant' }, { name: tenant, known });
    if (settings.scim.slice(0, index).some((other) => other.tenant === tenant)) {
      problems.push(report(path, 'Another directory provisions this tenant, so neither could be believed.'));
    }
  }
  for (const [index, rule] of settings.charter.mandates.entries()) {
    checkTenants(checking, ['charter', 'mandates', index, 'for'], rule.for);
  }
}

function checkIssuers(checking: Checking): void {
  const { settings, report, problems } = checking;
  const known = Object.keys(settings.tenants);
  const taken = new Set<string>();
  for (const [index, issuer] of settings.identity.issuers.entries()) {
    const path = ['identity', 'issuers', index];
    expectKnown(checking, { path: [...path, 'tenant'], what: 'tenant' }, { name: issuer.tenant, known });
    for (const key of ['issuer', 'jwks_url'] as const) {
      const message = objectionToUrl(issuer[key], issuer.allow_private);
      if (message !== undefined) problems.push(report([...path, key], message));
    }
    for (const audience of issuer.audiences) {
      const pair = JSON.stringify([issuer.issuer, audience]);
      if (taken.has(pair)) {
        const message = 'Another issuer has this address and audience, so its tokens would be ambiguous.';
        problems.push(report([...path, 'audiences'], message));
      }
      taken.add(pair);
    }
    const twin = settings.identity.issuers.slice(0, index).find((other) => isConfusable(issuer, other));
    if (twin !== undefined) {
      const message = `Another issuer of the tenant vouches for the kind ${issuer.kind} too, so one id could mean two.`;
      const suggestion = 'Give each an id_prefix of its own, neither the beginning of the other.';
      problems.push(report(path, message, { key: 'id_prefix', suggestion }));
    }
  }
}

/** Whether both could vouch for the same id. One address is one issuer, whatever its rows are for. */
function isConfusable(left: IssuerSettings, right: IssuerSettings): boolean {
  if (left.issuer === right.issuer || left.tenant !== right.tenant || left.kind !== right.kind) return false;
  return left.id_prefix.startsWith(right.id_prefix) || right.id_prefix.startsWith(left.id_prefix);
}

function checkWhere(checking: Checking, path: Path, where: Where): void {
  const { settings, report, problems, warnings } = checking;
  const models = Object.keys(settings.models);
  const providers = Object.keys(settings.providers);
  const regions = [...new Set(Object.values(settings.providers).map(({ region }) => region))];
  for (const [index, pattern] of (where.models ?? []).entries()) {
    if (models.some((name) => covers(pattern, name))) continue;
    const place = [...path, 'models', index];
    if (pattern.includes('*')) warnings.push(report(place, `No model is named like "${pattern}".`));
    else problems.push(report(place, `There is no model "${pattern}".`, didYouMean(pattern, models)));
  }
  for (const [index, name] of (where.providers ?? []).entries()) {
    expectKnown(
      checking,
      { path: [...path, 'providers', index], what: 'provider' },
      { name, known: providers },
    );
  }
  for (const [index, name] of (where.regions ?? []).entries()) {
    expectKnown(checking, { path: [...path, 'regions', index], what: 'region' }, { name, known: regions });
  }
}

function checkAccess({ report, problems }: Checking, path: Path, rule: AccessRule): void {
  if (rule.effect === 'allow' && rule.classes !== undefined) {
    const message =
      'With `allow`, `classes` would mean nothing: it is a data rule that says what is masked or blocked.';
    problems.push(
      report(path, message, {
        key: 'classes',
        suggestion: 'Use effect: deny, or a rule under charter.data.',
      }),
    );
  }
  if (rule.effect === 'deny' && rule.provider_tools !== undefined) {
    const message =
      'With `deny`, `provider_tools` would mean nothing: they are denied unless a rule allows them.';
    problems.push(report(path, message, { key: 'provider_tools', suggestion: 'Remove it.' }));
  }
}
