/** Fills a mandate with what its agent could have read, past the gate: it would take the gate minutes. */
import { randomBytes } from 'node:crypto';
import { vaultKeys } from '../../packages/gatehouse/src/inspection/seal.ts';
import { openKeyring } from '../../packages/gatehouse/src/ledger/keyring.ts';
import type { Step } from '../../packages/gatehouse/src/mandate/flow.ts';
import { createKeyFiles } from '../../packages/gatehouse/src/stores/files/keyring.ts';
import { createFlows } from '../../packages/gatehouse/src/stores/postgres/flows.ts';
import type { BrokerStage } from './stage.ts';

const BATCH = 500;
const CHANCE = { bytes: (count: number) => Uint8Array.from(randomBytes(count)), fraction: () => 0.5 };

/** Adds so many results, each with one text of outsiders. */
export async function fillFlow(
  { database, dataDir }: BrokerStage,
  mandate: string,
  count: number,
): Promise<void> {
  const key = openKeyring(createKeyFiles(`${dataDir}/keys`), CHANCE).digestKey('bench');
  if (!key.ok) throw new Error(key.fault.message);
  const name = { tenant: 'bench', id: mandate, keys: vaultKeys(key.value, 'mandate') };
  const flows = createFlows({ chance: CHANCE });
  const query = async <Row extends object>(text: string, values: readonly unknown[] = []) =>
    (await database.query(text, [...values])).rows as readonly Row[];
  // WHY from 1: the words by which it was opened come first.
  for (let from = 1; from <= count; from += BATCH) {
    const steps = Array.from({ length: Math.min(BATCH, count + 1 - from) }, (_, index) =>
      stepOf(from + index),
    );
    const end = await flows.append(query, name, { version: from, steps });
    if (end !== 'appended') throw new Error(end);
  }
}

function stepOf(number: number): Step {
  return {
    kind: 'result',
    call: { tool: 'office/read_inbox', arguments: {} },
    manifest: {
      ...{ effect: 'read', reversible: true, readers: 'subject', arguments: {} },
      result: [
        { path: '[].from', writers: 'system', role: 'recipient' },
        { path: '[].body', writers: 'outsiders' },
      ],
    },
    value: [
      {
        from: `sender${number}@example.com`,
        body: `Message ${number}: parcel ${number * 7} has arrived and waits at counter ${number % 40}.`,
      },
    ],
    ...{ succeeded: true, used: [] },
  };
}
