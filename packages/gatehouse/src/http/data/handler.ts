/** The data plane: decodes an HTTP request into an arrival, takes it through the gate, and encodes what departs. */
import type { ServerResponse } from 'node:http';
import type { Arrival, Departure } from '../../gate/crossing.ts';
import type { Gate } from '../../gate/gate.ts';
import { MODEL_CALL } from '../../gate/model-call.ts';
import { cross } from '../../gate/path.ts';
import { type Fault, fault } from '../../kernel/faults.ts';
import { newCrossingId } from '../../kernel/ids.ts';
import { failed } from '../../kernel/result.ts';
import { createAnswerWriter } from '../../net/answer-writer.ts';
import type { Incoming } from '../../net/listener.ts';
import { readBody } from '../../net/read-body.ts';
import { decodeUtf8 } from '../../protocols/json/parse.ts';
import type { McpFront } from './mcp/handler.ts';
import { departModels } from './models.ts';
import { findRoute, HEALTH_PATH, protocolOf, type Route } from './routes.ts';

/** Handles one request whose head was checked. A rejection is a defect; the listener answers it. */
export function createDataHandler(
  gate: Gate,
  mcp: McpFront,
  baseUrl: () => string,
): (incoming: Incoming) => Promise<void> {
  return async (incoming) => {
    const { head, response } = incoming;
    if (head.path === HEALTH_PATH) return send(gate, response, HEALTHY);
    if (mcp.serves(head.path)) return mcp.handle(incoming);
    const entered = gate.open.enter(gate.charter().settings.limits.open_crossings);
    if (!entered.ok) return send(gate, response, turnedAway(gate, head.path, entered.fault));
    try {
      await send(gate, response, await depart(gate, incoming, baseUrl()));
    } finally {
      gate.open.leave();
    }
  };
}

const HEALTHY: Departure = {
  status: 200,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: '{"status":"ok"}',
};

async function depart(gate: Gate, incoming: Incoming, base: string): Promise<Departure> {
  const { method, path } = incoming.head;
  const route = findRoute(method, path);
  const { query } = incoming.head;
  const target = { method, url: base + path + query };
  const arrival = { ...arrivalFrom(gate, incoming, route), target };
  if (typeof route !== 'string' && (route.serves === 'models' || route.serves === 'model')) {
    return departModels(gate, arrival, { route, path });
  }
  return cross(gate, MODEL_CALL, arrival);
}

type Found = Route | 'method' | 'unknown';

function arrivalFrom(gate: Gate, { request, head }: Incoming, route: Found): Arrival {
  return {
    protocol: gate.protocols[protocolOf(head.path)],
    operation: typeof route !== 'string' && route.serves === 'count' ? 'count' : 'generate',
    rawHeaders: request.rawHeaders,
    address: request.socket.remoteAddress ?? 'unknown',
    headers: head.headers,
    readBody: async (bytesMax) => {
      // WHY: an unknown route walks the path like any other, so that whoever tries it is identified and on record.
      const refusal = routeFault(route);
      if (refusal !== undefined) return failed(refusal);
      const { request_ms: timeoutMs } = gate.charter().settings.timeouts;
      const bytes = await readBody(request, { bytesMax, timeoutMs });
      return bytes.ok ? decodeUtf8(bytes.value) : bytes;
    },
  };
}

function routeFault(route: Found): Fault | undefined {
  if (route === 'method') return fault('request.method', 'This route exists, but not for this method.');
  if (route !== 'unknown') return undefined;
  const bases = 'OpenAI clients use the base URL /openai/v1, Anthropic clients /anthropic.';
  return fault(
    'route.unknown',
    `The gate has no such route, and forwards nothing that it cannot inspect. ${bases}`,
  );
}

function turnedAway(gate: Gate, path: string, cause: Fault): Departure {
  return gate.protocols[protocolOf(path)].writeFault(cause, newCrossingId(gate.clock, gate.chance));
}

async function send(
  gate: Gate,
  response: ServerResponse,
  { status, headers, body }: Departure,
): Promise<void> {
  const { client_write_ms: clientWriteMs } = gate.charter().settings.timeouts;
  const writer = createAnswerWriter(response, { clientWriteMs });
  if (typeof body === 'string') {
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
    await writer.end(body);
    return;
  }
  response.writeHead(status, headers);
  response.flushHeaders();
  for (;;) {
    const next = await body.next();
    if (next.done === true) break;
    if ((await writer.write(next.value)) === 'ok') continue;
    // WHY: returning the generator early is what tells the path that the caller has gone.
    await body.return();
    response.destroy();
    return;
  }
  await writer.end();
}
