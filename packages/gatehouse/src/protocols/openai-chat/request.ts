/** Reads a Chat Completions request: every passage of it, what it would fetch, and what would go around the gate. */
import { fault } from '../../kernel/faults.ts';
import { failed, type Result } from '../../kernel/result.ts';
import { asksForOneOf, get, itemsOf, type JsonDocument } from '../json/document.ts';
import type { Spot, Visit, Voice } from '../leaves.ts';
import type { Bypass, ModelRequest, Operation } from '../protocol.ts';
import { bypass, bypasses, bytesAs, list, RequestLeaves, tokens } from '../request-leaves.ts';
import { as, each, fields, jsonSource, rowsOf, voiceOf } from '../visits.ts';

export function readRequest(document: JsonDocument, operation: Operation): Result<ModelRequest> {
  if (operation !== 'generate') {
    return failed(fault('route.unknown', 'Chat Completions knows no operation that only counts tokens.'));
  }
  const { root } = document;
  const leaves = new RequestLeaves(document);
  const model = leaves.text(get(root, 'model')) ?? '';
  if (model === '') leaves.refuse('$.model must be a non-empty string.');
  if (itemsOf(get(root, 'messages')).length === 0) leaves.refuse('$.messages must be a non-empty array.');
  const options = get(root, 'stream_options');
  if (options !== undefined && options.kind !== 'object' && options.kind !== 'null') {
    leaves.refuse('$.stream_options must be an object.');
  }
  const stream = leaves.flag('stream', get(root, 'stream'));
  const choices = leaves.integer('n', get(root, 'n'), CHOICES_MAX) ?? 1;
  const caps = ['max_tokens', 'max_completion_tokens'].map((name) =>
    leaves.integer(name, get(root, name), Number.MAX_SAFE_INTEGER),
  );
  leaves.takeFields({ node: root, place: '$', voice: voiceOf('metadata') }, ROOT);
  return leaves.result(() => ({
    document,
    operation,
    model,
    stream,
    choices,
    outputTokensMax: highest(caps),
    surcharged: !asksForOneOf(document, 'service_tier', LISTED_TIERS),
    passages: leaves.passages,
    opaque: leaves.opaque,
    remote: leaves.remote,
    files: leaves.files,
    bypasses: leaves.bypasses,
  }));
}

/** Whether the client itself asked for the usage chunk at the end of a stream. */
export function asksForUsage({ document }: ModelRequest): boolean {
  const options = get(document.root, 'stream_options');
  return options !== undefined && get(options, 'include_usage')?.kind === 'true';
}

/** What a model does out of the gate's sight just by being called: some search the web by themselves. */
export function bypassOfModel(model: string): Bypass | undefined {
  return SEARCH_MODEL.test(model)
    ? { kind: 'provider_tool', place: '$.model', name: 'search_model' }
    : undefined;
}

const CHOICES_MAX = 128;

/** Tiers at the listed price or below it (OpenAI, service_tier); `priority` and whatever comes next cost more. */
const LISTED_TIERS = ['auto', 'default', 'flex'];

const SEARCH_MODEL = /-search-(preview|api)/i;

/** Tools that a provider runs itself, by the types that OpenAI and compatible providers give them. */
const PROVIDER_TOOL =
  /^(web_search|web_search_preview|file_search|code_interpreter|code_execution|image_generation|mcp|computer_use_preview|browser_search|live_search|x_search|tool_search|local_shell|shell)(_\d[\d_]*)?$/;

const ROLES: ReadonlyMap<string | undefined, Voice> = new Map([
  ['system', voiceOf('system')],
  ['developer', voiceOf('system')],
  ['user', voiceOf('user')],
  ['assistant', voiceOf('assistant')],
  ['tool', voiceOf('tool')],
  ['function', voiceOf('tool')],
]);

/** Content parts by their type. */
const PARTS: ReadonlyMap<string | undefined, Visit<RequestLeaves>> = new Map<string, Visit<RequestLeaves>>([
  ['text', fields({})],
  ['refusal', fields({})],
  ['image_url', fields({ image_url: imageAddress })],
  ['input_audio', fields({ input_audio: fields({ data: bytesAs('audio') }) })],
  [
    'file',
    fields({
      file: fields({ file_data: bytesAs('document'), file_id: bypass('provider_state', 'file_id') }),
    }),
  ],
]);

const IMAGE = fields({ url: bytesAs('image') });

const CALL = fields({ function: fields({ arguments: jsonSource }) });

const MESSAGE = rowsOf<RequestLeaves>({
  content,
  tool_calls: list(toolCall),
  function_call: fields({ arguments: jsonSource }),
  audio: fields({ id: bypass('provider_state', 'audio.id') }),
});

/** Everything else at the root is metadata. */
const ROOT = rowsOf<RequestLeaves>({
  messages: each(message),
  tools: list(tool),
  tool_choice: toolChoice,
  functions: as('definition'),
  response_format: as('definition'),
  prediction: as('assistant'),
  prompt,
  prompt_token_ids: tokens,
  audio: fields({ voice: fields({ id: bypass('provider_state', 'audio.voice.id') }) }),
  ...bypasses('provider_tool', [
    'web_search_options',
    'search_parameters',
    'search_settings',
    'data_sources',
    'plugins',
    'mcp_servers',
    // WHY: a provider that may choose another model by itself is a fallback that nobody decided.
    'models',
    'fallbacks',
  ]),
  ...bypasses('provider_state', [
    'store',
    'previous_response_id',
    'conversation',
    'background',
    'deferred',
    'thread',
  ]),
});

function message(leaves: RequestLeaves, spot: Spot): void {
  const voice = ROLES.get(leaves.text(get(spot.node, 'role')));
  if (voice === undefined) leaves.refuseAt(spot, 'has no role that this protocol defines');
  else leaves.takeFields({ ...spot, voice }, MESSAGE);
}

function content(leaves: RequestLeaves, spot: Spot): void {
  const { kind } = spot.node;
  if (kind === 'array') leaves.takeItems(spot, part);
  else if (kind === 'string' || kind === 'null') leaves.take(spot);
  else leaves.refuseAt(spot, 'must be a string or an array of parts');
}

function part(leaves: RequestLeaves, spot: Spot): void {
  const visit = PARTS.get(leaves.text(get(spot.node, 'type')));
  if (visit === undefined) leaves.refuseAt(spot, 'is of no type that this protocol defines');
  else visit(leaves, spot);
}

/** OpenAI has an object here; compatible servers take the bare address too. */
function imageAddress(leaves: RequestLeaves, spot: Spot): void {
  if (spot.node.kind === 'object') IMAGE(leaves, spot);
  else bytesAs('image')(leaves, spot);
}

function toolCall(leaves: RequestLeaves, spot: Spot): void {
  const type = get(spot.node, 'type');
  const isKnown = type === undefined || isCallersTool(leaves.text(type));
  if (isKnown) CALL(leaves, spot);
  else leaves.refuseAt(spot, 'is of no type that this protocol defines');
}

/** The caller's own tools are run by the caller; every other type would run out of the gate's sight. */
function tool(leaves: RequestLeaves, spot: Spot): void {
  const type = leaves.text(get(spot.node, 'type'));
  if (!isCallersTool(type)) {
    leaves.bypass(spot, PROVIDER_TOOL.test(type ?? '') ? 'provider_tool' : 'unknown_tool', type);
  }
  leaves.take({ ...spot, voice: voiceOf('definition') });
}

function toolChoice(leaves: RequestLeaves, spot: Spot): void {
  const inner = { ...spot, voice: voiceOf('definition') };
  if (spot.node.kind !== 'object') leaves.take(inner);
  else if (leaves.text(get(spot.node, 'type')) === 'allowed_tools') ALLOWED_TOOLS(leaves, inner);
  else tool(leaves, spot);
}

const ALLOWED_TOOLS = fields({ allowed_tools: fields({ tools: list(tool) }) });

/** A stored prompt is the provider's state; token ids are opaque; a text is a text. */
function prompt(leaves: RequestLeaves, spot: Spot): void {
  if (spot.node.kind === 'object') bypass('provider_state', 'prompt')(leaves, spot);
  else tokens(leaves, spot);
}

function isCallersTool(type: string | undefined): boolean {
  return type === 'function' || type === 'custom';
}

function highest(caps: readonly (number | undefined)[]): number | undefined {
  const known = caps.filter((cap) => cap !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}
