/** The shape of one MCP server under `tools.servers`: reached over HTTP (`mcp`), or started on this machine (`stdio`). */
import { z } from 'zod';
import { credential } from './credential-schema.ts';
import { secret } from './secret-schema.ts';

const spoken = {
  asks: z
    .array(z.enum(['sampling', 'elicitation', 'roots']))
    .default([])
    .describe(
      'What it may ask of whoever calls it; each time it is decided anew. Everything else is refused.',
    ),
  idempotency_member: z
    .string()
    .regex(/^[a-z0-9][A-Za-z0-9./_-]{0,127}$/)
    .optional()
    .describe('The member of `_meta` in which it takes idempotency keys. Without: none is sent.'),
};

export const mcpServer = {
  url: z.url().describe('Where it speaks MCP over HTTP.'),
  allow_private: z.boolean().default(false).describe('Whether it may live on a private address.'),
  credential: credential.optional(),
  ...spoken,
};

const absolute = z.string().regex(/^\//, 'an absolute path');

export const stdioServer = {
  command: z
    .tuple([absolute], z.string())
    .describe(
      'The program, as an absolute path, and its arguments. Only this file can name it; no shell reads it.',
    ),
  environment: z
    .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/), z.union([z.string(), secret]))
    .default({})
    .describe('All of its environment, besides PATH and LC_ALL. A secret is named, never written.'),
  working_directory: absolute.default('/'),
  network: z
    .boolean()
    .default(false)
    .describe('Whether it may use the network. Records then say that it is unconfined.'),
  user: z
    .int()
    .min(1)
    .max(4_294_967_293)
    .default(65_534)
    .describe('The user that runs it where the gate is root; 65534 is nobody.'),
  memory_bytes: z
    .int()
    .min(67_108_864)
    .default(2_147_483_648)
    .describe('For the data of each of its processes.'),
  ...spoken,
};
