/** Station 5, hold: where the charter wants a person to look first, the crossing waits; until that exists, it is refused. */
import { fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import type { Decided } from './stations.ts';

export function hold(decided: Decided): Result<Decided> {
  const [rule] = decided.holds;
  if (rule === undefined) return ok(decided);
  return failed(
    fault(
      'policy.obligation',
      `Rule ${rule} asks for a person's approval, which this gate cannot wait for yet.`,
    ),
  );
}
