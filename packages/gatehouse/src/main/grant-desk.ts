/** Binds the pages where people give grants to this process: which servers ask for them, and where they are kept. */
import type { Active } from '../config/active.ts';
import type { Gate } from '../gate/gate.ts';
import type { Acts } from '../http/control/acts.ts';
import type { GrantParts } from '../http/data/grants/grants.ts';
import type { Database } from '../stores/postgres/database.ts';
import { createPrincipals } from '../stores/postgres/standings.ts';
import type { GrantStore } from '../tools/credentials/grant-store.ts';
import type { ActiveCharter } from './charter.ts';

interface Parts {
  readonly gate: Pick<Gate, 'addresses' | 'clock'>;
  readonly active: Active<ActiveCharter>;
  readonly acts: Acts;
  readonly database: Database;
  readonly grants: GrantStore;
  readonly baseUrl: () => string;
}

export function openGrantDesk({ gate, active, acts, database, grants, baseUrl }: Parts): GrantParts {
  return {
    principals: createPrincipals({ database, clock: gate.clock }),
    ...{ baseUrl, addresses: gate.addresses, record: acts.record },
    doorOf: (server) => active.current().grants.get(server),
    authenticator: () => active.current().authenticator,
    clientDocument: () => active.current().clientDocument(),
    forget: grants.forgetSubject,
  };
}
