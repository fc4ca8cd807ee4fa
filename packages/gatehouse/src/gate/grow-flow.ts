/** Adds to what a mandate knows, whatever other processes add meanwhile: what was seen was seen. */
import { ok, type Result } from '../kernel/result.ts';
import type { Step } from '../mandate/flow.ts';
import type { MandateName } from '../mandate/mandates.ts';
import type { Gate } from './gate.ts';

/** More rounds than a mandate has calls under way at once. */
const ROUNDS_MAX = 64;

/** Durable when it resolves. `version` is where to try first. */
export async function growFlow(
  gate: Gate,
  name: MandateName,
  { version: first, steps }: { readonly version: number; readonly steps: readonly Step[] },
): Promise<Result<void>> {
  let version = first;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const appended = await gate.mandates.append(name, version, steps);
    if (!appended.ok) return appended;
    if (appended.value.kind === 'appended') return ok(undefined);
    const now = await gate.mandates.flow(name);
    if (!now.ok) return now;
    version = now.value.version;
  }
  throw new Error('INVARIANT: a flow grows by what its own calls bring, and no faster');
}
