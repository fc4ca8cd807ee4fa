/** Reads every passage out of the params of a call, out of what a server answered, and out of what it defines. */
import type { Opaque, Passage } from '../../kernel/passage.ts';
import { bytesInBase64, isBase64 } from '../encodings.ts';
import type { JsonDocument } from '../json/document.ts';
import { get, type JsonNode, stringValue } from '../json/document.ts';
import type { Spot, Visit } from '../leaves.ts';
import type { AttachedFile } from '../protocol.ts';
import { RequestLeaves } from '../request-leaves.ts';
import { as, each, fields, rowsOf, voiceOf } from '../visits.ts';
import { valueAt } from './message.ts';

/** What detectors read of one document. Rewrites go back into it in place (`protocols/rewriting`). */
export interface McpText {
  readonly document: JsonDocument;
  readonly passages: readonly Passage[];
  readonly opaque: readonly Opaque[];
  readonly files: readonly AttachedFile[];
}

/** Something that a server wants of the client before it goes on (2026-07-28, basic/utilities/mrtr). */
export interface InputRequest {
  readonly key: string;
  readonly method: string;
  readonly params: unknown;
}

/** The params of a call: whatever stands in them is the agent's. */
export function readParams(document: JsonDocument): McpText {
  return read(document, 'assistant', rowsOf<RequestLeaves>({}));
}

/** A server's result or error, or the content of anything that it asks: whatever stands in it is the tool's. */
export function readResult(document: JsonDocument): McpText {
  return read(document, 'tool', RESULT);
}

/** The error member of a server's answer. */
export function readServerError(document: JsonDocument): McpText {
  return read(document, 'error', rowsOf<RequestLeaves>({}));
}

/** A tool, prompt, resource or template as its server defines it. */
export function readDefinition(document: JsonDocument): McpText {
  return read(document, 'definition', rowsOf<RequestLeaves>({}));
}

/** What a result of type `input_required` asks the client; undefined where it is a plain result. */
export function inputRequestsOf(document: JsonDocument): readonly InputRequest[] | undefined {
  if (stringValue(document, get(document.root, 'resultType')) !== 'input_required') return undefined;
  const requests = get(document.root, 'inputRequests');
  if (requests?.kind !== 'object') return [];
  return requests.names.map((key, index) => {
    const node = requests.children[index] as JsonNode;
    const method = stringValue(document, get(node, 'method')) ?? '';
    return { key, method, params: valueAt(document, get(node, 'params')) };
  });
}

function read(
  document: JsonDocument,
  role: 'assistant' | 'tool' | 'error' | 'definition',
  rows: ReturnType<typeof rowsOf<RequestLeaves>>,
): McpText {
  const leaves = new RequestLeaves(document);
  leaves.takeFields({ node: document.root, place: '$', voice: voiceOf(role) }, rows);
  const { passages, opaque, files } = leaves;
  return { document, passages, opaque, files };
}

/** Base64 at a place for bytes is no text: it is named, and kept for whoever can read what files hold. */
function bytes(kind: Opaque['kind']): Visit<RequestLeaves> {
  return (leaves, spot) => {
    const text = leaves.text(spot.node);
    if (text === undefined || !isBase64(text)) leaves.take(spot);
    else if (kind === 'audio') leaves.unreadable(spot, kind, bytesInBase64(text.length));
    else leaves.attached(spot, kind, text);
  };
}

const RESOURCE = fields<RequestLeaves>({ blob: bytes('document') });

/** Content blocks by their type (2025-11-25 and 2026-07-28, schema, `ContentBlock`); all others are read as text. */
const BLOCKS: ReadonlyMap<string | undefined, Visit<RequestLeaves>> = new Map<string, Visit<RequestLeaves>>([
  ['image', fields({ data: bytes('image') })],
  ['audio', fields({ data: bytes('audio') })],
  ['resource', fields({ resource: RESOURCE })],
]);

function block(leaves: RequestLeaves, spot: Spot): void {
  const visit = BLOCKS.get(leaves.text(get(spot.node, 'type')));
  if (visit === undefined) leaves.take(spot);
  else visit(leaves, spot);
}

const RESULT = rowsOf<RequestLeaves>({
  content: each(block),
  contents: each(RESOURCE),
  messages: each(fields({ content: block })),
  description: as('definition'),
});
