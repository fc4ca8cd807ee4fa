/** Opens the servers of tools that a configuration names, each with its transport, or says everything that keeps one from it. */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Path, Problem, Report } from '../config/problem.ts';
import type { Settings } from '../config/schema.ts';
import type { SecretName } from '../config/secret-schema.ts';
import type { ServerSettings } from '../config/tools-schema.ts';
import { createDatabaseSocket } from '../net/database-socket.ts';
import type { Destination } from '../net/destinations.ts';
import type { Grants } from '../tools/credentials/grants.ts';
import {
  type MadeServer,
  makeActionServer,
  makeOpenApiServer,
  makeSqlServer,
} from '../tools/make-servers.ts';
import type { CatalogueServer } from '../tools/manifests/catalogue.ts';
import { fetchOpenApi } from '../tools/openapi/openapi.ts';
import { createSimTools } from '../tools/sim/transport.ts';
import type { ToolTransport } from '../tools/transport.ts';
import { type McpParts, openMcpHttp, openMcpProgram } from './mcp-servers.ts';
import { secretOf } from './secrets.ts';
import { credentialDestinations, openCredential } from './tool-credentials.ts';

export interface ToolServers {
  readonly transports: ReadonlyMap<string, ToolTransport>;
  readonly shelved: readonly CatalogueServer[];
  /** Where subjects let the gate act for them, by server. */
  readonly grants: ReadonlyMap<string, Grants>;
  close(): Promise<void>;
}

export interface ToolServerParts extends McpParts {
  readonly settings: Settings;
  /** Of the configuration file: what it names lies beside it. */
  readonly folder: string;
  readonly at: Report;
}

interface Opened {
  readonly transport: ToolTransport;
  readonly grants?: Grants | undefined;
}

export async function openToolServers(
  parts: ToolServerParts,
): Promise<ToolServers | { readonly problems: readonly Problem[] }> {
  const opened: (Opened & { readonly server: ServerSettings })[] = [];
  const problems: Problem[] = [];
  const close = async () => {
    await Promise.all(opened.map(({ transport }) => transport.close()));
  };
  for (const [id, server] of Object.entries(parts.settings.tools.servers)) {
    const made = await open(id, server, parts);
    if ('problems' in made) {
      const objections = made.problems.map(({ path, message }) =>
        parts.at(['tools', 'servers', id, ...path], message),
      );
      problems.push(...objections);
    } else opened.push({ ...made, server });
  }
  if (problems.length > 0) {
    await close();
    return { problems };
  }
  return {
    close,
    transports: new Map(opened.map(({ transport }) => [transport.id, transport])),
    grants: new Map(opened.flatMap(({ transport, grants }) => (grants ? [[transport.id, grants]] : []))),
    shelved: opened.map(({ transport, server }) => ({
      transport,
      alias: server.alias,
      refreshMs: server.refresh_seconds * 1_000,
      resources: 'resources' in server && server.resources,
      prompts: 'prompts' in server && server.prompts,
    })),
  };
}

/** Every origin that the servers of tools may be reached at. */
export function toolDestinations({ tools }: Settings): readonly Destination[] {
  return Object.values(tools.servers).flatMap(destinationsOf);
}

function destinationsOf(server: ServerSettings): readonly Destination[] {
  const { allow_private: allowPrivate = false } = server as { readonly allow_private?: boolean };
  const to = (url: string): Destination => ({ purpose: 'tool', url, allowPrivate });
  switch (server.kind) {
    case 'mcp':
      return [to(server.url), ...credentialDestinations(server, allowPrivate)];
    case 'http':
      return [to(server.base_url), ...credentialDestinations(atBase(server), allowPrivate)];
    case 'openapi': {
      const { document } = server;
      const fetched = typeof document === 'string' ? [] : [{ ...to(document.url), allowPrivate: false }];
      return [to(server.base_url), ...fetched, ...credentialDestinations(atBase(server), allowPrivate)];
    }
    case 'sim':
    case 'stdio':
    case 'sql':
      return [];
  }
}

type Problems = { readonly problems: readonly { readonly path: Path; readonly message: string }[] };

async function open(id: string, server: ServerSettings, parts: ToolServerParts): Promise<Opened | Problems> {
  switch (server.kind) {
    case 'sim':
      return { transport: createSimTools(id) };
    case 'mcp':
      return openMcpHttp(id, server, parts);
    case 'stdio': {
      const missing = Object.entries(server.environment).find(
        ([, value]) => typeof value !== 'string' && secretOf(value, parts.environment) === undefined,
      );
      if (missing !== undefined) return refused(['environment', missing[0]], NO_SECRET);
      return { transport: openMcpProgram(id, server, parts) };
    }
    case 'http': {
      const { grants, ...made } = httpParts(id, server, parts);
      return { ...makeActionServer(server, made), grants };
    }
    case 'openapi':
      return openDocument(id, server, parts);
    case 'sql':
      return openDatabase(id, server, parts);
  }
}

const NO_SECRET = 'The secret is not there; without it the server would do something else.';

function refused(path: Path, message: string): Problems {
  return { problems: [{ path, message }] };
}

type Of<Kind> = Extract<ServerSettings, { readonly kind: Kind }>;

function httpParts(id: string, server: Of<'http'> | Of<'openapi'>, parts: ToolServerParts) {
  const { sign } = server;
  const { egress, clock, chance, environment } = parts;
  const signingKey = sign === undefined ? undefined : privateKey(sign.key, environment);
  const { credential, grants } = openCredential({ id, ...atBase(server) }, parts);
  return { id, egress, clock, chance, signingKey, credential, grants };
}

function atBase({ base_url: url, credential }: Of<'http'> | Of<'openapi'>) {
  return { url, credential };
}

function privateKey(name: SecretName, environment: ToolServerParts['environment']): KeyObject | undefined {
  const text = secretOf(name, environment);
  if (text === undefined) return undefined;
  try {
    return createPrivateKey(text);
  } catch {
    // What is no key is as good as none: the server is refused, with the place of the setting.
    return undefined;
  }
}

async function openDocument(
  id: string,
  server: Of<'openapi'>,
  parts: ToolServerParts,
): Promise<Opened | Problems> {
  const { document } = server;
  const { grants, ...made } = httpParts(id, server, parts);
  if (typeof document !== 'string') {
    const fetched = await fetchOpenApi(parts.egress, document);
    if (!fetched.ok) return refused(['document'], fetched.fault.message);
    return { ...makeOpenApiServer(server, fetched.value, made), grants };
  }
  const text = fileText(resolve(parts.folder, document));
  if (text === undefined) return refused(['document'], 'The file cannot be read.');
  return { ...makeOpenApiServer(server, text, made), grants };
}

function openDatabase(id: string, server: Of<'sql'>, parts: ToolServerParts): MadeServer | Problems {
  const { settings, folder, environment } = parts;
  const password = secretOf(server.password, environment);
  if (server.password !== undefined && password === undefined) return refused(['password'], NO_SECRET);
  const authority = server.authority === undefined ? undefined : fileText(resolve(folder, server.authority));
  if (server.authority !== undefined && authority === undefined) {
    return refused(['authority'], 'The file cannot be read.');
  }
  const allowPrivate = server.allow_private;
  return makeSqlServer(server, {
    ...{ id, password, authority, connectMs: settings.timeouts.connect_ms },
    openSocket: () =>
      createDatabaseSocket({ allowPrivate, resolve: (host) => lookup(host, { all: true, verbatim: true }) }),
  });
}

function fileText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Whoever asked says that it cannot be read, with the place of the setting.
    return undefined;
  }
}
