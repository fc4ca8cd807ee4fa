/** Makes the transports of servers that do not speak MCP from their settings, or says everything that is wrong with them. */
import type { KeyObject } from 'node:crypto';
import type { Chance, Clock } from '../kernel/effects.ts';
import { ok } from '../kernel/result.ts';
import type { ToolCredential } from './credentials/credential.ts';
import type { ToolEgress } from './egress.ts';
import { readAction } from './http/actions.ts';
import type { HttpTool } from './http/request.ts';
import { createHttpTransport } from './http/transport.ts';
import { readOpenApi } from './openapi/openapi.ts';
import type { HttpSettings, OpenApiSettings, SqlSettings } from './server-settings.ts';
import { signingEgress } from './signatures/signing-egress.ts';
import type { SqlTarget } from './sql/session.ts';
import { createSqlTransport, readQuery } from './sql/sql.ts';
import type { ToolTransport } from './transport.ts';

/** `path` is within the server's settings. */
interface ServerProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export type MadeServer =
  | { readonly transport: ToolTransport }
  | { readonly problems: readonly ServerProblem[] };

export interface HttpParts {
  readonly id: string;
  readonly egress: ToolEgress;
  readonly credential: ToolCredential;
  /** The key that `sign.key` names; undefined where it is not there. */
  readonly signingKey: KeyObject | undefined;
  readonly clock: Clock;
  readonly chance: Chance;
}

export function makeActionServer(settings: HttpSettings, parts: HttpParts): MadeServer {
  const tools: HttpTool[] = [];
  const problems: ServerProblem[] = [];
  for (const [name, action] of Object.entries(settings.actions)) {
    const read = readAction(name, action, settings.slashes_in_paths);
    if ('tool' in read) tools.push(read.tool);
    else
      problems.push(
        ...read.problems.map(({ path, message }) => ({ path: ['actions', name, ...path], message })),
      );
  }
  return made(settings, tools, { ...parts, problems });
}

/** `document` is the text that `settings.document` leads to. */
export function makeOpenApiServer(settings: OpenApiSettings, document: string, parts: HttpParts): MadeServer {
  const read = readOpenApi(document, { operations: settings.operations, slashes: settings.slashes_in_paths });
  if ('tools' in read) return made(settings, read.tools, { ...parts, problems: [] });
  return { problems: read.problems.map((message) => ({ path: ['document'], message })) };
}

interface Making extends HttpParts {
  readonly problems: readonly ServerProblem[];
}

function made(
  settings: HttpSettings | OpenApiSettings,
  tools: readonly HttpTool[],
  { problems, ...parts }: Making,
): MadeServer {
  const objection = objectionToBase(settings.base_url);
  const egress = outward(settings, parts);
  const all = [
    ...problems,
    ...(objection === undefined ? [] : [{ path: ['base_url'], message: objection }]),
    ...(egress === undefined
      ? [{ path: ['sign', 'key'], message: 'It is not there, or no Ed25519 private key.' }]
      : []),
  ];
  if (all.length > 0 || egress === undefined) return { problems: all };
  const byName = ok(new Map(tools.map((tool) => [tool.definition.name, tool])));
  const transport = createHttpTransport({
    id: parts.id,
    baseUrl: settings.base_url,
    egress,
    credential: parts.credential,
    tools: () => Promise.resolve(byName),
    idempotencyHeader: settings.idempotency_header?.toLowerCase(),
    timeoutMs: settings.timeout_ms,
  });
  return { transport };
}

/** The way out, signing where that is configured; undefined where it cannot. */
function outward({ sign }: HttpSettings | OpenApiSettings, parts: HttpParts): ToolEgress | undefined {
  if (sign === undefined) return parts.egress;
  const { signingKey: key, clock, chance } = parts;
  if (key?.type !== 'private' || key.asymmetricKeyType !== 'ed25519') return undefined;
  const { key_id: keyId, components, expires_seconds: expiresSeconds } = sign;
  return signingEgress(parts.egress, { key, keyId, components, expiresSeconds, clock, chance });
}

function objectionToBase(address: string): string | undefined {
  const url = new URL(address);
  return url.search === '' ? undefined : 'The address has a query; calls would lose it.';
}

export interface SqlParts {
  readonly id: string;
  readonly password: string | undefined;
  /** The certificates that `authority` names, in PEM. */
  readonly authority: string | undefined;
  /** Makes a socket that opens only where these settings let the gate go (`net/database-socket.ts`). */
  readonly openSocket: SqlTarget['openSocket'];
  readonly connectMs: number;
}

const PORTS: Readonly<Record<SqlSettings['database'], number>> = { postgresql: 5_432, mysql: 3_306 };

export function makeSqlServer(settings: SqlSettings, parts: SqlParts): MadeServer {
  const { database: dialect, host, login: user, tls, allow_private: allowPrivate } = settings;
  const read = Object.entries(settings.queries).map(
    ([name, query]) => [name, readQuery(name, query, dialect)] as const,
  );
  const problems: ServerProblem[] = read.flatMap(([name, query]) =>
    typeof query === 'string' ? [{ path: ['queries', name, 'text'], message: query }] : [],
  );
  if (!tls && !allowPrivate) {
    problems.push({ path: ['tls'], message: 'Without TLS a database is reached at private addresses only.' });
  }
  if (problems.length > 0) return { problems };
  const target: SqlTarget = {
    host,
    port: settings.port ?? PORTS[dialect],
    database: settings.name,
    user,
    password: parts.password ?? '',
    tls: tls ? { authority: parts.authority } : undefined,
    connectMs: parts.connectMs,
    openSocket: parts.openSocket,
  };
  const queries = new Map(
    read.flatMap(([name, query]) => (typeof query === 'string' ? [] : [[name, query] as const])),
  );
  const { connections, timeout_ms: timeoutMs } = settings;
  return {
    transport: createSqlTransport({ id: parts.id, dialect, target, queries, connections, timeoutMs }),
  };
}
