/** What only the gate says: its own members of `_meta` and its own error codes. A server that uses them says them for nobody. */
import { get, type JsonDocument } from '../json/document.ts';
import { RPC } from './errors.ts';
import { withMembers } from './result.ts';

const PREFIX = 'gatehouse/';
const CODES: ReadonlySet<number> = new Set([RPC.refused, RPC.held]);

/** Source text of a server's result without members of `_meta` that clients take for the gate's; else as it came. */
export function withoutOurs(result: JsonDocument): string {
  const { source, root } = result;
  const meta = root.kind === 'object' ? get(root, '_meta') : undefined;
  if (meta === undefined || !meta.names.some((name) => name.startsWith(PREFIX))) return source;
  const removed = Object.fromEntries(
    meta.names.filter((name) => name.startsWith(PREFIX)).map((name) => [name, undefined]),
  );
  return withMembers(result, { _meta: withMembers({ source, root: meta }, removed) });
}

/** Whether a server's error has a code by which clients know the gate's. */
export function poses({ source, root }: JsonDocument): boolean {
  const code = get(root, 'code');
  return code !== undefined && CODES.has(Number(source.slice(code.start, code.end)));
}
