/** Posts to the data plane, on connections that are kept. */
import { type Agent, request } from 'node:http';
import type { RunningGate } from './gates.ts';
import type { World } from './world.ts';

export interface Caller {
  readonly world: World;
  readonly gate: RunningGate;
  readonly agent: Agent;
}

interface Posting {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Undefined when the gate is gone before the last byte. */
export function post(
  { agent, gate }: Caller,
  path: string,
  { body, headers }: Posting,
): Promise<{ text: string; crossing: string } | undefined> {
  return new Promise((resolve) => {
    const outgoing = request(
      { agent, port: gate.dataPort, host: '127.0.0.1', method: 'POST', path, headers },
      (incoming) => {
        let text = '';
        incoming.setEncoding('utf8');
        incoming.on('data', (piece: string) => {
          text += piece;
        });
        incoming.on('error', () => resolve(undefined));
        incoming.on('close', () => {
          const crossing = String(incoming.headers['x-gatehouse-crossing'] ?? '');
          resolve(incoming.complete ? { text, crossing } : undefined);
        });
      },
    );
    outgoing.on('error', () => resolve(undefined));
    outgoing.end(body);
  });
}
