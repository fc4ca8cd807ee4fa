/** Opens the MCP servers that a configuration names: over HTTP, and as programs on this machine. */
import type { ServerSettings } from '../config/tools-schema.ts';
import type { Grants } from '../tools/credentials/grants.ts';
import { createMcpHttp } from '../tools/mcp/over-http.ts';
import { createStdioServer } from '../tools/stdio/stdio-server.ts';
import type { ToolTransport } from '../tools/transport.ts';
import { secretOf } from './secrets.ts';
import { type CredentialParts, openCredential } from './tool-credentials.ts';

export interface McpParts extends CredentialParts {
  /** Our folders and files that no program may see: data, keys, files of secrets. */
  readonly hidden: readonly string[];
  /** Told what a program writes to stderr and why it ended. */
  readonly report: (server: string, line: string) => void;
}

export interface OpenedMcp {
  readonly transport: ToolTransport;
  readonly grants: Grants | undefined;
}

type Settings<Kind> = Extract<ServerSettings, { kind: Kind }>;

export function openMcpHttp(id: string, server: Settings<'mcp'>, parts: McpParts): OpenedMcp {
  const { url, credential: settings } = server;
  const { credential, grants, listsAs } = openCredential({ id, url, credential: settings }, parts);
  const transport = createMcpHttp({
    ...{ id, url, credential, listsAs, egress: parts.egress, elapsedMs: parts.clock.elapsedMs },
    ...{ asks: server.asks, timeoutMs: server.timeout_ms, idempotencyMember: server.idempotency_member },
  });
  return { transport, grants };
}

/**
 * Starts the program.
 * @throws Error when a secret of its environment is not there: a program without it would do something else.
 */
export function openMcpProgram(id: string, server: Settings<'stdio'>, parts: McpParts): ToolTransport {
  const environment = Object.entries(server.environment).map(([name, value]) => {
    const text = typeof value === 'string' ? value : secretOf(value, parts.environment);
    if (text === undefined) throw new Error(`the secret for ${name} of ${id} is not there`);
    return [name, text] as const;
  });
  return createStdioServer({
    ...{ id, command: server.command, environment: Object.fromEntries(environment) },
    ...{ workingDirectory: server.working_directory, user: server.user, network: server.network },
    ...{ memoryBytes: server.memory_bytes, hidden: parts.hidden, self: process.getuid?.() },
    ...{ timeoutMs: server.timeout_ms, answerBytesMax: server.answer_bytes, asks: server.asks },
    idempotencyMember: server.idempotency_member,
    listsAs: { tenant: 'gatehouse', subject: 'catalogue' },
    elapsedMs: parts.clock.elapsedMs,
    report: (line) => parts.report(id, line),
  });
}
