/** What operators can see of the charter, and how they replace it: whole, and recorded first. */
import type { Active } from '../config/active.ts';
import type { Acts } from '../http/control/acts.ts';
import { OPERATOR } from '../http/control/acts.ts';
import type { CharterControl, Reloaded } from '../http/control/parts.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import { type ActiveCharter, buildCharter, type CharterParts } from './charter.ts';

export function charterControl(parts: {
  readonly charterParts: CharterParts;
  readonly active: Active<ActiveCharter>;
  readonly acts: Acts;
  /** Closes what a configuration opened, once the crossings that use it have had time to end. */
  readonly retire: (before: ActiveCharter) => void;
}): CharterControl {
  const { charterParts, active, acts } = parts;
  let turn: Promise<unknown> = Promise.resolve();

  async function reload(): Promise<Result<Reloaded>> {
    const built = await buildCharter(charterParts);
    // WHY: a configuration with a mistake in it is not a defect of the gate.
    if (!built.ok) return failed({ ...built.fault, status: 422 });
    const next = built.value;
    const before = active.current();
    const detail = { from: before.policy.digest, to: next.policy.digest };
    const act = { actor: OPERATOR, act: 'charter.activate', subject: 'the configuration', detail };
    for (const tenant of new Set([...tenantsOf(before), ...tenantsOf(next)])) {
      const recorded = await acts.record({ tenant, ...act });
      if (!recorded.ok) return recorded;
    }
    parts.retire(active.activate(next));
    return ok({ policyDigest: next.policy.digest, warnings: next.warnings });
  }

  return {
    tenants: () => tenantsOf(active.current()),
    policy() {
      const { settings, policy } = active.current();
      const { access, data, cedar } = settings.charter;
      return { digest: policy.digest, access, data, cedar };
    },
    reload() {
      // INVARIANT: one at a time, so that the last one asked for is the one that is active.
      const next = turn.then(reload);
      turn = next.catch(() => undefined);
      return next;
    },
  };
}

function tenantsOf({ settings }: ActiveCharter): readonly string[] {
  return Object.keys(settings.tenants);
}
