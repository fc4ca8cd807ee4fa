/** Keys of one tenant do not exist for another, whichever database role asks and however it asks. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { digestOfKey, newKeyText } from '../../src/identity/key-format.ts';
import type { IssuedKey } from '../../src/identity/key-office.ts';
import type { Query } from '../../src/stores/postgres/database.ts';
import { chance } from '../support/database.ts';
import { keyRoom } from '../support/keys.ts';

describe('keys of another tenant', () => {
  let room: Awaited<ReturnType<typeof keyRoom>>;
  let theirs: IssuedKey;
  before(async () => {
    room = await keyRoom();
    theirs = await room.issue({ tenant: 'umbrella' });
  });
  after(() => room.close());

  const READ = 'select id from gatehouse.access_key';

  /** Rows that a role got: none where the database refused. */
  const rowsFor = async (query: Query, text: string, values: readonly unknown[] = []) => {
    try {
      return (await query(text, values)).length;
    } catch (error) {
      assert.match(String(error), /permission denied/);
      return 0;
    }
  };

  it('are there at all', async () => {
    assert.equal((await room.superuser(READ)).length, 1);
  });

  for (const role of ['app', 'recorder', 'sealer'] as const) {
    it(`cannot be read, changed or removed as ${role}`, async () => {
      const query = room.database[role];
      const { id } = theirs.record;
      assert.equal(await rowsFor(query, READ), 0);
      assert.equal(
        await rowsFor(query, `${READ} where set_config('gatehouse.key_id', $1, false) = id`, [id]),
        0,
      );
      assert.equal(
        await rowsFor(query, `update gatehouse.access_key set revoked_at = now() returning id`),
        0,
      );
      assert.equal(await rowsFor(query, `delete from gatehouse.access_key returning id`), 0);
      assert.equal(await rowsFor(query, 'select secret_hash from gatehouse.access_key'), 0);
    });
  }

  it('cannot be read or changed as app under its own tenant, by their exact id', async () => {
    const { id } = theirs.record;
    await room.database.asTenant('acme', async (query) => {
      await query("select set_config('gatehouse.key_id', $1, true)", [id]);
      assert.equal((await query(READ, [])).length, 0);
      const update = 'update gatehouse.access_key set revoked_at = now() where id = $1 returning id';
      assert.equal((await query(update, [id])).length, 0);
    });
    assert.deepEqual(await room.office.list('acme'), { ok: true, value: [] });
  });

  it('cannot be rotated or revoked by naming them from another tenant', async () => {
    const key = { tenant: 'acme', id: theirs.record.id };
    for (const outcome of [await room.office.rotate(key), await room.office.revoke(key)]) {
      assert.equal(outcome.ok ? 'ok' : outcome.fault.code, 'control.not_found');
    }
  });

  it('cannot be planted in another tenant', async () => {
    const digest = digestOfKey(newKeyText(chance));
    const planted = `insert into gatehouse.access_key (id, tenant, name, kind, principal, roles, teams, purposes,
      attributes, models, secret_hash, created_by, created_at, expires_at) values ('0123456789abcdef', 'umbrella', 'n',
      'person', 'mallory', '{admin}', '{}', '{}', '{}', '{*}', $1, 'mallory', now(), now() + interval '1 hour')`;
    await assert.rejects(
      room.database.asTenant('acme', (query) => query(planted, [digest])),
      /row-level security/,
    );
  });

  it('are found through the function only with id and hash, never with one of them', async () => {
    const { id } = theirs.record;
    const digest = digestOfKey(theirs.text);
    const find = 'select (key).id from gatehouse.find_key($1, $2)';
    assert.equal(await rowsFor(room.database.app, find, [id, digest]), 1);
    assert.equal(await rowsFor(room.database.app, find, [id, Buffer.alloc(32)]), 0);
    assert.equal(await rowsFor(room.database.app, find, [id, null]), 0);
    assert.equal(await rowsFor(room.database.app, find, ['%', digest]), 0);
    assert.equal(await rowsFor(room.database.recorder, find, [id, digest]), 0);
    assert.equal(await rowsFor(room.database.sealer, find, [id, digest]), 0);
  });

  it('cannot gain rights in place: what a key grants is not updatable', async () => {
    const own = await room.issue({ tenant: 'acme' });
    for (const change of [
      "roles = '{admin}'",
      "principal = 'root'",
      "tenant = 'umbrella'",
      "models = '{*}'",
    ]) {
      await assert.rejects(
        room.database.asTenant('acme', (query) =>
          query(`update gatehouse.access_key set ${change} where id = $1`, [own.record.id]),
        ),
        /permission denied/,
      );
    }
  });

  it('row-level security is forced, for the owner too', async () => {
    const [table] = await room.superuser<{ enabled: boolean; forced: boolean }>(
      `select relrowsecurity as enabled, relforcerowsecurity as forced
       from pg_class where oid = 'gatehouse.access_key'::regclass`,
    );
    assert.deepEqual({ ...table }, { enabled: true, forced: true });
  });
});
