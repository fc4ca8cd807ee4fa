/** How a call to a tool walks the path: the stations of its kind. */
import { ok } from '../../kernel/result.ts';
import type { BrokerDeparture, Held } from '../broker.ts';
import type { Notes } from '../crossing.ts';
import type { Stations } from '../kind.ts';
import { admit } from './admit.ts';
import { decide } from './decide.ts';
import { hold } from './hold.ts';
import { inspect } from './inspect.ts';
import { inspectResult } from './inspect-result.ts';
import { perform } from './perform.ts';
import { record } from './record.ts';
import { settle, settleFailure } from './settle.ts';
import type { ToolKind } from './stations.ts';

export const TOOL_CALL: Stations<ToolKind> = {
  admit,
  // WHY once: whatever failed may have been done, and only its client knows whether to ask again.
  attempts: () => [{ number: 1, last: true }],
  readmit: async () => ok(undefined),
  inspect,
  decide,
  hold,
  record,
  perform,
  inspectResult,
  settle,
  settleFailure,
  depart(_arrival, { fault, id, notes }): BrokerDeparture {
    const held = notes === undefined ? undefined : heldOf(notes);
    return held === undefined || !fault.code.startsWith('hold.')
      ? { kind: 'fault', crossing: id, fault }
      : { kind: 'held', crossing: id, held };
  },
};

const STATUS: Readonly<Record<string, Held['status']>> = {
  waiting: 'waiting',
  denied: 'denied',
  expired: 'expired',
};

const RETRY_MS = 15_000;

function heldOf({ held }: Notes): Held | undefined {
  const status = held === undefined ? undefined : STATUS[held.state];
  if (held === undefined || status === undefined) return undefined;
  const { id, address, message, reason, expiresAtMs } = held;
  const why = reason === undefined ? {} : { reason };
  return { id, status, address, message, ...why, expiresAtMs, retryAfterMs: RETRY_MS };
}
