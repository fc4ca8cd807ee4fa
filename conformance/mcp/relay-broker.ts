/** A broker that allows everything and relays it to one MCP server: what the front is tried with, without a gate. */
import { createHash } from 'node:crypto';
import type {
  Broker,
  BrokerCall,
  BrokerDeparture,
  CallIo,
} from '../../packages/gatehouse/src/gate/broker.ts';
import { fault } from '../../packages/gatehouse/src/kernel/faults.ts';
import { principal } from '../../packages/gatehouse/src/kernel/principal.ts';
import { failed, ok } from '../../packages/gatehouse/src/kernel/result.ts';
import { get, type JsonDocument } from '../../packages/gatehouse/src/protocols/json/document.ts';
import { parseJson } from '../../packages/gatehouse/src/protocols/json/parse.ts';
import { withMembers } from '../../packages/gatehouse/src/protocols/mcp/result.ts';
import { createSseParser } from '../../packages/gatehouse/src/protocols/sse.ts';

const REVISION = '2026-07-28';
const LISTS = {
  tools: ['tools/list', 'tools'],
  resources: ['resources/list', 'resources'],
  resource_templates: ['resources/templates/list', 'resourceTemplates'],
  prompts: ['prompts/list', 'prompts'],
} as const;

/** Whoever sends the same credential is the same principal; without one, everybody is `anyone`. */
export function relayBroker(url: string): Broker {
  return {
    identify: async ({ headers }) => identify(headers.authorization),
    async list(_, __, kind) {
      const [method, member] = LISTS[kind];
      const answer = await relay(url, { method, params: '{}' });
      const items = (answer.result === undefined ? {} : JSON.parse(answer.result))[member];
      if (!Array.isArray(items)) return failed(fault('tool.unavailable', 'The server gave no list.'));
      return ok(items.map((definition) => ({ name: definition.name ?? definition.uri, definition })));
    },
    cross: (_, call) => cross(url, call),
    resume: async () => ({
      ...CROSSING,
      kind: 'fault',
      fault: fault('hold.unknown', 'Nothing is held here.'),
    }),
  };
}

const CROSSING = { crossing: 'cx_00000000000000000000000000' } as const;

function identify(authorization = 'Bearer anyone'): ReturnType<typeof principal> {
  const id = createHash('sha256').update(authorization).digest('hex').slice(0, 16);
  return principal({
    ...{ kind: 'agent', tenant: 'acme', id },
    ...{ roles: [], teams: [], purposes: [], attributes: {}, chain: [] },
    credential: { kind: 'key', id, expiresAtMs: 4e12, models: ['*'] },
  });
}

async function cross(url: string, call: BrokerCall): Promise<BrokerDeparture> {
  const answer = await relay(url, call);
  if (answer.error !== undefined) return { ...CROSSING, kind: 'error', body: answer.error };
  if (answer.result !== undefined)
    return { ...CROSSING, kind: 'result', body: answer.result, asksDecided: true };
  return { ...CROSSING, kind: 'fault', fault: fault('tool.protocol', 'The server gave no answer.') };
}

type Relayed = { readonly method: string; readonly params: string };

interface Relay {
  readonly result?: string;
  readonly error?: string;
}

async function relay(url: string, call: Relayed & Partial<CallIo>): Promise<Relay> {
  const params = withMeta(call.params);
  const {
    name,
    uri,
    arguments: args,
  } = JSON.parse(params) as {
    readonly name?: string;
    readonly uri?: string;
    readonly arguments?: { readonly region?: unknown };
  };
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': REVISION,
      'mcp-method': call.method,
      ...(name === undefined && uri === undefined ? {} : { 'mcp-name': name ?? uri ?? '' }),
      // WHY from the body: what the client's own header said has been checked, and goes no further.
      ...(typeof args?.region === 'string' ? { 'mcp-param-region': inBase64(args.region) } : {}),
    },
    body: `{"jsonrpc":"2.0","id":1,"method":${JSON.stringify(call.method)},"params":${params}}`,
    ...(call.signal === undefined ? {} : { signal: call.signal }),
  });
  if (!(response.headers.get('content-type') ?? '').includes('event-stream'))
    return answerIn(await response.text());
  const parser = createSseParser({ eventBytesMax: 10_000_000 });
  for await (const chunk of response.body ?? []) {
    const events = parser.push(chunk);
    for (const { data } of events.ok ? events.value : []) {
      const answer = answerIn(data);
      if (answer.result !== undefined || answer.error !== undefined) return answer;
      call.notify?.(JSON.parse(data));
    }
  }
  return {};
}

function inBase64(text: string): string {
  return `=?base64?${Buffer.from(text, 'utf8').toString('base64')}?=`;
}

/** A client of the older era says nothing of itself with a call, so the server behind is told that it can do all. */
function withMeta(params: string): string {
  const document = read(params);
  const given = get(document.root, '_meta');
  const meta = {
    'io.modelcontextprotocol/protocolVersion': REVISION,
    'io.modelcontextprotocol/clientCapabilities': {
      sampling: {},
      elicitation: { form: {}, url: {} },
      roots: {},
    },
    'io.modelcontextprotocol/logLevel': 'debug',
    ...(given === undefined ? {} : JSON.parse(params.slice(given.start, given.end))),
  };
  return withMembers(document, { _meta: JSON.stringify(meta) });
}

function answerIn(source: string): Relay {
  const { root } = read(source);
  const textOf = (name: string) => {
    const node = get(root, name);
    return node === undefined ? undefined : source.slice(node.start, node.end);
  };
  const [result, error] = [textOf('result'), textOf('error')];
  return { ...(result === undefined ? {} : { result }), ...(error === undefined ? {} : { error }) };
}

function read(source: string): JsonDocument {
  const parsed = parseJson(source, { depthMax: 64 });
  if (!parsed.ok) throw new Error(parsed.fault.message);
  return parsed.value;
}
