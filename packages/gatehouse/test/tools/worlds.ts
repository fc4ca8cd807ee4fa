/** What the tests of the catalogue share: a server that says what it is told to say, and people who accept it. */
import assert from 'node:assert/strict';
import { DETECTORS } from '../../src/inspection/detectors/all.ts';
import { createInspector } from '../../src/inspection/engine.ts';
import type { AcceptedTool } from '../../src/kernel/accepted-tool.ts';
import { type ToolManifest, UNKNOWN_TOOL } from '../../src/kernel/manifest.ts';
import { ok, type Result } from '../../src/kernel/result.ts';
import { definitionInspector } from '../../src/main/definition-inspector.ts';
import { createCatalogue } from '../../src/tools/manifests/catalogue.ts';
import { pinOf } from '../../src/tools/manifests/pin.ts';
import type { ToolDefinition, ToolTransport } from '../../src/tools/transport.ts';

const inspector = definitionInspector(createInspector({ detectors: DETECTORS }));

export function defined(name: string, more: Partial<ToolDefinition> = {}): ToolDefinition {
  const shown = {
    name,
    description: 'Sends a message to a colleague.',
    inputSchema: { type: 'object', properties: { to: { type: 'string' }, text: { type: 'string' } } },
    ...more,
  };
  return { ...shown, raw: { ...shown } };
}

export function accept(
  server: string,
  definition: ToolDefinition,
  more: { readonly manifest?: ToolManifest; readonly despite?: string } = {},
): AcceptedTool {
  const pinned = pinOf(definition);
  assert.ok('pin' in pinned);
  return {
    ...{ server, tool: definition.name, owner: 'it', pin: pinned.pin, definition: pinned.definition },
    accepted: { by: 'jane', at: '2026-10-01' },
    manifest: UNKNOWN_TOOL,
    ...more,
  };
}

/** A server whose list can be changed under way. */
export function serverOf(id: string, definitions: readonly ToolDefinition[]) {
  const server = {
    list: ok(definitions) as Result<readonly ToolDefinition[]>,
    prompts: [] as readonly Record<string, unknown>[],
    asked: 0,
  };
  const transport: ToolTransport = {
    id,
    confinement: 'remote',
    definitions: async () => {
      server.asked += 1;
      return server.list;
    },
    offers: async (kind) => ok(kind === 'prompts' ? server.prompts : []),
    perform: () => Promise.reject(new Error('the catalogue calls nothing')),
    close: () => Promise.resolve(),
  };
  return Object.assign(server, { transport });
}

const REFRESH_MS = 1_000;

export function catalogueOf(
  servers: readonly ReturnType<typeof serverOf>[],
  accepted: readonly AcceptedTool[],
  more: {
    readonly alias?: Readonly<Record<string, Readonly<Record<string, string>>>>;
    readonly prompts?: boolean;
  } = {},
) {
  const clock = { now: 0, nowMs: () => clock.now, elapsedMs: () => clock.now };
  const catalogue = createCatalogue({
    servers: servers.map(({ transport }) => ({
      transport,
      alias: more.alias?.[transport.id] ?? {},
      refreshMs: REFRESH_MS,
      resources: false,
      prompts: more.prompts ?? false,
    })),
    accepted,
    inspector,
    clock,
  });
  return { catalogue, clock, ageMs: REFRESH_MS };
}
