/** How a mandate lies in its row, and what it means when the rows cannot be had. */
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { Mandate, MandateBudget, Mandated } from '../../mandate/mandates.ts';

export const COLUMNS = `id, root, lineage, wordless, principal, purpose, tools, models, budget, jkt, keys,
  policy_digest, created_at, expires_at, ended_at`;

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
}

export function mandateOf(row: MandateRow): Mandate {
  return {
    id: row.id,
    root: row.root,
    parent: row.lineage.at(-1),
    wordless: row.wordless,
    principal: row.principal,
    purpose: row.purpose ?? undefined,
    tools: row.tools,
    models: row.models,
    budget: row.budget,
    jkt: row.jkt ?? undefined,
    keys: row.keys,
    policyDigest: row.policy_digest,
    createdAtMs: row.created_at.getTime(),
    expiresAtMs: row.expires_at.getTime(),
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
