/** The shape of tools under `tools.servers` that do not speak MCP: OpenAPI documents, named queries, plain HTTP actions. */
import { z } from 'zod';

const reached = {
  base_url: z.url().describe('Where its calls go.'),
  allow_private: z.boolean().default(false).describe('Whether it may live on a private address.'),
};

export const openapiServer = {
  ...reached,
  document: z.string().min(1).describe('The OpenAPI document, relative to this file.'),
};

export const sqlServer = {};

export const httpServer = { ...reached };
