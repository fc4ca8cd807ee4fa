/** Reads one JSON-RPC 2.0 message strictly: no batches, no unknown fields, and params that keep their source text. */
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import { get, type JsonDocument, type JsonNode, stringValue } from '../json/document.ts';
import { type JsonLimits, parseJson } from '../json/parse.ts';

export type RpcId = string | number;

/** A client's request or notification; `id` is undefined for a notification. */
export interface RpcCall {
  readonly kind: 'call';
  readonly id: RpcId | undefined;
  readonly method: string;
  readonly document: JsonDocument;
  /** The params object in `document`; undefined where there is none. */
  readonly params: JsonNode | undefined;
}

/** A client's answer to something that it was asked. */
export interface RpcReply {
  readonly kind: 'reply';
  readonly id: RpcId;
  readonly outcome: { readonly result: unknown } | { readonly error: unknown };
}

export type RpcMessage = RpcCall | RpcReply;

const METHOD = /^[A-Za-z0-9_$/.-]{1,128}$/;
const ID_LENGTH_MAX = 256;
const CALL_FIELDS = new Set(['jsonrpc', 'id', 'method', 'params']);
const REPLY_FIELDS = new Set(['jsonrpc', 'id', 'result', 'error']);

/** Reads the source text of a body. `onId` learns the id as soon as it is known, so that a refusal can carry it. */
export function readMessage(
  source: string,
  limits: JsonLimits,
  onId: (id: RpcId) => void = () => undefined,
): Result<RpcMessage> {
  const parsed = parseJson(source, limits);
  if (!parsed.ok) return parsed;
  const document = parsed.value;
  const { root } = document;
  if (root.kind === 'array') return refused('Batches are not served; send one message for each request.');
  if (root.kind !== 'object') return refused('The body must be one JSON-RPC message.');
  const idNode = get(root, 'id');
  const id = idNode === undefined ? undefined : idOf(document, idNode);
  if (idNode !== undefined && id === undefined) return refused('The id must be a string or an integer.');
  if (id !== undefined) onId(id);
  if (stringValue(document, get(root, 'jsonrpc')) !== '2.0') return refused('jsonrpc must be "2.0".');
  return get(root, 'method') === undefined ? replyOf(document, id) : callOf(document, id);
}

/** The source text of the params; an empty object where there are none. */
export function paramsText({ document, params }: RpcCall): string {
  return params === undefined ? '{}' : document.source.slice(params.start, params.end);
}

/** A string field of the params. */
export function paramText({ document, params }: RpcCall, name: string): string | undefined {
  return params === undefined ? undefined : stringValue(document, get(params, name));
}

/** A field of the params as a value. */
export function paramValue({ document, params }: RpcCall, name: string): unknown {
  return params === undefined ? undefined : valueAt(document, get(params, name));
}

/** The value that stands at a node. */
export function valueAt({ source }: JsonDocument, node: JsonNode | undefined): unknown {
  return node === undefined ? undefined : JSON.parse(source.slice(node.start, node.end));
}

function callOf(document: JsonDocument, id: RpcId | undefined): Result<RpcCall> {
  const { root } = document;
  if (!root.names.every((name) => CALL_FIELDS.has(name))) return refused(UNKNOWN_FIELD);
  const method = stringValue(document, get(root, 'method'));
  if (method === undefined || !METHOD.test(method)) return refused('The method must be the name of one.');
  const params = get(root, 'params');
  if (params !== undefined && params.kind !== 'object') return refused('The params must be an object.');
  return ok({ kind: 'call', id, method, document, params });
}

function replyOf(document: JsonDocument, id: RpcId | undefined): Result<RpcReply> {
  const { root } = document;
  if (!root.names.every((name) => REPLY_FIELDS.has(name))) return refused(UNKNOWN_FIELD);
  const result = get(root, 'result');
  const error = get(root, 'error');
  if (id === undefined || (result === undefined) === (error === undefined)) {
    return refused('The message is neither a request, nor a notification, nor an answer.');
  }
  const outcome =
    result === undefined ? { error: valueAt(document, error) } : { result: valueAt(document, result) };
  return ok({ kind: 'reply', id, outcome });
}

function idOf(document: JsonDocument, node: JsonNode): RpcId | undefined {
  const value = node.kind === 'string' || node.kind === 'number' ? valueAt(document, node) : undefined;
  if (typeof value === 'string') return value.length <= ID_LENGTH_MAX ? value : undefined;
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

const UNKNOWN_FIELD = 'The message has a field that JSON-RPC 2.0 does not define.';

function refused(message: string) {
  return failed(fault('request.malformed', message));
}
