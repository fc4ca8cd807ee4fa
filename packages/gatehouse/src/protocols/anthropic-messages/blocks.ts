/** The content blocks of the Messages API in requests, by their type. */
import { get } from '../json/document.ts';
import type { Spot, Visit } from '../leaves.ts';
import { bypass, fileAs, type RequestLeaves } from '../request-leaves.ts';
import { as, deep, encrypted, fields, signed, voiceOf } from '../visits.ts';
import { CITATIONS, ENCRYPTED_FIELDS } from './encrypted.ts';
import { tool } from './tools.ts';

/** Content is a string, or a list of blocks; anything else is refused. */
export function content(leaves: RequestLeaves, spot: Spot): void {
  const { kind } = spot.node;
  if (kind === 'array') leaves.takeItems(spot, block);
  else if (kind === 'string') leaves.take(spot);
  else leaves.refuseAt(spot, 'must be a string or an array of blocks');
}

/** A list of text blocks or a string: the only content of a system prompt. */
export function systemContent(leaves: RequestLeaves, spot: Spot): void {
  const { kind, children } = spot.node;
  const isList = kind === 'array' && children.every((child) => leaves.text(get(child, 'type')) === 'text');
  if (kind === 'string' || isList) leaves.take(spot);
  else leaves.refuseAt(spot, 'must be a string or an array of text blocks');
}

function block(leaves: RequestLeaves, spot: Spot): void {
  const visit = BLOCKS.get(leaves.text(get(spot.node, 'type')));
  if (visit === undefined) leaves.refuseAt(spot, 'is of no type that this protocol defines');
  else visit(leaves, spot);
}

type Row = Visit<RequestLeaves>;

/** Takes a block in the voice of tools: what tools return is nobody's word. */
function toolBlock(visit: Row): Row {
  return (leaves, spot) => visit(leaves, { ...spot, voice: voiceOf('tool') });
}

/** Takes a block in the voice of documents: somebody attached it, and nobody knows who wrote it. */
function attached(visit: Row): Row {
  return (leaves, spot) => visit(leaves, { ...spot, voice: voiceOf('document') });
}

const FILE_ID = bypass('provider_state', 'file_id');

const SOURCES = { image: source('image'), document: source('document') } as const;

/** What Anthropic's own tools returned, as a history tells it. */
const providersResult = toolBlock(
  deep<RequestLeaves>({
    ...ENCRYPTED_FIELDS,
    source: (leaves, spot) =>
      spot.node.kind === 'object' ? SOURCES.document(leaves, spot) : leaves.take(spot),
    file_id: FILE_ID,
  }),
);

const thinking: Row = (leaves, spot) => {
  const isSigned = get(spot.node, 'signature') !== undefined;
  if (isSigned) signed(leaves, spot);
  else leaves.take(spot);
};

const compaction: Row = (leaves, spot) => {
  const isSigned = (get(spot.node, 'signature')?.kind ?? 'null') !== 'null';
  COMPACTION(leaves, isSigned ? { ...spot, voice: { ...spot.voice, signed: true } } : spot);
};

const COMPACTION: Row = fields({ encrypted_content: encrypted });

/** WHY: a change by reference names a tool that was judged where it is defined; a definition is judged here. */
const TOOL_CHANGES: ReadonlyMap<string | undefined, Row> = new Map<string, Row>([
  ['tool_definition', fields({ definition: tool })],
  ['tool_reference', as('definition')],
  ['mcp_tool_reference', as('definition')],
  ['mcp_toolset_reference', as('definition')],
]);

const toolChange: Row = (leaves, spot) => {
  const visit = TOOL_CHANGES.get(leaves.text(get(spot.node, 'type')));
  if (visit === undefined) leaves.refuseAt(spot, 'is of no type that this protocol defines');
  else visit(leaves, spot);
};

const BLOCKS: ReadonlyMap<string | undefined, Row> = new Map<string, Row>([
  ['text', fields({ citations: CITATIONS })],
  ['image', fields({ source: SOURCES.image })],
  ['document', attached(fields({ source: SOURCES.document }))],
  ['search_result', attached(fields({}))],
  ['thinking', thinking],
  ['redacted_thinking', fields({ data: encrypted })],
  ['compaction', compaction],
  ['tool_use', fields({})],
  ['tool_result', toolBlock(fields({ content }))],
  ['tool_reference', fields({})],
  ['browser_state', toolBlock(fields({}))],
  ['container_upload', fields({ file_id: FILE_ID })],
  ['tool_addition', fields({ tool: toolChange })],
  ['tool_removal', fields({ tool: toolChange })],
  ['mcp_tool_listing', as('definition')],
  ['fallback', fields({})],
  ['server_tool_use', toolBlock(fields({}))],
  ['mcp_tool_use', toolBlock(fields({}))],
  ['mcp_tool_result', toolBlock(fields({}))],
  ...[
    'advisor_tool_result',
    'web_search_tool_result',
    'web_fetch_tool_result',
    'code_execution_tool_result',
    'bash_code_execution_tool_result',
    'text_editor_code_execution_tool_result',
    'tool_search_tool_result',
  ].map((type): [string, Row] => [type, providersResult]),
]);

/** Where a block's bytes or text come from. */
function source(kind: 'image' | 'document'): Row {
  const sources: ReadonlyMap<string | undefined, Row> = new Map<string, Row>([
    ['base64', fields({ data: fileAs(kind) })],
    ['text', fields({})],
    ['content', fields({ content })],
    ['url', (leaves, spot) => remoteSource(leaves, spot, kind)],
    ['file', fields({ file_id: FILE_ID })],
  ]);
  return (leaves, spot) => {
    const visit = sources.get(leaves.text(get(spot.node, 'type')));
    if (visit === undefined) leaves.refuseAt(spot, 'is of no type that this protocol defines');
    else visit(leaves, spot);
  };
}

function remoteSource(leaves: RequestLeaves, spot: Spot, kind: 'image' | 'document'): void {
  const url = leaves.text(get(spot.node, 'url'));
  if (url === undefined) leaves.refuseAt(spot, 'must have a url');
  else leaves.fetches(spot, { url, kind, node: spot.node });
  leaves.take(spot);
}
