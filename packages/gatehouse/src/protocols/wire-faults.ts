/** What both protocols say alike about a fault. INVARIANT: its cause is never among it. */
import { FAULTS, type Fault } from '../kernel/faults.ts';

/** The sentence, and behind it what support needs: the code and the crossing. */
export function faultSentence(fault: Fault, crossing: string): string {
  return `${fault.message} [${fault.code}, ${crossing}]`;
}

/** The official SDKs obey `x-should-retry`; without it they would repeat every 429 and 5xx, also those that are final. */
export function faultHeaders(fault: Fault): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/json',
    'x-should-retry': String(FAULTS[fault.code].retryable),
    ...(fault.retryAfterSeconds === undefined
      ? {}
      : { 'retry-after': String(Math.ceil(fault.retryAfterSeconds)) }),
  };
}
