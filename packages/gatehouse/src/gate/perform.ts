/** Station 7, perform: the adapter acts with the clearance, and only with it. */
import type { Fault } from '../kernel/faults.ts';
import type { IncomingAnswer, Reach } from '../providers/provider.ts';
import type { Gate } from './gate.ts';
import type { Cleared } from './record.ts';

/** A provider's answer, unread. */
export interface Performed {
  readonly cleared: Cleared;
  readonly answer: IncomingAnswer;
  readonly startedMs: number;
  readonly firstByteMs: number;
}

export interface Failure {
  readonly ok: false;
  readonly fault: Fault;
  /** Whether the provider may bill for it. */
  readonly reach: Reach;
  readonly startedMs: number;
}

export async function perform(
  gate: Gate,
  cleared: Cleared,
): Promise<{ readonly ok: true; readonly value: Performed } | Failure> {
  const startedMs = gate.clock.elapsedMs();
  const performed = await cleared.provider.perform(cleared.clearance, cleared.call);
  if (!performed.ok) {
    const reach = 'reach' in performed ? performed.reach : 'maybe_billed';
    return { ok: false, fault: performed.fault, reach, startedMs };
  }
  const firstByteMs = gate.clock.elapsedMs() - startedMs;
  return { ok: true, value: { cleared, answer: performed.value, startedMs, firstByteMs } };
}
