/** Station 7, perform: the adapter acts with the clearance, and only with it. */
import type { Gate } from './gate.ts';
import type { Cleared, Failure, Performed } from './stations.ts';

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
