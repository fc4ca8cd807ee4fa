/** What somebody may do, as the control plane shows it. */
import { z } from 'zod';
import type { Guise, Source } from '../../gate/seeing/guises.ts';
import type { ModelRow, OtherRow, Permissions, ToolRow } from '../../gate/seeing/permissions.ts';
import type { Danger } from '../../policy/dangers.ts';
import type { Access, Demand } from '../../policy/permissions.ts';
import { charterText, writtenRule } from './charter-text.ts';

const standing = z
  .enum(['open', 'held', 'denied'])
  .describe('Of a call with which nothing is wrong; `held`: a person looks first.');

const rule = z.object({ id: z.string(), owner: z.string(), reason: z.string() });

const demand = rule.extend({
  kind: z.string().describe('What the rule wants done: `hold`, `mask`, `block`, or `deny`.'),
});

const access = {
  standing,
  purposes: z.array(z.string()),
  permits: z.array(rule).describe('The rules that permit it.'),
  demands: z.array(demand).describe('What rules want of every call of it.'),
  onData: z.array(demand).describe('What rules want in addition of calls that carry data of their classes.'),
};

const row = {
  name: z.string(),
  as: z.array(z.int()).describe('In which guises, by their place in `guises`, from 0.'),
  lastUsedAt: z.iso.datetime().optional().describe('Missing where no use is on record.'),
};

const part = z.object({ tool: z.string(), what: z.array(z.string()) });

const danger = z.object({
  standing: z
    .enum(['open', 'loosened', 'held'])
    .describe('`open`: nothing holds it; `loosened`: a named rule lifts part of what holds it.'),
  input: part.describe('Where text of outsiders comes in.'),
  data: part.describe('Where private data is read.'),
  out: part.describe('Where somebody outside would learn of it.'),
});

const condition = z.object({
  lift: z.enum(['origin', 'readers', 'scope']),
  standing: z
    .enum(['open', 'partly', 'held', 'denied'])
    .describe('Of a call that does not meet the condition.'),
  by: z.array(z.string()).describe('Endorsements that loosen it.'),
});

const guise = z.object({
  kind: z.string(),
  id: z.string(),
  roles: z.array(z.string()),
  teams: z.array(z.string()),
  purposes: z.array(z.string()),
  tools: z.array(z.string()).optional().describe('What a mandate is limited to.'),
  known: z
    .array(
      z.object({
        by: z.enum(['key', 'mandate', 'record', 'name']),
        id: z.string().optional(),
        until: z.iso.datetime().optional(),
        at: z.iso.datetime().optional(),
      }),
    )
    .describe('From where it is known: keys, mandates, how it was last proven, or by its name alone.'),
});

export const permissionsShape = z.object({
  tenant: z.string(),
  kind: z.string(),
  id: z.string(),
  disabled: z.boolean().describe('It was put out: nothing of this opens anything now.'),
  guises: z.array(guise),
  unknown: z.array(z.string()).describe('What cannot be known here.'),
  tools: z.array(
    z.object({
      ...row,
      ...access,
      effect: z.enum(['read', 'write', 'send']),
      reversible: z.boolean(),
      readers: z.enum(['subject', 'named', 'members', 'public']),
      conditions: z.array(condition),
    }),
  ),
  models: z.array(
    z.object({
      ...row,
      ...access,
      providerTools: z.array(z.string()).describe('Tools that its provider may run itself.'),
    }),
  ),
  others: z
    .array(
      z.object({
        action: z.enum(['resource.read', 'prompt.get', 'server.ask']),
        pattern: z.string(),
        standing,
        as: z.array(z.int()),
      }),
    )
    .describe('What servers offer besides tools, by the patterns of the rules.'),
  unreached: z.int().describe('How many accepted tools and models no rule is about.'),
  dangers: z.object({
    paths: z.array(danger).describe('The worst first, at most 50.'),
    more: z.int(),
  }),
  smaller: z.object({
    since: z.iso.datetime(),
    tools: z.array(z.string()),
    models: z.array(z.string()),
    addition: z.object({ access: z.array(writtenRule).optional(), tools: z.array(writtenRule).optional() }),
    yaml: z.string().describe('The addition, for pasting below `charter`; empty where everything was used.'),
  }),
});

export type ShownPermissions = z.output<typeof permissionsShape>;

export function shownPermissions(found: Permissions): z.input<typeof permissionsShape> {
  const { who, disabled, guises, unknown, tools, models, others, unreached, dangers, smaller } = found;
  return {
    ...{ tenant: who.tenant, kind: who.kind, id: who.id, disabled, unreached, unknown: [...unknown] },
    guises: guises.map(shownGuise),
    tools: tools.map(shownTool),
    models: models.map(shownModel),
    others: others.map(({ guises: as, ...other }: OtherRow) => ({ ...other, as: [...as] })),
    dangers: { paths: dangers.paths.map(shownDanger), more: dangers.more },
    smaller: {
      since: iso(smaller.sinceMs),
      tools: [...smaller.tools],
      models: [...smaller.models],
      addition: charterText(smaller.addition).addition,
      yaml: charterText(smaller.addition).yaml,
    },
  };
}

function shownGuise({ sources, principal, tools }: Guise): z.input<typeof guise> {
  const { kind, id, roles, teams, purposes } = principal;
  return {
    ...{ kind, id, roles: [...roles], teams: [...teams], purposes: [...purposes] },
    ...(tools === undefined ? {} : { tools: [...tools] }),
    known: sources.map(shownSource),
  };
}

function shownSource(source: Source) {
  return {
    by: source.by,
    ...('id' in source ? { id: source.id } : {}),
    ...('untilMs' in source ? { until: iso(source.untilMs) } : {}),
    ...('atMs' in source ? { at: iso(source.atMs) } : {}),
  };
}

function shownTool(tool: ToolRow): z.input<typeof permissionsShape>['tools'][number] {
  const { effect, reversible, readers } = tool;
  const { conditions } = tool.access;
  return {
    ...{ ...shownRow(tool), ...shownAccess(tool.access), effect, reversible, readers },
    conditions: conditions.map(({ lift, standing: held, by }) => ({ lift, standing: held, by: [...by] })),
  };
}

function shownModel(model: ModelRow): z.input<typeof permissionsShape>['models'][number] {
  return { ...shownRow(model), ...shownAccess(model.access), providerTools: [...model.providerTools] };
}

function shownRow({ name, guises, lastUsedAtMs }: Pick<ToolRow, 'name' | 'guises' | 'lastUsedAtMs'>) {
  return {
    ...{ name, as: [...guises] },
    ...(lastUsedAtMs === undefined ? {} : { lastUsedAt: iso(lastUsedAtMs) }),
  };
}

function shownAccess({ standing: held, purposes, permits, demands, onData }: Access) {
  const demanded = ({ rule: { id, owner, reason }, kind }: Demand) => ({ id, owner, reason, kind });
  return {
    ...{ standing: held, purposes: [...purposes] },
    permits: permits.map(({ id, owner, reason }) => ({ id, owner, reason })),
    demands: demands.map(demanded),
    onData: onData.map(demanded),
  };
}

function shownDanger({ standing: held, input, data, out }: Danger): z.input<typeof danger> {
  const shown = ({ tool, what }: Danger['input']) => ({ tool, what: [...what] });
  return { standing: held, input: shown(input), data: shown(data), out: shown(out) };
}

function iso(ms: number): string {
  return new Date(Math.min(ms, MOMENT_MAX)).toISOString();
}

/** The last moment that a date can say (ECMA-262 section 21.4.1.1). */
const MOMENT_MAX = 8_640_000_000_000_000;
