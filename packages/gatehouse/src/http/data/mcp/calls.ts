/** Takes a call through the gate, with what the client carried back from earlier rounds of it. */
import type { BrokerDeparture } from '../../../gate/broker.ts';
import { type Fault, fault } from '../../../kernel/faults.ts';
import { failed, ok, type Result } from '../../../kernel/result.ts';
import { get, type JsonDocument, type JsonNode, stringValue } from '../../../protocols/json/document.ts';
import { parseJson } from '../../../protocols/json/parse.ts';
import { failedToolResult, RPC } from '../../../protocols/mcp/errors.ts';
import { paramsText, paramText, paramValue } from '../../../protocols/mcp/message.ts';
import { paramHeadersAgree } from '../../../protocols/mcp/param-headers.ts';
import { inputRequestsOf } from '../../../protocols/mcp/passages.ts';
import { completed, readResultDocument, withMembers } from '../../../protocols/mcp/result.ts';
import { type Answer, errorAnswer, faultAnswer } from './answer.ts';
import { askRounds } from './ask-rounds.ts';
import { missingCapability } from './capabilities.ts';
import type { Exchange } from './exchange.ts';
import { heldAnswer, paced } from './held.ts';
import type { CarriedState } from './seal.ts';
import { goOn, untilAsked } from './suspended.ts';
import type { CrossingMethod, Taken } from './taken.ts';

/** A method that is a crossing. */
export function crosses(method: CrossingMethod): (exchange: Exchange) => Promise<Answer> {
  return async (exchange) => {
    const taken = take(exchange, method);
    if (!taken.ok) return faultAnswer(taken.fault);
    const mismatch = await paramMismatch(exchange, taken.value);
    if (mismatch !== undefined) return faultAnswer(mismatch);
    const { state, binding } = taken.value;
    const { suspended } = state ?? {};
    if (suspended !== undefined) {
      return goOn(exchange, suspended, { binding, responses: paramValue(exchange.call, 'inputResponses') });
    }
    await paced(exchange, state);
    if (exchange.client.era === 'legacy') return rounds(exchange, taken.value);
    return untilAsked(exchange, binding, (io) => rounds({ ...exchange, io }, taken.value));
  };
}

function rounds(exchange: Exchange, taken: Taken): Promise<Answer> {
  return askRounds(exchange, taken, async (round) => departed(exchange, round, await cross(exchange, round)));
}

/** The gate reads none of these headers; one that lies or lacks must not reach anybody who does. */
async function paramMismatch(
  { front, arrival, call, client }: Exchange,
  { method, name }: Taken,
): Promise<Fault | undefined> {
  if (client.era === 'legacy' || method !== 'tools/call') return undefined;
  const schema = await front.broker.schemaOf(arrival, name);
  const { document, params } = call;
  const node = params === undefined ? undefined : get(params, 'arguments');
  if (paramHeadersAgree(arrival.headers, schema, { document, node })) return undefined;
  return fault(
    'request.mismatch',
    'The headers mcp-param-* must be those that this tool declares, and say what its arguments say.',
  );
}

const KEY = /^[\x21-\x7e]{1,255}$/;
/** What a round of a call carries besides what it asks for. */
const CARRIED = ['requestState', 'inputResponses'] as const;

function take({ front, call, client, owner, arrival }: Exchange, method: CrossingMethod): Result<Taken> {
  const name = nameOf(call.document, call.params, method);
  if (name === undefined) return failed(fault('request.shape', 'The params do not name what is asked for.'));
  const key = arrival.headers['idempotency-key'];
  if (key !== undefined && !KEY.test(key)) {
    return failed(
      fault('request.headers', 'The header idempotency-key must be 1 to 255 visible characters.'),
    );
  }
  const binding = { owner, method, name };
  const sealed = paramText(call, 'requestState');
  const params = paramsText(call);
  const plain: Taken = { method, name, params, binding, state: undefined };
  if (client.era === 'legacy' || call.params === undefined) return ok(plain);
  const given = get(call.params, 'requestState');
  if (given === undefined) return ok(plain);
  const opened = front.seal.open(sealed ?? '', binding, front.clock.nowMs());
  return opened.ok ? ok({ ...plain, ...carriedBack(params, opened.value, front.limits().depthMax) }) : opened;
}

/**
 * The params as the round that the state belongs to had them: after a hold, what the client sends along was an answer
 * to us, which nothing a client sends can be, so it goes, and what it had sent to the server comes back.
 */
function carriedBack(params: string, state: CarriedState, depthMax: number): Pick<Taken, 'params' | 'state'> {
  const document = documentOf(params, depthMax);
  const server = state.server === undefined ? undefined : JSON.stringify(state.server);
  const members =
    state.hold === undefined
      ? { requestState: server }
      : { requestState: server, inputResponses: state.responses };
  return { state, params: withMembers(document, members) };
}

function cross(
  { front, arrival, io }: Exchange,
  { method, name, params, state }: Taken,
): Promise<BrokerDeparture> {
  return front.broker.cross(arrival, {
    ...io,
    ...{ method, name, params },
    idempotencyKey: arrival.headers['idempotency-key'],
    holdId: state?.hold,
  });
}

function departed(exchange: Exchange, taken: Taken, departure: BrokerDeparture): Answer {
  const { crossing } = departure;
  switch (departure.kind) {
    case 'fault':
      return refusal(taken.method, departure.fault, crossing);
    case 'error':
      return serverError(departure.body, crossing, exchange.front.limits().depthMax);
    case 'held':
      return heldAnswer(exchange, departure, { binding: taken.binding, ...roundOf(exchange, taken) });
    case 'result':
      return result(exchange, taken, departure);
  }
}

/** WHY by status: what a model could act on stands in a result, what only the client can act on in an error. */
function refusal(method: CrossingMethod, refused: Fault, crossing: string): Answer {
  const isForClient = /^(?:identity|request|admission)\.|^(?:tool|route)\.unknown$/.test(refused.code);
  if (method !== 'tools/call' || isForClient) return faultAnswer(refused, crossing);
  return { kind: 'result', text: failedToolResult(refused, crossing), crossing };
}

/** An error of the server behind, in its own words, which the gate has inspected. */
function serverError(body: string, crossing: string, depthMax: number): Answer {
  const error = parseJson(body, { depthMax });
  const code = error.ok ? get(error.value.root, 'code') : undefined;
  if (!error.ok || code?.kind !== 'number') {
    return faultAnswer(fault('tool.protocol', 'The server answered with an error that is none.'), crossing);
  }
  const value = Number(body.slice(code.start, code.end));
  return { kind: 'error', error: body, status: value === RPC.capability ? 400 : 200, crossing };
}

function result(
  { front, client, call }: Exchange,
  { binding, method }: Taken,
  { body, crossing, asksDecided }: Extract<BrokerDeparture, { readonly kind: 'result' }>,
): Answer {
  const document = readResultDocument(body, front.limits().depthMax);
  if (!document.ok) return faultAnswer(document.fault, crossing);
  const asked = inputRequestsOf(document.value) ?? [];
  if (asked.length > 0 && asksDecided !== true) return refusal(method, UNDECIDED, crossing);
  const missing = missingCapability(client.capabilities, asked);
  if (missing !== undefined) return errorAnswer(missing, 400);
  if (client.era === 'legacy') return { kind: 'result', text: body, crossing };
  const whole = completed(document.value, call.method === method ? method : 'tasks/get');
  if (!whole.ok) return faultAnswer(whole.fault, crossing);
  const state = stringValue(document.value, get(document.value.root, 'requestState'));
  if (state === undefined) return { kind: 'result', text: whole.value, crossing };
  const nowMs = front.clock.nowMs();
  const carried = { server: state, createdMs: nowMs, expiresAtMs: nowMs + STATE_MS };
  const sealed = front.seal.seal(carried, binding);
  if (!sealed.ok) return faultAnswer(sealed.fault, crossing);
  const resealed = documentOf(whole.value, front.limits().depthMax);
  return {
    kind: 'result',
    text: withMembers(resealed, { requestState: JSON.stringify(sealed.value) }),
    crossing,
  };
}

const UNDECIDED = fault(
  'policy.denied',
  'The server asks the client for something that nobody has allowed it to ask.',
);

/** How long a person may take over what a server asks. */
const STATE_MS = 30 * 60_000;

/** What a held round had sent to the server behind, so that it is there again when the hold is over. */
function roundOf({ front }: Exchange, { params }: Taken): { server?: string; responses?: string } {
  const document = documentOf(params, front.limits().depthMax);
  const [state, responses] = CARRIED.map((name) => get(document.root, name));
  const server = stringValue(document, state);
  return {
    ...(server === undefined ? {} : { server }),
    ...(responses === undefined ? {} : { responses: params.slice(responses.start, responses.end) }),
  };
}

/** What is asked for: a tool or prompt by its name, a resource by its address, a completion by what it completes. */
function nameOf(
  document: JsonDocument,
  params: JsonNode | undefined,
  method: CrossingMethod,
): string | undefined {
  if (params === undefined) return undefined;
  const named = method === 'completion/complete' ? get(params, 'ref') : params;
  if (named === undefined) return undefined;
  const name = stringValue(document, get(named, 'name'));
  const uri = stringValue(document, get(named, 'uri'));
  return NAMES[method] === 'either' ? (name ?? uri) : NAMES[method] === 'uri' ? uri : name;
}

const NAMES: Readonly<Record<CrossingMethod, 'name' | 'uri' | 'either'>> = {
  'tools/call': 'name',
  'prompts/get': 'name',
  'resources/read': 'uri',
  'completion/complete': 'either',
};

/** INVARIANT: only for text that was read before. */
function documentOf(source: string, depthMax: number): JsonDocument {
  const parsed = parseJson(source, { depthMax });
  if (!parsed.ok) throw new Error('what was read once can be read again');
  return parsed.value;
}
