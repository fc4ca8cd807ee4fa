/** The settings of the servers that do not speak MCP, by their kind, as the configuration defines them. */
import type { Settings } from '../config/schema.ts';

type Server = Settings['tools']['servers'][string];

export type OpenApiSettings = Extract<Server, { kind: 'openapi' }>;
export type SqlSettings = Extract<Server, { kind: 'sql' }>;
export type HttpSettings = Extract<Server, { kind: 'http' }>;
export type ActionSettings = HttpSettings['actions'][string];
export type QuerySettings = SqlSettings['queries'][string];
