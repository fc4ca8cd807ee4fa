/** The line of a mandate in PostgreSQL. */
import { ok } from '../../kernel/result.ts';
import type { MandateLine } from '../../mandate/line.ts';
import type { Database } from './database.ts';
import { COLUMNS, type MandateRow, mandateOf, whileThere } from './mandate-rows.ts';

const LINE = `select ${COLUMNS} from gatehouse.mandate
  where tenant = $1 and root = (select root from gatehouse.mandate where id = $2) order by created_at, id`;

export function createMandateLine(database: Pick<Database, 'asTenant'>): MandateLine {
  return ({ tenant, id }) =>
    whileThere(ok(undefined), () =>
      database.asTenant(tenant, async (query) =>
        (await query<MandateRow>(LINE, [tenant, id])).map(mandateOf),
      ),
    );
}
