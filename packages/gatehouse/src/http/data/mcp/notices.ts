/** What may be told to a client while its call is under way: progress, log messages and updates that it asked for. */
import type { ClientWords } from '../../../protocols/mcp/classify.ts';
import { writeCall } from '../../../protocols/mcp/errors.ts';
import { paramValue, type RpcCall } from '../../../protocols/mcp/message.ts';
import type { Session } from './sessions.ts';

/** RFC 5424 section 6.2.1, the least important first. */
export const LOG_LEVELS: readonly string[] = [
  'debug',
  'info',
  'notice',
  'warning',
  'error',
  'critical',
  'alert',
  'emergency',
];

interface Notice {
  readonly method: string;
  readonly params: unknown;
}

export interface Listener {
  readonly call: RpcCall;
  readonly client: ClientWords;
  readonly session: Session | undefined;
}

type Params = Readonly<Record<string, unknown>>;

const NOTICES: ReadonlyMap<string, (params: Params, to: Listener) => Params | undefined> = new Map([
  ['notifications/progress', progress],
  ['notifications/message', message],
  ['notifications/resources/updated', updated],
]);

/** The message for this client; undefined where it did not ask for it. */
export function noticeFor({ method, params }: Notice, to: Listener): string | undefined {
  if (typeof params !== 'object' || params === null || Array.isArray(params)) return undefined;
  const told = NOTICES.get(method)?.(params as Params, to);
  return told === undefined ? undefined : writeCall({ method, params: told });
}

/** WHY the token is the client's: the server behind was given another one, and the client knows only its own. */
function progress(params: Params, { call }: Listener): Params | undefined {
  const meta = paramValue(call, '_meta') as Params | undefined;
  const token = meta?.progressToken;
  return typeof token === 'string' || typeof token === 'number'
    ? { ...params, progressToken: token }
    : undefined;
}

/** A client of the modern era gets log messages only where it named a level, with each call anew. */
function message(params: Params, { client, session }: Listener): Params | undefined {
  const wanted = client.era === 'modern' ? client.logLevel : (session?.logLevel ?? 'debug');
  if (wanted === undefined || typeof params.level !== 'string') return undefined;
  const lowest = LOG_LEVELS.indexOf(wanted);
  return lowest >= 0 && LOG_LEVELS.indexOf(params.level) >= lowest ? params : undefined;
}

function updated(params: Params, { session }: Listener): Params | undefined {
  return typeof params.uri === 'string' && session?.subscriptions.has(params.uri) === true
    ? params
    : undefined;
}
