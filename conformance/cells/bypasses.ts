/** What would go around the gate: tools that the provider runs, and state that it keeps. */
import { passes, refused } from './asking.ts';
import { cellsOf, type Row, saying } from './bypass-rows.ts';

const o = 'openai-chat' as const;
const a = 'anthropic-messages' as const;
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

export const BYPASS_CELLS = cellsOf([...TOOLS, ...STATE]);
