/** The table of the data plane's routes: what is not in it is refused. */
import type { Operation, ProtocolId } from '../../protocols/protocol.ts';

export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly protocol: ProtocolId;
  readonly serves: Operation | 'models' | 'model';
  /** What a caller should know; the reference of the data plane is generated from it. */
  readonly summary: string;
}

/** Answers that the listener is ready; needs no credential and tells nothing else. */
export const HEALTH_PATH = '/healthz';

export const ROUTES: readonly Route[] = [
  route(
    'POST',
    '/openai/v1/chat/completions',
    'openai-chat',
    'generate',
    'OpenAI Chat Completions, plain and streamed.',
  ),
  route('GET', '/openai/v1/models', 'openai-chat', 'models', 'The models that the caller may use.'),
  route('GET', '/openai/v1/models/*', 'openai-chat', 'model', 'One of these models.'),
  route(
    'POST',
    '/anthropic/v1/messages',
    'anthropic-messages',
    'generate',
    'Anthropic Messages, plain and streamed.',
  ),
  route(
    'POST',
    '/anthropic/v1/messages/count_tokens',
    'anthropic-messages',
    'count',
    'Counts the tokens of a request.',
  ),
  route('GET', '/anthropic/v1/models', 'anthropic-messages', 'models', 'The models that the caller may use.'),
  route('GET', '/anthropic/v1/models/*', 'anthropic-messages', 'model', 'One of these models.'),
];

/** What a method and a path lead to; `method` when only the method is wrong. A path may end in one open segment. */
export function findRoute(method: string, path: string): Route | 'method' | 'unknown' {
  const rows = ROUTES.filter((row) => matches(row.path, path));
  return rows.find((row) => row.method === method) ?? (rows.length > 0 ? 'method' : 'unknown');
}

/** The protocol in whose shape a refusal is written, also where there is no route. */
export function protocolOf(path: string): ProtocolId {
  return path.startsWith('/anthropic/') ? 'anthropic-messages' : 'openai-chat';
}

function matches(pattern: string, path: string): boolean {
  return pattern.endsWith('/*')
    ? path.startsWith(pattern.slice(0, -1)) && path.length >= pattern.length
    : path === pattern;
}

function route(
  ...[method, path, protocol, serves, summary]: [Route['method'], string, ProtocolId, Route['serves'], string]
): Route {
  return { method, path, protocol, serves, summary };
}
