/** Looks at the tools of a configuration without a running gate: what servers define now, held against what was accepted. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { loadSettings } from '../config/load.ts';
import { loadManifests } from '../config/load-manifests.ts';
import type { Problem, Report } from '../config/problem.ts';
import type { Settings } from '../config/schema.ts';
import { DETECTORS } from '../inspection/detectors/all.ts';
import { createInspector } from '../inspection/engine.ts';
import type { AcceptedTool, PinnedDefinition } from '../kernel/accepted-tool.ts';
import type { Fault } from '../kernel/faults.ts';
import { createEgress } from '../net/egress.ts';
import { pinOfKept } from '../tools/manifests/pin.ts';
import { type SurveyedTool, surveyServer } from '../tools/manifests/survey.ts';
import { definitionInspector } from './definition-inspector.ts';
import { systemChance, systemClock } from './effects.ts';
import { filesNamed } from './manifest-files.ts';
import { NO_GRANTS } from './no-grants.ts';
import { destinationsOf } from './providers.ts';
import { openToolServers } from './tool-servers.ts';

export interface ManifestFile {
  /** As the configuration names it, relative to it. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

export interface ToolLook {
  readonly settings: Settings;
  readonly tools: readonly SurveyedTool[];
  readonly files: readonly ManifestFile[];
  /** The folder of the configuration. */
  readonly folder: string;
  /** `2026-10-03`. */
  readonly todayText: string;
}

/** What was asked for, and where the configuration lies. */
interface Wanted {
  readonly file: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A server, or one tool as `server/tool`; undefined for all. */
  readonly named: string | undefined;
}

/** Closed: a server that does not answer is a problem, and nothing is said about its tools. */
export async function lookAtTools(
  wanted: Wanted,
): Promise<ToolLook | { readonly problems: readonly Problem[] }> {
  const { file } = wanted;
  const nowMs = systemClock.nowMs();
  const text = textOf(file);
  if (text === undefined) return problem(file, 'The file cannot be read.');
  const loaded = loadSettings(text, file, nowMs);
  if ('problems' in loaded) return loaded;
  const { settings } = loaded;
  const files = manifestFiles(file, settings);
  if ('problems' in files) return files;
  const manifests = loadManifests(files.read, settings, nowMs);
  if ('problems' in manifests) return manifests;
  const [server, tool] = partsOf(wanted.named);
  if (server !== undefined && !Object.hasOwn(settings.tools.servers, server)) {
    return problem(file, `There is no server "${server}".`);
  }
  const folder = dirname(resolve(file));
  const accepted = manifests.accepted.map((each) => withDefinition(each, folder));
  const surveyed = await survey(settings, { ...wanted, server, accepted, at: loaded.report });
  if ('problems' in surveyed) return surveyed;
  const tools = surveyed.tools.filter((each) => tool === undefined || each.tool === tool);
  if (tool !== undefined && tools.length === 0)
    return problem(file, `The server ${server} has no tool "${tool}".`);
  const todayText = new Date(nowMs).toISOString().slice(0, 10);
  return { settings, tools, files: files.read, folder, todayText };
}

/** Where the definitions of a server that were accepted are kept, for showing what changed. The pin says what holds. */
export function definitionsFile(folder: string, server: string): string {
  return join(folder, 'tools', 'definitions', `${server}.json`);
}

export function keptDefinitions(folder: string, server: string): Readonly<Record<string, PinnedDefinition>> {
  try {
    return JSON.parse(textOf(definitionsFile(folder, server)) ?? '{}') as Record<string, PinnedDefinition>;
  } catch (error) {
    // WHY nothing is lost: without them a change is told, only not shown.
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

async function survey(
  settings: Settings,
  {
    file,
    environment,
    server,
    accepted,
    at,
  }: Wanted & {
    readonly server: string | undefined;
    readonly accepted: readonly AcceptedTool[];
    readonly at: Report;
  },
): Promise<{ readonly tools: readonly SurveyedTool[] } | { readonly problems: readonly Problem[] }> {
  const egress = createEgress({ destinations: destinationsOf(settings), timeouts: timeoutsOf(settings) });
  const servers = await openToolServers({
    ...{ settings, egress, environment, at, folder: dirname(resolve(file)) },
    ...{ clock: systemClock, chance: systemChance, grants: NO_GRANTS, hidden: [] },
    isTenant: () => false,
    redirectUrl: () => '',
    metadataUrl: undefined,
    pause: (ms) => new Promise((done) => setTimeout(done, ms)),
    // WHY silent: what a program says about itself is no answer to what its tools are.
    report: () => undefined,
  });
  if ('problems' in servers) {
    await egress.close();
    return servers;
  }
  const inspector = definitionInspector(createInspector({ detectors: DETECTORS }));
  try {
    const tools: SurveyedTool[] = [];
    for (const [id, transport] of servers.transports) {
      if (server !== undefined && server !== id) continue;
      const definitions = await transport.definitions();
      if (!definitions.ok) return problem(file, unanswered(id, definitions.fault));
      const seen = surveyServer(id, definitions.value, { accepted, inspector });
      if (!seen.ok) return problem(file, unanswered(id, seen.fault));
      tools.push(...seen.value);
    }
    return { tools };
  } finally {
    await servers.close();
    await egress.close();
  }
}

function unanswered(server: string, { code, message }: Fault): string {
  return `The server ${server} cannot be looked at: ${message} (${code})`;
}

function timeoutsOf({ timeouts }: Settings) {
  return {
    connectMs: timeouts.connect_ms,
    firstByteMs: timeouts.first_byte_ms,
    idleMs: timeouts.idle_ms,
    totalMs: timeouts.total_ms,
  };
}

function manifestFiles(
  file: string,
  { tools }: Settings,
): { readonly read: readonly ManifestFile[] } | { readonly problems: readonly Problem[] } {
  const read: ManifestFile[] = [];
  for (const name of tools.manifests.flatMap((pattern) => namesOf(dirname(file), pattern))) {
    const path = resolve(dirname(file), name);
    const text = textOf(path);
    if (text === undefined) return problem(file, `The manifest file ${name} cannot be read.`);
    read.push({ name, path, text });
  }
  return { read };
}

/** WHY none where the folder is missing: accepting the first tool makes it. */
function namesOf(folder: string, pattern: string): readonly string[] {
  return existsSync(resolve(folder, dirname(pattern))) ? filesNamed(folder, pattern) : [];
}

function withDefinition(accepted: AcceptedTool, folder: string): AcceptedTool {
  const kept = keptDefinitions(folder, accepted.server);
  const definition = Object.hasOwn(kept, accepted.tool) ? kept[accepted.tool] : undefined;
  // INVARIANT: what is shown as accepted is what was accepted, whoever wrote the file.
  return definition !== undefined && pinOfKept(definition) === accepted.pin
    ? { ...accepted, definition }
    : accepted;
}

function partsOf(named: string | undefined): readonly [string | undefined, string | undefined] {
  const at = named?.indexOf('/') ?? -1;
  return at < 0 ? [named, undefined] : [named?.slice(0, at), named?.slice(at + 1)];
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // WHY: each caller says in its own words which file it could not read.
    return undefined;
  }
}

function problem(file: string, message: string): { readonly problems: readonly Problem[] } {
  return { problems: [{ file, line: 1, column: 1, path: 'tools', message }] };
}
