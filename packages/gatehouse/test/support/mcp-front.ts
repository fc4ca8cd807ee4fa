/** The front alone on a listener of its own, with whatever broker stands behind it. */
import { randomBytes } from 'node:crypto';
import type { Broker } from '../../src/gate/broker.ts';
import { createMcpFront } from '../../src/http/data/mcp/handler.ts';
import { ok } from '../../src/kernel/result.ts';
import { systemChance, systemClock } from '../../src/main/effects.ts';
import { createListener } from '../../src/net/listener.ts';

export interface RunningFront {
  /** The data plane's address. */
  readonly url: string;
  readonly defects: readonly unknown[];
  /** Crossings under way. */
  readonly open: () => number;
  close(): Promise<void>;
}

export interface FrontOptions {
  readonly stateKey?: Uint8Array;
  readonly bodyBytesMax?: number;
  readonly clientWriteMs?: number;
}

export async function startFront(broker: Broker, options: FrontOptions = {}): Promise<RunningFront> {
  const defects: unknown[] = [];
  let names: ReadonlySet<string> = new Set();
  let url = '';
  let open = 0;
  const front = createMcpFront({
    broker,
    open: {
      enter: () => {
        open += 1;
        return ok(undefined);
      },
      leave: () => {
        open -= 1;
      },
    },
    limits: () => ({
      bodyBytesMax: options.bodyBytesMax ?? 1_048_576,
      ...{ depthMax: 64, requestMs: 10_000, openMax: 1_000 },
      clientWriteMs: options.clientWriteMs ?? 10_000,
    }),
    names: () => names,
    baseUrl: () => url,
    stateKey: options.stateKey ?? randomBytes(32),
    version: '0.0.0',
    ...{ clock: systemClock, chance: systemChance },
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
  const listener = createListener({ handle: front.handle, onDefect: (cause) => void defects.push(cause) });
  const bound = await listener.listen({ host: '127.0.0.1', port: 0 });
  if (!bound.ok) throw new Error(bound.fault.message);
  const { port } = bound.value;
  names = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  url = `http://127.0.0.1:${port}`;
  return {
    url,
    defects,
    open: () => open,
    async close() {
      front.close();
      await listener.drain(100);
    },
  };
}
