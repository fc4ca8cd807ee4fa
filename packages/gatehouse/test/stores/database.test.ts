/** Tests of the database as its users see it: tenants, roles, duties, instances, notifications and loss. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

describe('an open database', () => {
  let fresh: FreshDatabase;
  before(async () => {
    fresh = await freshDatabase();
  });
  after(() => fresh.close());

  it('answers as each role', async () => {
    for (const role of ['app', 'recorder', 'sealer'] as const) {
      const [row] = await fresh.database[role]<{ user: string }>('select current_user as user');
      assert.match(String(row?.user), new RegExp(`_${role}$`));
    }
  });
});
