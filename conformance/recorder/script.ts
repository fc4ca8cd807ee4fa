/** What the recording provider can be told to answer. */
import type { ProtocolName } from '../words.ts';

export interface Asked {
  readonly protocol: ProtocolName;
  readonly counts: boolean;
  readonly streamed: boolean;
  /** How often this cell has asked this scenario before. */
  readonly before: number;
}

export interface Script {
  /** 200 unless said otherwise. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Written one by one: text and bytes; a number is a pause in milliseconds, `wait` one until the stage says so. */
  readonly body: readonly (string | Buffer | number | 'wait')[];
  /** What happens after the body. */
  readonly ends?: 'end' | 'reset' | 'hang';
  /** Never even answers. */
  readonly silent?: true;
}

export type Scenario = (asked: Asked) => Script;

export function json(value: unknown, more: Partial<Script> = {}): Script {
  return {
    headers: { 'content-type': 'application/json', ...more.headers },
    body: [JSON.stringify(value)],
    ...without(more),
  };
}

export function events(list: readonly string[], more: Partial<Script> = {}): Script {
  return { headers: { 'content-type': 'text/event-stream' }, body: list, ...without(more) };
}

function without({ headers: _, ...more }: Partial<Script>): Partial<Script> {
  return more;
}
