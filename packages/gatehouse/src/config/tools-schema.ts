/** The shape of `tools` in `gatehouse.yaml`: the servers whose tools agents may be given, and the files of their manifests. */
import { z } from 'zod';
import { httpServer, openapiServer, sqlServer } from './tools-http-schema.ts';
import { mcpServer, stdioServer } from './tools-mcp-schema.ts';

/** WHY no underscore: `server__tool` then has one reading. */
export const serverId = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/);

/** What every client takes as the name of a tool; shorter than MCP's 128, for the server's name stands before it. */
const toolName = z.string().regex(/^[A-Za-z0-9_-]{1,94}$/);

const frame = {
  owner: z.string().min(1).describe('Who answers for it.'),
  reason: z.string().min(1).describe('Why it is there.'),
  review: z.iso.date().describe('When it is looked at again.'),
  alias: z
    .record(z.string().min(1).max(256), toolName)
    .default({})
    .describe('Other names for its tools, where two servers use names that are equal or look alike.'),
  refresh_seconds: z
    .int()
    .min(1)
    .max(3_600)
    .default(30)
    .describe('How old the definitions of its tools may be when one is called; then they are fetched again.'),
  timeout_ms: z
    .int()
    .min(1)
    .max(600_000)
    .default(60_000)
    .describe('For one call. A call that took longer may have had its effect.'),
  answer_bytes: z
    .int()
    .min(1_024)
    .max(67_108_864)
    .default(4_194_304)
    .describe('The longest answer that is read; a longer one is a fault.'),
};

/** What only MCP servers offer besides tools. */
const offers = {
  resources: z.boolean().default(false).describe('Whether its resources are offered; they are untrusted.'),
  prompts: z.boolean().default(false).describe('Whether its prompts are offered; they are untrusted.'),
};

const server = z.discriminatedUnion('kind', [
  z
    .strictObject({ kind: z.literal('sim'), ...frame })
    .describe('Built in, for trying the gate: a small office in memory, which nothing ever leaves.'),
  z.strictObject({ kind: z.literal('mcp'), ...frame, ...offers, ...mcpServer }),
  z.strictObject({ kind: z.literal('stdio'), ...frame, ...offers, ...stdioServer }),
  z.strictObject({ kind: z.literal('openapi'), ...frame, ...openapiServer }),
  z.strictObject({ kind: z.literal('sql'), ...frame, ...sqlServer }),
  z.strictObject({ kind: z.literal('http'), ...frame, ...httpServer }),
]);

export const tools = z.strictObject({
  manifests: z
    .array(z.string().min(1))
    .max(1_000)
    .default([])
    .describe(
      'Files that say what each accepted tool does, relative to this one; `*` stands for any part of a file name.',
    ),
  servers: z
    .record(serverId, server)
    .default({})
    .describe('Where tools come from. A tool that no manifest accepts is not offered.'),
});

export type ServerSettings = z.infer<typeof server>;
