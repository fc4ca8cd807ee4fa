/** Recovery: what a dead process left open is closed as `unknown`, and charged at the most that it can have cost. */
import type { Recording, Written } from './committer.ts';
import { outcomeInPlace } from './endings.ts';
import type { Charges, Entry } from './entries.ts';

/** A crossing without an outcome. */
export interface OpenCrossing {
  readonly intent: Entry;
  /** What was reserved, as spent. */
  readonly charges?: Charges;
}

export interface RecoveryStore {
  /** True while this process alone may recover. */
  holdDuty(): Promise<boolean>;
  deadInstances(): Promise<readonly string[]>;
  openCrossings(tenant: string, instance: string): Promise<readonly OpenCrossing[]>;
  /** Appends in the place of a dead instance, so that what is charged comes out of its leases, not out of ours. */
  record(instance: string, batch: readonly Recording[]): Promise<Written>;
  releaseLeases(tenant: string, instance: string): Promise<void>;
  /** Takes the instance off the register. Rejects while it has open crossings. */
  forget(instance: string): Promise<void>;
}

export interface Recovered {
  readonly instances: number;
  readonly crossings: number;
}

/**
 * Closes what dead instances left open in these tenants. Safe to run twice or at two places: an outcome is written
 * only while the crossing is open. Rejects when the database fails; then run it again.
 */
export async function recover(
  store: RecoveryStore,
  { tenants, nowMs }: { tenants: readonly string[]; nowMs: () => number },
): Promise<Recovered> {
  if (!(await store.holdDuty())) return { instances: 0, crossings: 0 };
  const dead = await store.deadInstances();
  let crossings = 0;
  for (const instance of dead) {
    for (const tenant of tenants) {
      crossings += await closeAll(store, { tenant, instance, atMs: nowMs() });
      await store.releaseLeases(tenant, instance);
    }
    await store.forget(instance);
  }
  return { instances: dead.length, crossings };
}

async function closeAll(
  store: RecoveryStore,
  { tenant, instance, atMs }: { tenant: string; instance: string; atMs: number },
): Promise<number> {
  let closed = 0;
  for (;;) {
    const open = await store.openCrossings(tenant, instance);
    if (open.length === 0) return closed;
    const batch = open.map((crossing) => unknownOutcome(crossing, atMs));
    const written = await store.record(instance, batch);
    if (written.state !== 'committed') throw new Error(`recovery could not write: ${written.cause}`);
    closed += open.length;
  }
}

function unknownOutcome({ intent, charges }: OpenCrossing, atMs: number): Recording {
  const entry = outcomeInPlace(intent, { ending: 'unknown', atMs });
  if (entry === undefined) throw new Error(`the intent of ${intent.crossing} cannot be read`);
  return { entry, onlyIfOpen: true, ...(charges === undefined ? {} : { charges }) };
}
