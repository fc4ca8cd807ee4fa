/** What somebody may do, in words and tables for a terminal. */
import type { ShownPermissions } from '../http/control/permission-shape.ts';
import { printable } from '../ledger/story-words.ts';
import { table } from './table.ts';

type Tool = ShownPermissions['tools'][number];
type Guise = ShownPermissions['guises'][number];
type Danger = ShownPermissions['dangers']['paths'][number];

export function permissionsText(found: ShownPermissions): string {
  const { kind, id, tenant, disabled, unknown, unreached } = found;
  const about = [
    `${kind} ${id}, of tenant ${tenant}`,
    ...(disabled ? ['It was put out: nothing of this opens anything now.'] : []),
    ...unknown,
  ];
  return [
    lines(about),
    `${heading('Known as')}${table(['AS', 'WHO', 'ROLES', 'TEAMS', 'PURPOSES', 'KNOWN BY'], found.guises.map(guiseRow), 'Nothing is known of it.')}`,
    `${heading('Tools')}${toolTable(found)}`,
    lines([`No rule is about ${unreached} more accepted tools and models.`]),
    `${heading('Models')}${modelTable(found)}`,
    ...(found.others.length === 0 ? [] : [`${heading('What servers offer besides')}${otherTable(found)}`]),
    heading('Dangerous together') + dangerText(found),
    heading('The smaller set') + smallerText(found),
  ].join('\n');
}

function toolTable({ tools }: ShownPermissions): string {
  return table(
    ['TOOL', 'AS', 'DOES', 'CALL', 'PERMITTED BY', 'UNFOUNDED', 'LEAKING', 'UNASKED', 'LAST USED'],
    tools.map((tool) => [
      ...[tool.name, placesOf(tool.as), doesOf(tool), callOf(tool), ruleNames(tool.permits)],
      ...(['origin', 'readers', 'scope'] as const).map((lift) => conditionOf(tool, lift)),
      lastUsed(tool),
    ]),
    'No tool is open to it.',
  );
}

function modelTable({ models }: ShownPermissions): string {
  return table(
    ['MODEL', 'AS', 'CALL', 'PERMITTED BY', 'ITS PROVIDER RUNS', 'LAST USED'],
    models.map((model) => [
      ...[model.name, placesOf(model.as), callOf(model), ruleNames(model.permits)],
      ...[model.providerTools.join(' ') || 'nothing', lastUsed(model)],
    ]),
    'No model is open to it.',
  );
}

function otherTable({ others }: ShownPermissions): string {
  const rows = others.map(({ action, pattern, standing, as }) => [
    OTHERS[action],
    pattern,
    placesOf(as),
    standing,
  ]);
  return table(['MAY', 'WHAT', 'AS', 'STANDS'], rows, '');
}

const OTHERS: Readonly<Record<ShownPermissions['others'][number]['action'], string>> = {
  'resource.read': 'read resources',
  'prompt.get': 'get prompts',
  'server.ask': 'be asked by servers',
};

function guiseRow(guise: Guise, place: number): readonly string[] {
  const { kind, id, roles, teams, purposes, tools } = guise;
  const limits = tools === undefined ? '' : `, limited to ${tools.join(' ') || 'no tool'}`;
  const known = guise.known.map(({ by, id: source, at, until }) => {
    if (by === 'name') return 'its name alone';
    if (by === 'record') return `its last token, ${day(at)}`;
    return `${by} ${source} until ${day(until)}`;
  });
  const more = known.length > 3 ? ` and ${known.length - 3} more` : '';
  return [
    ...[String(place + 1), `${kind} ${id}`, roles.join(' '), teams.join(' '), purposes.join(' ')],
    `${known.slice(0, 3).join(', ')}${more}${limits}`,
  ];
}

function doesOf({ effect, reversible, readers }: Tool): string {
  if (effect === 'read') return 'reads';
  return `${effect}s, ${reversible ? 'can be undone' : 'cannot be undone'}, read by ${READERS[readers]}`;
}

const READERS: Readonly<Record<Tool['readers'], string>> = {
  subject: 'the subject',
  named: 'whom it names',
  members: 'members',
  public: 'anybody',
};

/** How a call fares with which nothing is wrong. */
function callOf({ standing, demands, onData }: Pick<Tool, 'standing' | 'demands' | 'onData'>): string {
  const told = demands.map(({ id, kind }) => `${kind} by ${id}`);
  const data = onData.map(({ id, kind }) => `${kind} by ${id} on data`);
  const all = [...told, ...data];
  return all.length === 0 ? standing : `${standing}: ${all.join(', ')}`;
}

/** How a call fares that does not meet one of the conditions for agents. */
function conditionOf({ standing, conditions }: Tool, lift: Tool['conditions'][number]['lift']): string {
  if (standing === 'denied') return '';
  const condition = conditions.find((one) => one.lift === lift);
  if (condition === undefined) return 'not asked';
  return condition.by.length === 0
    ? condition.standing
    : `${condition.standing} by ${condition.by.join(', ')}`;
}

function dangerText({ dangers }: ShownPermissions): string {
  if (dangers.paths.length === 0) {
    return lines(['Text of outsiders, private data and a way out do not come together here.']);
  }
  const more = dangers.more === 0 ? [] : [`${dangers.more} more such paths are not shown.`];
  return lines([...dangers.paths.flatMap(dangerLines), ...more]);
}

function dangerLines({ standing, input, data, out }: Danger): readonly string[] {
  return [
    `${STANDINGS[standing]}: ${input.tool} -> ${data.tool} -> ${out.tool}`,
    `  untrusted: ${input.what.join(', ')}; private: ${data.what.join(', ')}; way out: ${out.what.join(', ')}`,
  ];
}

const STANDINGS: Readonly<Record<Danger['standing'], string>> = {
  open: 'OPEN, nothing holds it',
  loosened: 'LOOSENED by a named rule',
  held: 'held: a person is asked',
};

function smallerText({ smaller }: ShownPermissions): string {
  const names = [...smaller.tools, ...smaller.models];
  if (names.length === 0) return lines([`All of it was used since ${day(smaller.since)}.`]);
  return `${lines([
    `Not used since ${day(smaller.since)}: ${names.join(', ')}.`,
    'These rules would leave only what was used:',
  ])}\n${smaller.yaml.split('\n').map(printable).join('\n')}`;
}

function ruleNames(rules: readonly { readonly id: string; readonly owner: string }[]): string {
  return rules.map(({ id, owner }) => `${id} (${owner})`).join(', ');
}

function placesOf(places: readonly number[]): string {
  return places.map((place) => place + 1).join(' ');
}

function lastUsed({ lastUsedAt }: { readonly lastUsedAt?: string | undefined }): string {
  return lastUsedAt === undefined ? 'never' : day(lastUsedAt);
}

function day(at: string | undefined): string {
  return (at ?? '').slice(0, 10);
}

function heading(text: string): string {
  return `${text}\n`;
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${printable(text)}\n`).join('');
}
