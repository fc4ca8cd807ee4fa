/** Advisory locks that say who lives and who has which duty; the system lets them go when a process dies. */
import type { Query } from './database.ts';
import { keepSession } from './sessions.ts';

/** Classes of two-part advisory locks: of instances and of duties. */
const INSTANCE = 7306;
const DUTY = 7307;

/**
 * How long after its start a server's free locks prove nothing: the living take theirs back, several times a second.
 */
const GRACE_SECONDS = 3;

export interface Locks {
  holdDuty(duty: string): Promise<boolean>;
  deadInstances(app: Query): Promise<readonly string[]>;
  /** Lets all locks go and takes the instance off the register. */
  close(): Promise<void>;
}

/** Registers the instance and keeps its lock, on a session of its own. */
export async function keepLocks(url: string, instance: string): Promise<Locks> {
  const session = await keepSession({
    url,
    name: 'gatehouse locks',
    async prepare(client) {
      // WHY: shared, because a connection that died without a word may leave our old lock behind for a while.
      await client.query(`select pg_advisory_lock_shared(${INSTANCE}, hashtext($1))`, [instance]);
      await client.query('insert into gatehouse.instance (id) values ($1) on conflict do nothing', [
        instance,
      ]);
    },
  });
  return {
    async holdDuty(duty) {
      const client = await session.current();
      const { rows } = await client.query(HOLD, [duty]);
      return rows[0]?.held === true;
    },
    async deadInstances(app) {
      const rows = await app<{ id: string }>(DEAD);
      return rows.map(({ id }) => id);
    },
    async close() {
      await session
        .current()
        .then((client) => client.query('delete from gatehouse.instance where id = $1', [instance]))
        .catch(() => undefined); // WHY: then it stays on the register as a dead one, which is true as well.
      await session.close();
    },
  };
}

// WHY: asks first, because a session may take its own lock again and again, and would count.
const HOLD = `select case when exists (select from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()
    and database = (select oid from pg_database where datname = current_database())
    and classid = ${DUTY} and objid = hashtext($1)::oid and objsubid = 2)
  then true else pg_try_advisory_lock(${DUTY}, hashtext($1)) end as held`;

// WHY: looks at the locks instead of trying them, because to try one is to hold it for a moment, and seem alive.
const DEAD = `select id from gatehouse.instance
  where pg_postmaster_start_time() < now() - interval '${GRACE_SECONDS} seconds'
    and not exists (select from pg_locks where locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())
      and classid = ${INSTANCE} and objid = hashtext(id)::oid and objsubid = 2 and granted)`;
