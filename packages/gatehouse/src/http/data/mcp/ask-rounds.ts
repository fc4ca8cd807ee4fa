/** Serves a client of 2025-11-25 what a server of 2026-07-28 asks: on the stream of the call, round by round. */

import type { CallIo } from '../../../gate/broker.ts';
import { fault } from '../../../kernel/faults.ts';
import { get, stringValue } from '../../../protocols/json/document.ts';
import { parseJson } from '../../../protocols/json/parse.ts';
import { inputRequestsOf } from '../../../protocols/mcp/passages.ts';
import { withMembers } from '../../../protocols/mcp/result.ts';
import { type Answer, faultAnswer } from './answer.ts';
import type { Exchange } from './exchange.ts';
import type { Taken } from './taken.ts';

type Question = Parameters<NonNullable<CallIo['ask']>>[0];

const ROUNDS_MAX = 8;

/** Makes the call; while its result asks for more, asks the client and makes it again. Each round is decided anew. */
export async function askRounds(
  exchange: Exchange,
  taken: Taken,
  make: (round: Taken) => Promise<Answer>,
): Promise<Answer> {
  let round = taken;
  for (let count = 0; count < ROUNDS_MAX; count += 1) {
    const answer = await make(round);
    if (exchange.client.era === 'modern' || answer.kind !== 'result') return answer;
    const next = await nextRound(exchange, taken, answer.text);
    if (next === 'plain') return answer;
    if (next === 'refused') return faultAnswer(REFUSED, answer.crossing);
    round = next;
  }
  return faultAnswer(fault('tool.protocol', 'The server goes on asking the client, and gives no result.'));
}

async function nextRound(
  { front, io }: Exchange,
  taken: Taken,
  text: string,
): Promise<Taken | 'plain' | 'refused'> {
  const { depthMax } = front.limits();
  const result = parseJson(text, { depthMax });
  const asked = result.ok ? inputRequestsOf(result.value) : undefined;
  if (!result.ok || asked === undefined) return 'plain';
  const { ask } = io;
  if (ask === undefined) return 'refused';
  const answers = await Promise.all(
    asked.map(async ({ key, method, params }) => [key, await ask({ method, params } as Question)] as const),
  );
  const given = answers.flatMap(([key, answer]) => (answer.ok ? [[key, answer.value] as const] : []));
  const params = parseJson(taken.params, { depthMax });
  if (given.length < answers.length || !params.ok) return 'refused';
  const state = stringValue(result.value, get(result.value.root, 'requestState'));
  return {
    ...taken,
    params: withMembers(params.value, {
      inputResponses: JSON.stringify(Object.fromEntries(given)),
      requestState: state === undefined ? undefined : JSON.stringify(state),
    }),
  };
}

const REFUSED = fault(
  'request.capability',
  'The server asked the client for something that it does not give.',
);
