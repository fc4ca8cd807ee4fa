/** What an MCP server has on offer, page by page, exactly as it sent it. */
import type { Client, Tool } from '@modelcontextprotocol/client';
import type { Fault } from '../../kernel/faults.ts';
import type { JsonSchema, OfferKind, ToolDefinition } from '../transport.ts';
import { faultOf, isConnectionLost } from './endings.ts';
import type { JsonObject } from './params.ts';
import { UnderWay, underWay } from './under-way.ts';

/** Of all pages of one listing together; a server with more has something else in mind. */
const LISTING_BYTES_MAX = 16_777_216;
const ITEMS_MAX = 10_000;

interface Kind {
  readonly method: 'tools/list' | 'resources/list' | 'resources/templates/list' | 'prompts/list';
  /** The member of the result that holds the items, and the member of an item that names it. */
  readonly member: string;
  readonly key: 'name' | 'uri' | 'uriTemplate';
  /** What a server that has the kind says that it can do. */
  readonly capability: 'tools' | 'resources' | 'prompts';
  list(client: Client, options: ListOptions): Promise<readonly string[]>;
}

interface ListOptions {
  readonly cacheMode: 'refresh';
  readonly timeout: number;
  readonly maxTotalTimeout: number;
  readonly signal: AbortSignal;
}

const KINDS: Readonly<Record<OfferKind, Kind>> = {
  tools: {
    method: 'tools/list',
    member: 'tools',
    key: 'name',
    capability: 'tools',
    list: async (client, options) =>
      (await client.listTools(undefined, options)).tools.map(({ name }) => name),
  },
  resources: {
    method: 'resources/list',
    member: 'resources',
    key: 'uri',
    capability: 'resources',
    list: async (client, options) =>
      (await client.listResources(undefined, options)).resources.map(({ uri }) => uri),
  },
  resource_templates: {
    method: 'resources/templates/list',
    member: 'resourceTemplates',
    key: 'uriTemplate',
    capability: 'resources',
    list: async (client, options) =>
      (await client.listResourceTemplates(undefined, options)).resourceTemplates.map(
        ({ uriTemplate }) => uriTemplate,
      ),
  },
  prompts: {
    method: 'prompts/list',
    member: 'prompts',
    key: 'name',
    capability: 'prompts',
    list: async (client, options) =>
      (await client.listPrompts(undefined, options)).prompts.map(({ name }) => name),
  },
};

export type Listed =
  | { readonly ok: true; readonly value: readonly JsonObject[] }
  | { readonly ok: false; readonly fault: Fault; readonly connectionLost: boolean };

/**
 * Every item of a kind; a server that does not offer the kind has none. A fault when it does not answer, answers
 * with something else, with too much, or with two items of one name: then nobody could say which one was accepted.
 */
export async function listItems(client: Client, kind: OfferKind, timeoutMs: number): Promise<Listed> {
  const { method, capability, list } = KINDS[kind];
  if (client.getServerCapabilities()?.[capability] === undefined) return { ok: true, value: [] };
  const work = new UnderWay({ method, bytesMax: LISTING_BYTES_MAX });
  const signal = work.over;
  const options = { cacheMode: 'refresh', timeout: timeoutMs, maxTotalTimeout: timeoutMs, signal } as const;
  try {
    const accepted = new Set(await underWay.run(work, () => list(client, options)));
    return { ok: true, value: itemsOf(work, accepted, KINDS[kind]) };
  } catch (error) {
    return { ok: false, fault: work.fault ?? faultOf(error), connectionLost: isConnectionLost(error) };
  }
}

/** WHY by name: the official client leaves out tools whose `x-mcp-header` cannot be sent (MCP 2026-07-28). */
function itemsOf(
  work: UnderWay,
  accepted: ReadonlySet<string>,
  { member, key }: Kind,
): readonly JsonObject[] {
  const pages = work.answers.map(({ body }) => JSON.parse(body) as Readonly<Record<string, JsonObject[]>>);
  const items = pages.flatMap((page) => page[member] ?? []).filter((item) => accepted.has(String(item[key])));
  if (items.length > ITEMS_MAX) throw new Error(`more than ${ITEMS_MAX} of ${member}`);
  if (new Set(items.map((item) => item[key])).size !== items.length)
    throw new Error(`two ${member} of one name`);
  return items;
}

export function definitionOf(raw: JsonObject): ToolDefinition {
  const tool = raw as Tool;
  const { name, title, description = '', inputSchema, outputSchema, annotations } = tool;
  return {
    name,
    ...(title === undefined ? {} : { title }),
    description,
    inputSchema: inputSchema as JsonSchema,
    ...(outputSchema === undefined ? {} : { outputSchema: outputSchema as JsonSchema }),
    ...(annotations === undefined ? {} : { annotations: hintsOf(annotations) }),
    raw,
  };
}

function hintsOf(annotations: NonNullable<Tool['annotations']>): NonNullable<ToolDefinition['annotations']> {
  const { readOnlyHint, destructiveHint, idempotentHint, openWorldHint } = annotations;
  return Object.fromEntries(
    Object.entries({ readOnlyHint, destructiveHint, idempotentHint, openWorldHint }).filter(
      ([, hint]) => hint !== undefined,
    ),
  );
}
