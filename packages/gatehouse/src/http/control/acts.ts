/** Acts on the control plane, recorded in the ledger before they take effect. */

import { canonical } from '../../kernel/canonical.ts';
import type { Chance, Clock } from '../../kernel/effects.ts';
import { base32 } from '../../kernel/ids.ts';
import type { Result } from '../../kernel/result.ts';
import type { Ledger } from '../../ledger/entries.ts';
import type { ActEvidence } from '../../ledger/evidence.ts';

/** Whoever holds the bootstrap credential. */
export const OPERATOR = 'operator';

export interface Act {
  readonly tenant: string;
  readonly actor: string;
  /** Such as `key.create`. */
  readonly act: string;
  /** What it is done to. */
  readonly subject: string;
  readonly detail: Readonly<Record<string, string>>;
}

export interface Acts {
  /** Resolves once the act is durable; with a fault it MUST NOT be done. */
  record(act: Act): Promise<Result<void>>;
}

const ID_BYTES = 16;

export function createActs(ports: {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly chance: Chance;
}): Acts {
  return {
    record({ tenant, ...what }) {
      const atMs = ports.clock.nowMs();
      const id = `act_${base32(ports.chance.bytes(ID_BYTES))}`;
      const at = new Date(atMs).toISOString();
      const evidence: ActEvidence = { version: 1, kind: 'act', id, at, ...what };
      return ports.ledger.append({
        ...{ tenant, crossing: id, attempt: 0, kind: 'act', atMs },
        body: canonical(evidence),
      });
    },
  };
}
