/** A sheet: everything that one guise of somebody opens, asked of the engine tool by tool. */
import type { Confinement } from '../../kernel/confinement.ts';
import type { ToolManifest } from '../../kernel/manifest.ts';
import { marksNamed } from '../../kernel/marks.ts';
import { covers } from '../../kernel/pattern.ts';
import { dayOf } from '../../policy/containment.ts';
import {
  type Access,
  type Asking,
  modelAccess,
  type OtherAction,
  otherStanding,
  providerTools,
  type Standing,
  type ToolAccess,
  toolAccess,
} from '../../policy/permissions.ts';
import type { Candidate, Charter } from '../gate.ts';
import type { Guise } from './guises.ts';

export type SeenCharter = Pick<Charter, 'settings' | 'policy' | 'models'>;

/** A tool that a person has accepted, whether or not its server is there right now. */
export interface KnownTool {
  /** `server/tool`. */
  readonly name: string;
  readonly server: string;
  readonly manifest: ToolManifest;
  readonly confinement: Confinement;
}

export interface Sheet {
  readonly tools: readonly { readonly name: string; readonly tool: KnownTool; readonly access: ToolAccess }[];
  readonly models: readonly {
    readonly name: string;
    readonly access: Access;
    readonly providerTools: readonly string[];
  }[];
  readonly others: readonly {
    readonly action: OtherAction;
    readonly pattern: string;
    readonly standing: Standing;
  }[];
}

export interface SheetParts {
  readonly charter: SeenCharter;
  readonly tools: readonly KnownTool[];
  readonly guise: Guise;
  readonly nowMs: number;
  readonly pause: (ms: number) => Promise<void>;
}

export async function sheetOf({ charter, tools, guise, nowMs, pause }: SheetParts): Promise<Sheet> {
  const { settings, policy: engine } = charter;
  const { principal } = guise;
  const asking: Asking = {
    ...{ engine, principal, environment: settings.environment, marks: marksOf(settings) },
    day: dayOf(new Date(nowMs).toISOString()),
  };
  const opened: Sheet['tools'][number][] = [];
  for (const tool of tools) {
    // WHY after each: crossings are decided on the same thread, and do not wait for a look at permissions.
    await pause(0);
    const { name, server, confinement } = tool;
    if (!isWithin(guise, name)) continue;
    const { effect, reversible, readers, arguments: named } = tool.manifest;
    const resource = { name, server, confinement, effect, reversible, readers };
    const access = toolAccess(asking, { resource, arguments: named }, settings.charter.endorsements);
    if (access !== undefined) opened.push({ name, tool, access });
  }
  await pause(0);
  return { tools: opened, models: modelsOf(asking, charter), others: othersOf(asking, settings, guise) };
}

function isWithin({ tools }: Guise, name: string): boolean {
  return tools === undefined || tools.some((pattern) => covers(pattern, name));
}

function modelsOf(asking: Asking, { models, settings }: SeenCharter): Sheet['models'] {
  const { models: scope } = asking.principal.credential;
  const named = [...new Set(settings.charter.access.flatMap((rule) => rule.provider_tools ?? []))];
  return [...models.values()].flatMap(({ resource, provider }: Candidate) => {
    if (!scope.includes('*') && !scope.includes(resource.name)) return [];
    const asked = { resource, protocol: provider?.protocols[0] ?? 'openai-chat' };
    const access = modelAccess(asking, asked);
    if (access === undefined) return [];
    const runs = access.standing === 'denied' ? [] : providerTools(asking, asked, named);
    return [{ name: resource.name, access, providerTools: runs }];
  });
}

const OTHER_ACTIONS = {
  read_resource: 'resource.read',
  get_prompt: 'prompt.get',
  ask_client: 'server.ask',
} as const satisfies Record<string, OtherAction>;

function othersOf(asking: Asking, { charter }: Charter['settings'], guise: Guise): Sheet['others'] {
  const named = charter.tools.flatMap(({ actions, tools }) =>
    actions.flatMap((action) =>
      action === 'call' ? [] : tools.map((pattern) => ({ action: OTHER_ACTIONS[action], pattern })),
    ),
  );
  const distinct = new Map(named.map((one) => [JSON.stringify(one), one]));
  return [...distinct.values()].flatMap(({ action, pattern }) => {
    const standing = isWithin(guise, pattern) ? otherStanding(asking, action, pattern) : 'denied';
    return standing === 'denied' ? [] : [{ action, pattern, standing }];
  });
}

/** Marks of all data that any rule is about. */
function marksOf({ charter }: Charter['settings']): readonly string[] {
  const { access, data, tools } = charter;
  const classes = [...access, ...tools].flatMap((rule) => rule.classes ?? []);
  const marks = data.flatMap(({ classes: named, places, confidence }) =>
    marksNamed(named, { ...(places === undefined ? {} : { places }), confidence }),
  );
  return [...new Set([...classes, ...marks])].sort();
}
