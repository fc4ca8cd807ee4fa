/** Reads a request of the Messages API or of count_tokens. */
import type { Result } from '../../kernel/result.ts';
import { asksForOneOf, get, itemsOf, type JsonDocument } from '../json/document.ts';
import type { Spot, Voice } from '../leaves.ts';
import type { ModelRequest, Operation } from '../protocol.ts';
import { bypass, bypasses, list, RequestLeaves } from '../request-leaves.ts';
import { as, each, fields, rowsOf, voiceOf } from '../visits.ts';
import { content, systemContent } from './blocks.ts';
import { tool } from './tools.ts';

export function readRequest(document: JsonDocument, operation: Operation): Result<ModelRequest> {
  const { root } = document;
  const leaves = new RequestLeaves(document);
  const model = leaves.text(get(root, 'model')) ?? '';
  if (model === '') leaves.refuse('$.model must be a non-empty string.');
  if (itemsOf(get(root, 'messages')).length === 0) leaves.refuse('$.messages must be a non-empty array.');
  const outputTokensMax = leaves.integer('max_tokens', get(root, 'max_tokens'), Number.MAX_SAFE_INTEGER);
  if (operation === 'generate' && outputTokensMax === undefined)
    leaves.refuse('$.max_tokens must be an integer.');
  const stream = leaves.flag('stream', get(root, 'stream'));
  leaves.takeFields({ node: root, place: '$', voice: voiceOf('metadata') }, ROOT);
  return leaves.result(() => ({
    document,
    operation,
    model,
    stream: stream && operation === 'generate',
    choices: 1,
    outputTokensMax,
    surcharged:
      !asksForOneOf(document, 'service_tier', ['auto', 'standard_only']) ||
      !asksForOneOf(document, 'speed', ['standard']) ||
      !asksForOneOf(document, 'inference_geo', ['global']),
    passages: leaves.passages,
    opaque: leaves.opaque,
    remote: leaves.remote,
    files: leaves.files,
    bypasses: leaves.bypasses,
  }));
}

const ROLES: ReadonlyMap<string | undefined, Voice> = new Map([
  ['user', voiceOf('user')],
  ['assistant', voiceOf('assistant')],
  ['system', voiceOf('system')],
]);

const MESSAGE = rowsOf<RequestLeaves>({ content });

/** Everything else at the root is metadata. */
const ROOT = rowsOf<RequestLeaves>({
  system: (leaves, spot) => systemContent(leaves, { ...spot, voice: voiceOf('system') }),
  messages: each(message),
  tools: list(tool),
  tool_choice: as('definition'),
  output_config: as('definition'),
  output_format: as('definition'),
  diagnostics: fields({ previous_message_id: bypass('provider_state', 'previous_message_id') }),
  // WHY: a provider that may choose another model by itself is a fallback that nobody decided.
  ...bypasses('provider_tool', ['mcp_servers', 'fallbacks']),
  ...bypasses('provider_state', [
    'container',
    'thread',
    'user_profile_id',
    'workspace_id',
    'fallback_credit_token',
  ]),
});

function message(leaves: RequestLeaves, spot: Spot): void {
  const voice = ROLES.get(leaves.text(get(spot.node, 'role')));
  if (voice === undefined) leaves.refuseAt(spot, 'has no role that this protocol defines');
  else leaves.takeFields({ ...spot, voice }, MESSAGE);
}
