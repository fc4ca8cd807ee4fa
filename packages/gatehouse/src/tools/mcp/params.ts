/** The `params` of a cleared call: what the official client is given of them, and the exact text that is sent. */
import type { Result } from '../../kernel/result.ts';
import { get, type JsonDocument, type JsonNode } from '../../protocols/json/document.ts';
import { applyEdits, type Edit } from '../../protocols/json/edit.ts';
import { parseJson } from '../../protocols/json/parse.ts';

export type JsonObject = { readonly [name: string]: unknown };

/** Members of `_meta` that say who speaks on this connection (MCP 2026-07-28): they are the gate's, never the caller's. */
const SPEAKER = /^io\.modelcontextprotocol\/(?:protocolVersion|clientInfo|clientCapabilities)$/;
const DEPTH_MAX = 512;

export interface ClearedParams {
  /** For the official client, which adds its envelope to `_meta`. */
  readonly given: JsonObject;
  /** What the caller sent as its token for progress notifications. */
  readonly progressToken: string | number | undefined;
  /** What stands in its place on the wire. */
  readonly wireToken: string;
  /**
   * The text to send: the cleared source, byte for byte, but for `_meta`, whose members are those of `sent`.
   * INVARIANT: nothing else of what the official client made of the params can reach the wire.
   */
  textFor(sent: JsonObject): string;
}

export interface Marks {
  /** Stands in the place of the caller's token, which is nobody else's business and may not be unique. */
  readonly progressToken: string;
  /** Further members of `_meta`. */
  readonly meta: JsonObject;
}

/** Reads cleared params; a fault when they are no JSON object. */
export function readParams(source: string, marks: Marks): Result<ClearedParams> {
  const document = parseJson(source, { depthMax: DEPTH_MAX });
  if (!document.ok) return document;
  // WHY a second parse: it makes the values; that it sees the same document is what strict JSON is for (RFC 7493).
  const params = JSON.parse(source) as JsonObject;
  const { progressToken, ...meta } = (params._meta ?? {}) as { progressToken?: string | number } & JsonObject;
  const kept = Object.entries(meta).filter(([name]) => !SPEAKER.test(name));
  const token = progressToken === undefined ? {} : { progressToken: marks.progressToken };
  const ours = { ...Object.fromEntries(kept), ...token, ...marks.meta };
  const given =
    Object.keys(ours).length === 0 && params._meta === undefined ? params : { ...params, _meta: ours };
  return {
    ok: true,
    value: {
      given,
      progressToken,
      wireToken: marks.progressToken,
      textFor: (sent) => withMeta(document.value, (sent._meta ?? {}) as JsonObject),
    },
  };
}

/** Members that stay what they were keep their source text, so that no number or escape changes on the way. */
function withMeta(document: JsonDocument, meta: JsonObject): string {
  const { source, root } = document;
  const before = get(root, '_meta');
  const members = Object.entries(meta).map(([name, value]) => {
    const text = JSON.stringify(value);
    const node = before === undefined ? undefined : get(before, name);
    const kept = node !== undefined && JSON.stringify(JSON.parse(textOf(source, node))) === text;
    return `${JSON.stringify(name)}:${kept ? textOf(source, node) : text}`;
  });
  const text = `{${members.join(',')}}`;
  if (before !== undefined) return applyEdits(source, [{ start: before.start, end: before.end, text }]);
  if (members.length === 0) return source;
  const comma = root.names.length === 0 ? '' : ',';
  const insertion: Edit = { start: root.end - 1, end: root.end - 1, text: `${comma}"_meta":${text}` };
  return applyEdits(source, [insertion]);
}

function textOf(source: string, node: JsonNode): string {
  return source.slice(node.start, node.end);
}
