/** The params of a call as they may go on: members that the protocol knows, and no word to the server past its arguments. */
import { type Fault, fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import { get, type JsonDocument } from '../../protocols/json/document.ts';
import { applyEdits } from '../../protocols/json/edit.ts';
import { parseJson } from '../../protocols/json/parse.ts';
import { withMembers } from '../../protocols/mcp/result.ts';
import type { ToolMethod } from '../../tools/transport.ts';

/** MCP 2025-11-25 and 2026-07-28, schema: the members that a request of each method has. */
const MEMBERS: Readonly<Record<ToolMethod, readonly string[]>> = {
  'tools/call': ['name', 'arguments'],
  'resources/read': ['uri'],
  'prompts/get': ['name', 'arguments'],
  'completion/complete': ['ref', 'argument', 'context'],
};
/** What a client answers that was asked something (2026-07-28, basic/utilities/mrtr). */
export const ANSWERS = 'inputResponses';
const ANSWERING: readonly string[] = [ANSWERS, 'requestState'];
/** What every request may say of itself, and where its trace goes on (W3C Trace Context, in `_meta` since 2026-07-28). */
const META = /^(?:progressToken|traceparent|tracestate|baggage|io\.modelcontextprotocol\/.+)$/;

interface Given {
  readonly method: ToolMethod;
  /** Whether its server may ask its callers anything. */
  readonly asks: boolean;
}

/**
 * INVARIANT: what was neither validated nor judged does not reach the server: no member that nobody knows, no answer to
 * a question that the server may not ask, and no metadata of the caller's own making.
 */
export function admissible(document: JsonDocument, { method, asks }: Given): Result<JsonDocument> {
  const { root, source } = document;
  const known = [...MEMBERS[method], ...(asks ? ANSWERING : []), '_meta'];
  const unknown = root.names.find((name) => !known.includes(name));
  if (unknown !== undefined) return failed(unknownMember(unknown));
  const meta = get(root, '_meta');
  const foreign = meta?.names.filter((name) => !META.test(name)) ?? [];
  if (meta === undefined || foreign.length === 0) return ok(document);
  const text = withMembers(
    { source, root: meta },
    Object.fromEntries(foreign.map((name) => [name, undefined])),
  );
  return parseJson(applyEdits(source, [{ start: meta.start, end: meta.end, text }]), { depthMax: DEPTH_MAX });
}

/** WHY no limit of its own: the document was read within the configured one. */
const DEPTH_MAX = 512;

/** WHY its name only where it is one of the protocol: else it is the caller's text. */
function unknownMember(name: string): Fault {
  const isOurs = ANSWERING.some((one) => one === name) || name === 'task';
  const what = isOurs
    ? `a member ${name}, and this server asks nothing`
    : 'a member that its method does not have';
  return fault('request.shape', `The params have ${what}.`);
}
