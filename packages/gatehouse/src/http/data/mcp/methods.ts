/** The table of the methods that the gate serves to MCP clients, by era: what is not in it is refused. */
import { fault } from '../../../kernel/faults.ts';
import { paramText } from '../../../protocols/mcp/message.ts';
import { type Era, META, MODERN_REVISIONS, TASKS_EXTENSION } from '../../../protocols/mcp/revisions.ts';
import { type Answer, faultAnswer, resultOf } from './answer.ts';
import { crosses } from './calls.ts';
import type { Exchange, Front } from './exchange.ts';
import { lists } from './lists.ts';
import { LOG_LEVELS } from './notices.ts';
import { PER_SESSION_MAX } from './sessions.ts';
import { cancelTask, getTask, updateTask } from './tasks.ts';

interface Method {
  readonly eras: readonly Era[];
  readonly run: (exchange: Exchange) => Promise<Answer> | Answer;
}

const BOTH: readonly Era[] = ['modern', 'legacy'];

/** INVARIANT: a map, so that no name reaches what every object has. */
export const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['server/discover', { eras: ['modern'], run: discover }],
  ['ping', { eras: ['legacy'], run: ({ client }) => resultOf({}, client) }],
  ['logging/setLevel', { eras: ['legacy'], run: setLevel }],
  ['tools/list', { eras: BOTH, run: lists('tools') }],
  ['resources/list', { eras: BOTH, run: lists('resources') }],
  ['resources/templates/list', { eras: BOTH, run: lists('resource_templates') }],
  ['prompts/list', { eras: BOTH, run: lists('prompts') }],
  ['tools/call', { eras: BOTH, run: crosses('tools/call') }],
  ['resources/read', { eras: BOTH, run: crosses('resources/read') }],
  ['prompts/get', { eras: BOTH, run: crosses('prompts/get') }],
  ['completion/complete', { eras: BOTH, run: crosses('completion/complete') }],
  ['resources/subscribe', { eras: ['legacy'], run: subscribe }],
  ['resources/unsubscribe', { eras: ['legacy'], run: unsubscribe }],
  ['tasks/get', { eras: ['modern'], run: getTask }],
  ['tasks/update', { eras: ['modern'], run: updateTask }],
  ['tasks/cancel', { eras: ['modern'], run: cancelTask }],
]);

/** What the gate says of itself; `initialize` says the same. */
export function serverInfo({ version }: Front) {
  return { name: 'gatehouse', title: 'Gatehouse', version };
}

export function capabilities(era: Era): Readonly<Record<string, unknown>> {
  const shared = { tools: {}, prompts: {}, completions: {} };
  return era === 'modern'
    ? { ...shared, resources: {}, extensions: { [TASKS_EXTENSION]: {} } }
    : { ...shared, resources: { subscribe: true }, logging: {} };
}

function discover({ front, client }: Exchange): Answer {
  return resultOf(
    {
      supportedVersions: MODERN_REVISIONS,
      capabilities: capabilities('modern'),
      ...{ ttlMs: 0, cacheScope: 'private' },
      _meta: { [META.serverInfo]: serverInfo(front) },
    },
    client,
  );
}

function setLevel({ call, client, session }: Exchange): Answer {
  const level = paramText(call, 'level') ?? '';
  if (session === undefined || !LOG_LEVELS.includes(level)) {
    return faultAnswer(fault('request.shape', 'The params must name a level of logging.'));
  }
  session.logLevel = level;
  return resultOf({}, client);
}

/** Updates are told on the streams of calls, as the server behind tells them there. */
async function subscribe({ front, arrival, principal, call, client, session }: Exchange): Promise<Answer> {
  const uri = paramText(call, 'uri');
  const offers = await front.broker.list(arrival, principal, 'resources');
  if (!offers.ok) return faultAnswer(offers.fault);
  // WHY the list: whoever may not see a resource does not learn either that it changes.
  if (session === undefined || !offers.value.some(({ definition }) => definition.uri === uri)) {
    return faultAnswer(fault('request.shape', 'There is no resource of this address for you.'));
  }
  if (session.subscriptions.size >= PER_SESSION_MAX) {
    return faultAnswer(fault('admission.busy', 'The session has as many subscriptions as it may have.'));
  }
  session.subscriptions.add(uri ?? '');
  return resultOf({}, client);
}

function unsubscribe({ call, client, session }: Exchange): Answer {
  session?.subscriptions.delete(paramText(call, 'uri') ?? '');
  return resultOf({}, client);
}
