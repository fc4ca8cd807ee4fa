/** Calls tools until the gate is gone: what the last life left without an answer first, under the same keys. */
import { Agent } from 'node:http';
import { answerHolds } from './approver.ts';
import type { RunningGate } from './gates.ts';
import { nameAtServer } from './keys.ts';
import type { Load } from './load.ts';
import { type Caller, post } from './posting.ts';
import {
  type Deed,
  type Mandated,
  newDeed,
  newMail,
  type ToolName,
  WORDS_EACH,
  wordsFor,
} from './tool-deeds.ts';
import type { World } from './world.ts';

/** What each of the callers asks for, over and over. */
const CALLERS: readonly (readonly ToolName[])[] = [
  ['ring_bell', 'read_board'],
  ['ring_bell', 'send_email'],
  ['send_email', 'ring_bell'],
  ['move_piano', 'ring_bell'],
  ['read_board', 'move_piano'],
];
/** Every so many calls, one that was answered is sent again. */
const AGAIN_EVERY = 7;
/** How long a caller waits before it asks again for what waits. */
const PAUSE_MS = 40;

export function createToolLoad(world: World, gate: RunningGate, name: string): Load {
  const caller: Caller = { world, gate, agent: new Agent({ keepAlive: true, maxSockets: 8 }) };
  let stopped = false;
  const left = [...world.seen.deeds.values()].filter(({ over }) => !over);
  const work = async () => {
    const mandate = await openMandate(caller, name);
    if (mandate === undefined) return;
    await Promise.all(
      CALLERS.map(async (tools, index) => {
        for (let count = 0; !stopped; count += 1) {
          const deed =
            left.shift() ??
            oneAgain(world, count) ??
            newDeed(
              tools[count % tools.length] ?? 'ring_bell',
              named(world, mandate, `${name}-${index}-${count}`),
            );
          if (deed === undefined) continue;
          world.seen.deeds.set(deed.name, deed);
          if ((await ask(caller, deed)) === 'gone') return;
        }
      }),
    );
  };
  const working = Promise.all([work(), answerHolds(caller, () => stopped)]);
  return {
    async stop() {
      stopped = true;
      await working;
      caller.agent.destroy();
    },
  };
}

/** Asks again for everything that is without an answer, until there is none. */
export async function finish(world: World, gate: RunningGate): Promise<void> {
  const caller: Caller = { world, gate, agent: new Agent({ keepAlive: true, maxSockets: 8 }) };
  let stopped = false;
  const answering = answerHolds(caller, () => stopped);
  for (const deed of world.seen.deeds.values()) if (!deed.over) await ask(caller, deed, FINISH_ROUNDS_MAX);
  stopped = true;
  await answering;
  caller.agent.destroy();
}

const ROUNDS_MAX = 12;
const FINISH_ROUNDS_MAX = 200;

function named({ dataDir }: World, mandate: Mandated, key: string) {
  return { key, mandate, name: nameAtServer(dataDir, { mandate: mandate.id, key }) };
}

function oneAgain({ seen }: World, count: number): Deed | undefined {
  if (count % AGAIN_EVERY !== AGAIN_EVERY - 1) return undefined;
  return [...seen.deeds.values()].slice(-60).find(({ over, tool }) => over && tool === 'ring_bell');
}

/** Sends a deed until its client need not ask again, or the gate is gone. */
async function ask(caller: Caller, deed: Deed, rounds = ROUNDS_MAX): Promise<'gone' | undefined> {
  for (let round = 0; round < rounds; round += 1) {
    deed.sent += 1;
    const answer = await send(caller, deed);
    if (answer === 'gone') return 'gone';
    deed.told.push(answer.what);
    if (answer.what === 'done') caller.world.seen.acknowledged.add(answer.crossing);
    deed.over = FINAL.test(answer.what);
    if (deed.over) return undefined;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return undefined;
}

/** What needs no further question. Everything else is asked again, in this life or the next. */
const FINAL = /^(?:done|denied|call\.unknown|mandate\.ended)$/;

interface Told {
  readonly what: string;
  readonly crossing: string;
}

async function send(caller: Caller, deed: Deed): Promise<Told | 'gone'> {
  const name = `office__${deed.tool}`;
  const sending = `${deed.key}.${deed.sent}`;
  const body = JSON.stringify({
    ...{ jsonrpc: '2.0', id: deed.sent, method: 'tools/call' },
    params: {
      ...{ name, arguments: deed.arguments },
      _meta: {
        'io.modelcontextprotocol/protocolVersion': REVISION,
        'io.modelcontextprotocol/clientCapabilities': {},
      },
    },
  });
  const answer = await post(caller, '/mcp', {
    body,
    headers: {
      authorization: `Bearer ${deed.mandate.token}`,
      ...{ 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
      ...{ 'mcp-protocol-version': REVISION, 'mcp-method': 'tools/call', 'mcp-name': name },
      ...{ 'idempotency-key': deed.key, 'x-client-request-id': sending },
    },
  });
  return answer === undefined ? 'gone' : { what: whatOf(answer.text), crossing: answer.crossing };
}

const REVISION = '2026-07-28';

/** Undefined while the rest of it is missing. */
function whatOf(text: string): string {
  const code = /\[([a-z_]+\.[a-z_]+)\]|"code":"([a-z_]+\.[a-z_]+)"/.exec(text);
  if (code !== null) return code[1] ?? code[2] ?? '';
  if (text.includes('input_required')) return 'held';
  if (text.includes('A person has denied')) return 'denied';
  if (text.includes(' on the board.')) return 'done';
  return `unreadable ${text.slice(0, 200)}`;
}

async function openMandate(caller: Caller, name: string): Promise<Mandated | undefined> {
  const { world } = caller;
  const addresses = Array.from({ length: WORDS_EACH }, (_, index) => newMail(name, index));
  const form = new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: world.token,
    subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    words: wordsFor(addresses),
  });
  const answer = await post(caller, '/oauth/token', {
    body: form.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  if (answer === undefined) return undefined;
  const { mandate, access_token: token } = JSON.parse(answer.text) as Record<string, string>;
  if (mandate === undefined || token === undefined) throw new Error(answer.text);
  // WHY twice each: the second mail to an address has no words left.
  const opened = { id: mandate, token, addresses: addresses.flatMap((address) => [address, address]) };
  return opened;
}
