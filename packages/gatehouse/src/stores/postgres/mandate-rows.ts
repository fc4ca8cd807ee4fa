/** How a mandate lies in its row, and what it means when the rows cannot be had. */
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { Mandate, MandateAccount, MandateBudget, Mandated } from '../../mandate/mandates.ts';

/** Of a mandate in a statement that calls its table by its own name. */
export const COLUMNS = `id, root, lineage, wordless, principal, purpose, tools, models, budget, jkt, keys,
  policy_digest, created_at, expires_at, ended_at,
  (select json_agg(json_build_object('id', above.id, 'budget', above.budget,
      'createdAtMs', floor(extract(epoch from above.created_at) * 1000),
      'expiresAtMs', floor(extract(epoch from above.expires_at) * 1000)))
    from gatehouse.mandate above where above.id = any (mandate.lineage)) as above`;

export interface MandateRow {
  readonly id: string;
  readonly root: string;
  readonly lineage: readonly string[];
  readonly wordless: boolean;
  readonly principal: Mandated;
  readonly purpose: string | null;
  readonly tools: readonly string[];
  readonly models: readonly string[];
  readonly budget: MandateBudget;
  readonly jkt: string | null;
  readonly keys: readonly string[];
  readonly policy_digest: string;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly ended_at: Date | null;
  /** Those that it was narrowed from. */
  readonly above: readonly MandateAccount[] | null;
}

/** @throws Error when one that it was narrowed from is not there: its budget would not be drawn on. */
export function mandateOf(row: MandateRow): Mandate {
  const above = row.above ?? [];
  if (above.length !== row.lineage.length)
    throw new Error('a mandate without those that it was narrowed from');
  const { id, budget } = row;
  const times = { createdAtMs: row.created_at.getTime(), expiresAtMs: row.expires_at.getTime() };
  return {
    ...{ id, budget, ...times, accounts: [{ id, budget, ...times }, ...above] },
    root: row.root,
    parent: row.lineage.at(-1),
    wordless: row.wordless,
    principal: row.principal,
    purpose: row.purpose ?? undefined,
    tools: row.tools,
    models: row.models,
    jkt: row.jkt ?? undefined,
    keys: row.keys,
    policyDigest: row.policy_digest,
    endedAtMs: row.ended_at?.getTime(),
  };
}

/** INVARIANT: any error of the database, or of a key, is "cannot be known", never "there is nothing". */
export async function whileThere<Keys, T>(
  keys: Result<Keys>,
  work: (keys: Keys) => Promise<T>,
): Promise<Result<T>> {
  if (!keys.ok) return keys;
  try {
    return ok(await work(keys.value));
  } catch (cause) {
    return failed(
      fault('mandate.unavailable', 'Mandates cannot be read or recorded right now. Try again.', {
        cause,
        retryAfterSeconds: 1,
      }),
    );
  }
}

/** Why a flow does not grow any more. */
export function noRoom(end: 'full' | 'unknown'): Result<never> {
  if (end === 'unknown')
    return failed(fault('mandate.unknown', 'There is no such mandate within your tenant.'));
  return failed(fault('mandate.full', 'The mandate has recorded as much as one may. Open a new one.'));
}
