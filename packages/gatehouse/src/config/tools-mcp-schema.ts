/** The shape of one MCP server under `tools.servers`: reached over HTTP (`mcp`), or started on this machine (`stdio`). */
import { z } from 'zod';

export const mcpServer = {
  url: z.url().describe('Where it speaks MCP over HTTP.'),
  allow_private: z.boolean().default(false).describe('Whether it may live on a private address.'),
};

export const stdioServer = {
  command: z
    .array(z.string().min(1))
    .min(1)
    .describe('The program and its arguments; only this file can name it.'),
};
