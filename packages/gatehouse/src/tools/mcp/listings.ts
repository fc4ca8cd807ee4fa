/** What an MCP server has on offer, page by page, exactly as it sent it. */
import type { Client, RequestOptions, Tool } from '@modelcontextprotocol/client';
import { type Fault, fault } from '../../kernel/faults.ts';
import type { JsonSchema, OfferKind, ToolDefinition } from '../transport.ts';
import { faultOf, isConnectionLost } from './endings.ts';
import type { JsonObject } from './params.ts';
import { hasSendableHeaders } from './sendable.ts';
import { UnderWay, underWay } from './under-way.ts';

/** Of all pages of one listing together; a server with more has something else in mind. */
const LISTING_BYTES_MAX = 16_777_216;
const PAGES_MAX = 64;
const ITEMS_MAX = 10_000;

interface Kind {
  readonly method: 'tools/list' | 'resources/list' | 'resources/templates/list' | 'prompts/list';
  /** The member of the result that holds the items, and the member of an item that names it. */
  readonly member: string;
  readonly key: 'name' | 'uri' | 'uriTemplate';
  /** What a server that has the kind says that it can do. */
  readonly capability: 'tools' | 'resources' | 'prompts';
}

const KINDS: Readonly<Record<OfferKind, Kind>> = {
  tools: { method: 'tools/list', member: 'tools', key: 'name', capability: 'tools' },
  resources: { method: 'resources/list', member: 'resources', key: 'uri', capability: 'resources' },
  resource_templates: {
    ...{ method: 'resources/templates/list', member: 'resourceTemplates' },
    ...{ key: 'uriTemplate', capability: 'resources' },
  },
  prompts: { method: 'prompts/list', member: 'prompts', key: 'name', capability: 'prompts' },
};

export type Listed =
  | { readonly ok: true; readonly value: readonly JsonObject[] }
  | { readonly ok: false; readonly fault: Fault; readonly connectionLost: boolean };

/**
 * Every item of a kind; a server that does not offer the kind has none. A fault when it does not answer, answers
 * with something else, with too much, or with two items of one name: then nobody could say which one was accepted.
 */
export async function listItems(client: Client, kind: OfferKind, timeoutMs: number): Promise<Listed> {
  const { method, member, key, capability } = KINDS[kind];
  if (client.getServerCapabilities()?.[capability] === undefined) return { ok: true, value: [] };
  const work = new UnderWay({ method, bytesMax: LISTING_BYTES_MAX, left: AbortSignal.timeout(timeoutMs) });
  try {
    await underWay.run(work, () => turnPages(client, method, { timeout: timeoutMs, signal: work.over }));
    const pages = work.answers.map(({ body }) => JSON.parse(body) as Readonly<Record<string, JsonObject[]>>);
    const all = pages.flatMap((page) => page[member] ?? []);
    const names = new Set(all.map((item) => item[key]));
    if (all.length > ITEMS_MAX || names.size !== all.length)
      return { ok: false, fault: UNUSABLE, connectionLost: false };
    const modern = client.getProtocolEra() === 'modern';
    return { ok: true, value: all.filter(({ inputSchema }) => !modern || hasSendableHeaders(inputSchema)) };
  } catch (error) {
    return { ok: false, fault: work.fault ?? faultOf(error), connectionLost: isConnectionLost(error) };
  }
}

const UNUSABLE = fault('tool.protocol', 'The tool lists too much, or two things of one name.');

async function turnPages(client: Client, method: Kind['method'], options: RequestOptions): Promise<void> {
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    const request = { method, params: cursor === undefined ? {} : { cursor } } as { method: 'tools/list' };
    const { nextCursor } = await client.request(request, options);
    if (nextCursor === undefined) return;
    cursor = nextCursor;
  }
  throw new Error(`more than ${PAGES_MAX} pages`);
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
