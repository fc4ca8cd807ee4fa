/** Sends crossings, plain and streamed, until the gate is gone, and notes which of them were acknowledged in full. */
import { Agent, request } from 'node:http';
import type { RunningGate } from './gates.ts';
import type { World } from './world.ts';

const CALLERS = 6;

export interface Load {
  /** Resolves when every caller has noticed that the gate is gone. */
  stop(): Promise<void>;
}

export function createLoad(world: World, { dataPort: port }: RunningGate, name: string): Load {
  const agent = new Agent({ keepAlive: true, maxSockets: CALLERS });
  let stopped = false;
  const callers = Array.from({ length: CALLERS }, async (_, caller) => {
    for (let call = 0; !stopped; call += 1) {
      const marker = `${name}-${caller}-${call}`;
      const crossing = await send(world, { agent, port, marker, stream: call % 2 === 1 }).catch(
        () => undefined,
      );
      if (crossing === 'gone') return;
      if (crossing !== undefined) world.seen.acknowledged.add(crossing);
    }
  });
  return {
    async stop() {
      stopped = true;
      await Promise.all(callers);
      agent.destroy();
    },
  };
}

interface Call {
  readonly agent: Agent;
  readonly port: number;
  readonly marker: string;
  readonly stream: boolean;
}

/** The id of the crossing once its last byte has come; `gone` when nobody answers; undefined for a broken answer. */
function send(world: World, { agent, port, marker, stream }: Call): Promise<string | undefined> {
  const body = JSON.stringify({
    model: 'stub',
    max_tokens: 64,
    stream,
    messages: [{ role: 'user', content: `marker ${marker}` }],
  });
  return new Promise((resolve) => {
    const outgoing = request(
      {
        agent,
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: '/openai/v1/chat/completions',
        headers: { authorization: `Bearer ${world.token}`, 'content-type': 'application/json' },
      },
      (incoming) => {
        let text = '';
        incoming.setEncoding('utf8');
        incoming.on('data', (piece: string) => {
          text += piece;
        });
        incoming.on('error', () => resolve('gone'));
        incoming.on('close', () => {
          const whole =
            incoming.complete && (stream ? text.includes('data: [DONE]') : text.includes('"choices"'));
          resolve(whole ? String(incoming.headers['x-gatehouse-crossing']) : undefined);
        });
      },
    );
    outgoing.on('error', () => resolve('gone'));
    outgoing.end(body);
  });
}
