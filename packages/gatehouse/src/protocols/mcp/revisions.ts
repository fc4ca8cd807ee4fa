/** The revisions of MCP that the gate speaks towards clients, and the words of the request metadata. */

/** `modern` is stateless, every request carries its metadata (2026-07-28); `legacy` opens with `initialize`. */
export type Era = 'modern' | 'legacy';

export const MODERN_REVISIONS: readonly string[] = ['2026-07-28'];
/** Newest first: the first is offered where a client asks for one that is not here. */
export const LEGACY_REVISIONS: readonly string[] = ['2025-11-25', '2025-06-18', '2025-03-26'];

/** Keys of `params._meta` (2026-07-28, basic/index, "Request metadata"). */
export const META = {
  revision: 'io.modelcontextprotocol/protocolVersion',
  capabilities: 'io.modelcontextprotocol/clientCapabilities',
  logLevel: 'io.modelcontextprotocol/logLevel',
  serverInfo: 'io.modelcontextprotocol/serverInfo',
} as const;

/** The extension for work that takes long (ext-tasks, 2026-07-28). */
export const TASKS_EXTENSION = 'io.modelcontextprotocol/tasks';

/** Revisions are dates, and sort as text. What is no date belongs to no older revision, so it is judged as a new one. */
export function isModernRevision(revision: string): boolean {
  return !/^\d{4}-\d\d-\d\d$/.test(revision) || revision >= '2026-07-28';
}

/** Methods whose `Mcp-Name` header repeats a field of the params (2026-07-28, basic/transports). */
export const NAMED_BY: ReadonlyMap<string, string> = new Map([
  ['tools/call', 'name'],
  ['prompts/get', 'name'],
  ['resources/read', 'uri'],
  ['tasks/get', 'taskId'],
  ['tasks/update', 'taskId'],
  ['tasks/cancel', 'taskId'],
]);
