/** Opens the database: bootstraps it, then hands out connections by role. */
import pg from 'pg';
import type { Chance } from '../../kernel/effects.ts';
import { fault } from '../../kernel/faults.ts';
import { base32 } from '../../kernel/ids.ts';
import { isTenantId } from '../../kernel/principal.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import { bootstrap, type RoleAddresses } from './bootstrap.ts';
import type { Database } from './database.ts';
import { keepListening } from './listener.ts';
import { keepLocks } from './locks.ts';
import { openPool } from './pools.ts';

export interface OpenOptions {
  /** Connection string of a user that may create roles and databases. It is used to start, and not kept. */
  readonly url: string;
  /** From which the passwords of the login roles are derived; the same for all processes that share the database. */
  readonly secret: string;
  readonly chance: Chance;
  /** How long to wait for a server that does not answer; 15 s by default. */
  readonly waitMs?: number;
}

export async function openDatabase(options: OpenOptions): Promise<Result<Database>> {
  try {
    const addresses = await bootstrap({ ...options, waitMs: options.waitMs ?? 15_000 });
    return ok(await connect(addresses, base32(options.chance.bytes(16))));
  } catch (error) {
    return failed(
      fault('start.failed', `The database cannot be used: ${sentence(error)}.`, { cause: error }),
    );
  }
}

async function connect(addresses: RoleAddresses, instance: string): Promise<Database> {
  const app = openPool({ url: addresses.app, name: 'gatehouse app', size: 16 });
  const recorder = openPool({ url: addresses.recorder, name: 'gatehouse recorder', size: 4 });
  const sealer = openPool({ url: addresses.sealer, name: 'gatehouse sealer', size: 2 });
  const locks = await keepLocks(addresses.app, instance);
  const listener = keepListening(addresses.app);
  let closing: Promise<unknown> | undefined;
  return {
    instance,
    asTenant: async (tenant, work) => app.transaction(asTenant(tenant), work),
    readAsTenant: async (tenant, work) => app.reading(asTenant(tenant), work),
    app: app.query,
    recorder: recorder.query,
    sealer: sealer.query,
    listen: listener.listen,
    holdDuty: locks.holdDuty,
    deadInstances: () => locks.deadInstances(app.query),
    forgetInstance: async (id) =>
      void (await app.query('delete from gatehouse.instance where id = $1', [id])),
    close() {
      closing ??= Promise.all([listener, locks, app, recorder, sealer].map((part) => part.close()));
      return closing.then(() => undefined);
    },
  };
}

/** The statement that binds row-level security to the tenant. */
function asTenant(tenant: string): string {
  if (!isTenantId(tenant)) throw new Error('not the id of a tenant');
  return `select set_config('gatehouse.tenant', ${pg.escapeLiteral(tenant)}, true)`;
}

function sentence(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(sentence).join(', ');
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\.$/, '');
}
