/** What would go around the gate: tools and state of the provider, addresses that it would fetch, bytes nobody reads. */
import type { AskCell, Expectation } from '../cell.ts';
import { ASKED, PIXEL } from '../samples.ts';
import type { Persona, ProtocolName } from '../words.ts';
import { type Body, MODES, passes, refused, request } from './asking.ts';

interface Row {
  readonly control: string;
  readonly place: string;
  readonly protocol: ProtocolName;
  readonly as?: Persona;
  readonly body: Body;
  readonly expect: Expectation;
}

const o = 'openai-chat' as const;
const a = 'anthropic-messages' as const;
const saying = (...content: readonly object[]): Body => ({
  messages: [{ role: 'user', content: [{ type: 'text', text: `Say ${ASKED}.` }, ...content] }],
});
const tool = (...names: readonly string[]) =>
  refused(403, 'provider_tool.denied', {
    station: 'decide',
    bypasses: names.map((name) => `provider_tool:${name}`),
    uninspected: true,
  });
const unknown = (name: string) =>
  refused(400, 'provider_tool.unknown', { station: 'decide', bypasses: [`unknown_tool:${name}`] });
const state = (name: string) =>
  refused(403, 'provider_state.denied', { station: 'decide', bypasses: [`provider_state:${name}`] });

const TOOLS: readonly Row[] = [
  {
    control: 'provider-run tool',
    place: 'web search of a tool',
    protocol: o,
    body: { tools: [{ type: 'web_search' }] },
    expect: tool('web_search'),
  },
  {
    control: 'provider-run tool',
    place: 'code interpreter',
    protocol: o,
    body: { tools: [{ type: 'code_interpreter', container: { type: 'auto' } }] },
    expect: tool('code_interpreter'),
  },
  {
    control: 'provider-run tool',
    place: 'remote connector',
    protocol: o,
    body: { tools: [{ type: 'mcp', server_url: 'https://mcp.example' }] },
    expect: tool('mcp'),
  },
  {
    control: 'provider-run tool',
    place: 'search options',
    protocol: o,
    body: { web_search_options: {} },
    expect: tool('web_search_options'),
  },
  {
    control: 'provider-run tool',
    place: 'other models',
    protocol: o,
    body: { models: ['gpt-x'] },
    expect: tool('models'),
  },
  {
    control: 'provider-run tool',
    place: 'plugins',
    protocol: o,
    body: { plugins: [{ id: 'web' }] },
    expect: tool('plugins'),
  },
  {
    control: 'provider-run tool',
    place: 'data sources',
    protocol: o,
    body: { data_sources: [{ type: 'search' }] },
    expect: tool('data_sources'),
  },
  {
    control: 'unknown tool type',
    place: 'a type of tomorrow',
    protocol: o,
    body: { tools: [{ type: 'telepathy' }] },
    expect: unknown('telepathy'),
  },
  {
    control: 'unknown tool type',
    place: 'no type',
    protocol: o,
    body: { tools: [{ function: { name: 'x' } }] },
    expect: unknown('unnamed'),
  },
  {
    control: 'unknown tool type',
    place: 'behind a known one',
    protocol: o,
    body: { tools: [{ type: 'function', function: { name: 'x' } }, { type: 'telepathy' }] },
    expect: unknown('telepathy'),
  },
  {
    control: 'provider-run tool',
    place: 'web search',
    protocol: a,
    body: { tools: [{ type: 'web_search_20250305', name: 'web_search' }] },
    expect: tool('web_search_20250305'),
  },
  {
    control: 'provider-run tool',
    place: 'web fetch',
    protocol: a,
    body: { tools: [{ type: 'web_fetch_20250910', name: 'web_fetch' }] },
    expect: tool('web_fetch_20250910'),
  },
  {
    control: 'provider-run tool',
    place: 'code execution',
    protocol: a,
    body: { tools: [{ type: 'code_execution_20250825', name: 'code_execution' }] },
    expect: tool('code_execution_20250825'),
  },
  {
    control: 'provider-run tool',
    place: 'remote connectors',
    protocol: a,
    body: { mcp_servers: [{ type: 'url', url: 'https://mcp.example', name: 'x' }] },
    expect: tool('mcp_servers'),
  },
  {
    control: 'unknown tool type',
    place: 'a type of tomorrow',
    protocol: a,
    body: { tools: [{ type: 'telepathy_20270101', name: 'x' }] },
    expect: unknown('telepathy_20270101'),
  },
  {
    control: 'provider-run tool',
    place: 'allowed by name',
    protocol: a,
    as: 'searcher',
    body: { tools: [{ type: 'web_search_20250305', name: 'web_search' }] },
    expect: passes({ provider: { contains: ['"web_search_20250305"'] } }),
  },
  {
    control: 'provider-run tool',
    place: 'one allowed, one not',
    protocol: a,
    as: 'searcher',
    body: {
      tools: [
        { type: 'web_search_20250305', name: 'web_search' },
        { type: 'code_execution_20250825', name: 'code_execution' },
      ],
    },
    expect: tool('web_search_20250305', 'code_execution_20250825'),
  },
  {
    control: 'provider-run tool',
    place: "a caller's own tool",
    protocol: a,
    body: { tools: [{ type: 'bash_20250124', name: 'bash' }] },
    expect: passes(),
  },
];

const STATE: readonly Row[] = [
  {
    control: 'provider state',
    place: 'stored answers',
    protocol: o,
    body: { store: true },
    expect: state('store'),
  },
  {
    control: 'provider state',
    place: 'no stored answers',
    protocol: o,
    body: { store: false },
    expect: passes(),
  },
  {
    control: 'provider state',
    place: 'an earlier answer',
    protocol: o,
    body: { previous_response_id: 'resp_1' },
    expect: state('previous_response_id'),
  },
  {
    control: 'provider state',
    place: 'a conversation',
    protocol: o,
    body: { conversation: 'conv_1' },
    expect: state('conversation'),
  },
  {
    control: 'provider state',
    place: 'background',
    protocol: o,
    body: { background: true },
    expect: state('background'),
  },
  {
    control: 'provider state',
    place: 'a stored prompt',
    protocol: o,
    body: { prompt: { id: 'pmpt_1' } },
    expect: state('prompt'),
  },
  {
    control: 'provider state',
    place: 'a file',
    protocol: o,
    body: saying({ type: 'file', file: { file_id: 'file-1' } }),
    expect: state('file_id'),
  },
  {
    control: 'provider state',
    place: 'an earlier voice',
    protocol: o,
    body: {
      messages: [
        { role: 'assistant', audio: { id: 'audio_1' } },
        { role: 'user', content: 'x' },
      ],
    },
    expect: state('audio.id'),
  },
  {
    control: 'provider state',
    place: 'a container',
    protocol: a,
    body: { container: 'container_1' },
    expect: state('container'),
  },
  {
    control: 'provider state',
    place: 'a file',
    protocol: a,
    body: saying({ type: 'document', source: { type: 'file', file_id: 'file_1' } }),
    expect: state('file_id'),
  },
  {
    control: 'provider state',
    place: 'a picture in a file',
    protocol: a,
    body: saying({ type: 'image', source: { type: 'file', file_id: 'file_1' } }),
    expect: state('file_id'),
  },
  {
    control: 'provider state',
    place: 'an upload',
    protocol: a,
    body: saying({ type: 'container_upload', file_id: 'file_1' }),
    expect: state('file_id'),
  },
];

const picture = { type: 'image_url', image_url: { url: `data:image/png;base64,${PIXEL}` } };
const block = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PIXEL } };
const unread = (...kinds: readonly string[]) =>
  refused(403, 'policy.denied', { station: 'decide', notInspected: kinds });
const image = passes({ provider: { contains: [PIXEL] }, intent: { notInspected: ['image'] } });

const OPAQUE: readonly Row[] = [
  {
    control: 'opaque content',
    place: 'a picture',
    protocol: o,
    body: saying(picture),
    expect: unread('image'),
  },
  {
    control: 'opaque content',
    place: 'a picture, allowed',
    protocol: o,
    as: 'viewer',
    body: saying(picture),
    expect: image,
  },
  {
    control: 'opaque content',
    place: 'sound',
    protocol: o,
    as: 'viewer',
    body: saying({ type: 'input_audio', input_audio: { data: PIXEL, format: 'wav' } }),
    expect: unread('audio'),
  },
  {
    control: 'opaque content',
    place: 'a document',
    protocol: o,
    as: 'viewer',
    body: saying({
      type: 'file',
      file: { filename: 'x.pdf', file_data: `data:application/pdf;base64,${PIXEL}` },
    }),
    expect: unread('document'),
  },
  {
    control: 'opaque content',
    place: 'a document that claims to be a picture',
    protocol: o,
    as: 'viewer',
    body: saying({ type: 'image_url', image_url: { url: `data:application/pdf;base64,${PIXEL}` } }),
    expect: unread('document'),
  },
  {
    control: 'opaque content',
    place: 'a picture and sound',
    protocol: o,
    as: 'viewer',
    body: saying(picture, { type: 'input_audio', input_audio: { data: PIXEL, format: 'wav' } }),
    expect: unread('image', 'audio'),
  },
  {
    control: 'opaque content',
    place: 'a text of token numbers',
    protocol: o,
    as: 'viewer',
    body: { prompt: [1, 2, 3] },
    expect: unread('tokens'),
  },
  {
    control: 'opaque content',
    place: 'a picture',
    protocol: a,
    body: saying(block),
    expect: unread('image'),
  },
  {
    control: 'opaque content',
    place: 'a picture, allowed',
    protocol: a,
    as: 'viewer',
    body: saying(block),
    expect: image,
  },
  {
    control: 'opaque content',
    place: 'a document',
    protocol: a,
    as: 'viewer',
    body: saying({
      type: 'document',
      source: { type: 'base64', media_type: 'application/pdf', data: PIXEL },
    }),
    expect: unread('document'),
  },
  {
    control: 'opaque content',
    place: 'a picture in a tool result',
    protocol: a,
    body: {
      messages: [
        { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'x', input: {} }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: [block] }] },
      ],
    },
    expect: unread('image'),
  },
  {
    control: 'opaque content',
    place: 'encrypted reasoning',
    protocol: a,
    body: {
      messages: [
        { role: 'user', content: 'x' },
        { role: 'assistant', content: [{ type: 'redacted_thinking', data: PIXEL }] },
        { role: 'user', content: 'y' },
      ],
    },
    expect: unread('encrypted_reasoning'),
  },
];

const far = 'http://169.254.169.254/latest/meta-data/';
const remote = (kind: string) =>
  refused(403, 'remote_content.denied', { station: 'record', notInspected: [kind] });

const REMOTE: readonly Row[] = [
  {
    control: 'remote content',
    place: 'a picture at an address',
    protocol: o,
    as: 'viewer',
    body: saying({ type: 'image_url', image_url: { url: 'https://example.org/x.png' } }),
    expect: remote('image'),
  },
  {
    control: 'remote content',
    place: "the cloud's own address",
    protocol: o,
    as: 'viewer',
    body: saying({ type: 'image_url', image_url: { url: far } }),
    expect: remote('image'),
  },
  {
    control: 'remote content',
    place: 'a bare address',
    protocol: o,
    as: 'viewer',
    body: saying({ type: 'image_url', image_url: far }),
    expect: remote('image'),
  },
  {
    control: 'remote content',
    place: 'a picture at an address',
    protocol: a,
    as: 'viewer',
    body: saying({ type: 'image', source: { type: 'url', url: 'https://example.org/x.png' } }),
    expect: remote('image'),
  },
  {
    control: 'remote content',
    place: "the cloud's own address",
    protocol: a,
    as: 'viewer',
    body: saying({ type: 'image', source: { type: 'url', url: far } }),
    expect: remote('image'),
  },
];

export const BYPASS_CELLS: readonly AskCell[] = [...TOOLS, ...STATE, ...OPAQUE, ...REMOTE].flatMap(
  ({ body, as, ...row }) =>
    MODES.map((mode) => ({
      ...row,
      mode,
      ...(as === undefined ? {} : { as }),
      request: request({ protocol: row.protocol, mode }, 'ok', body),
    })),
);
