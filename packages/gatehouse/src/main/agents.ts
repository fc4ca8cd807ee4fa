/** What agents need to be contained: mandates and what entered them, calls made at most once, and people who are asked. */
import type { KeyObject } from 'node:crypto';
import { createApprovals } from '../approval/desk.ts';
import type { Settings } from '../config/schema.ts';
import type { Acts } from '../http/control/acts.ts';
import type { Chance, Clock } from '../kernel/effects.ts';
import type { Result } from '../kernel/result.ts';
import type { AcceptedList } from '../mandate/flow.ts';
import { createHoldStore } from '../stores/postgres/approvals.ts';
import { createCalls } from '../stores/postgres/calls.ts';
import type { Database } from '../stores/postgres/database.ts';
import { createFlows } from '../stores/postgres/flows.ts';
import { createMandates } from '../stores/postgres/mandates.ts';
import { createTaintedValues } from '../stores/postgres/tainted-values.ts';
import type { Duty } from './duties.ts';

interface Parts {
  readonly database: Database;
  readonly keyOf: (tenant: string) => Result<KeyObject>;
  readonly settings: () => Settings;
  readonly acts: Acts;
  readonly clock: Clock;
  readonly chance: Chance;
}

const DAY_MS = 86_400_000;

export function createAgentServices(parts: Parts) {
  const { settings, clock } = parts;
  const store = createHoldStore(parts);
  const flows = createFlows(parts);
  const tainted = createTaintedValues({ ...parts, keepMs: () => settings().mandates.keep_days * DAY_MS });
  return {
    mandates: createMandates({ ...parts, flows, accepted: () => acceptedNow(settings(), clock.nowMs()) }),
    tainted,
    calls: createCalls({ ...parts, flows, tainted }),
    holds: store,
    approvals: createApprovals({ ...parts, store, settings: () => settings().approvals }),
  };
}

type AgentServices = ReturnType<typeof createAgentServices>;

/** Accepted values that have not expired. */
function acceptedNow({ charter }: Settings, nowMs: number): readonly AcceptedList[] {
  const today = new Date(nowMs).toISOString().slice(0, 10);
  return charter.accepted
    .filter(({ expires }) => expires >= today)
    .map(({ id, tools, arguments: names, values }) => ({ id, tools, arguments: names, values }));
}

/** Forgets what nobody needs any more. */
export function agentDuties(
  services: AgentServices,
  { settings, clock }: Pick<Parts, 'settings' | 'clock'>,
): readonly Duty[] {
  return [
    {
      name: 'forgetting what agents did long ago',
      everyMs: 3_600_000,
      work: async () => {
        const before = clock.nowMs() - settings().mandates.keep_days * DAY_MS;
        for (const tenant of Object.keys(settings().tenants)) {
          await services.mandates.forget(tenant, before);
          await services.tainted.forget(tenant);
          await services.calls.forget(tenant, before);
        }
      },
    },
  ];
}
