/** Tests of what a start demands of a database, and what it makes of one. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { addressWith, databaseOf } from '../../src/stores/postgres/address.ts';
import { openDatabase } from '../../src/stores/postgres/connect.ts';
import { chance, type FreshDatabase, freshDatabase } from '../support/database.ts';

describe('a start on a database', () => {
  let fresh: FreshDatabase;
  let name: string;
  before(async () => {
    fresh = await freshDatabase();
    name = databaseOf(fresh.url) ?? '';
  });
  after(() => fresh.close());

  /** Starts once more, which must fail, and gives the sentence. */
  async function refusal(
    change: { readonly url?: string; readonly secret?: string; readonly waitMs?: number } = {},
  ) {
    const opened = await openDatabase({ url: fresh.url, secret: fresh.secret, chance, ...change });
    if (opened.ok) await opened.value.close();
    assert.ok(!opened.ok, 'it started');
    assert.equal(opened.fault.code, 'start.failed');
    return opened.fault.message;
  }

  for (const [what, make, undo] of [
    ['synchronous_commit', 'alter role ? set synchronous_commit = off', 'alter role ? reset all'],
    [
      'synchronous_commit',
      'alter role ? in database % set synchronous_commit = off',
      'alter role ? in database % reset all',
    ],
    ['synchronous_commit', 'alter database % set synchronous_commit = off', 'alter database % reset all'],
    ['superuser', 'alter role ? superuser', 'alter role ? nosuperuser'],
    ['row-level security', 'alter role ? bypassrls', 'alter role ? nobypassrls'],
    ['owner', 'grant %_owner to ?', 'revoke %_owner from ?'],
  ] as const) {
    for (const role of ['app', 'recorder', 'sealer']) {
      it(`is refused after "${make}" for the ${role}`, async () => {
        const sql = (text: string) => text.replaceAll('?', `${name}_${role}`).replaceAll('%', name);
        await fresh.superuser(sql(make));
        try {
          assert.match(await refusal(), new RegExp(what));
        } finally {
          await fresh.superuser(sql(undo));
        }
      });
    }
  }

  it('is refused when an applied migration was changed', async () => {
    await fresh.superuser(
      "update gatehouse.migration set checksum = 'x' || checksum where name like '0001%'",
    );
    assert.match(await refusal(), /0001_roles_and_tenants\.sql was changed/);
    await fresh.superuser(
      "update gatehouse.migration set checksum = substr(checksum, 2) where name like '0001%'",
    );
  });

  it('is refused when a newer version was here', async () => {
    await fresh.superuser("insert into gatehouse.migration (name, checksum) values ('9999_future.sql', '')");
    assert.match(await refusal(), /9999_future\.sql .* unknown/);
    await fresh.superuser("delete from gatehouse.migration where name = '9999_future.sql'");
  });

  it('is refused when nobody answers', async () => {
    const url = 'postgres:///gatehouse?host=/nonexistent&user=postgres&password=x';
    assert.match(await refusal({ url, waitMs: 300 }), /cannot be used/);
  });

  it('is refused for what is not an address, and its password is not repeated', async () => {
    for (const url of ['mysql://root:hunter2@localhost/x', 'postgres://root:hunter2@localhost', 'hunter2']) {
      assert.doesNotMatch(await refusal({ url, waitMs: 0 }), /hunter2/);
    }
  });

  it('is refused with another secret while a process that knows the first is at work', async () => {
    assert.match(await refusal({ secret: 'another' }), /another database secret/);
  });

  it('succeeds again and again', async () => {
    for (let round = 0; round < 2; round++) {
      const opened = await openDatabase({ url: fresh.url, secret: fresh.secret, chance });
      assert.ok(opened.ok);
      await opened.value.close();
    }
  });
});

describe('a first start', () => {
  it('takes a new secret for roles whose old one was lost', async () => {
    const fresh = await freshDatabase();
    await fresh.database.close();
    const opened = await openDatabase({ url: fresh.url, secret: 'a new one', chance });
    assert.ok(opened.ok, JSON.stringify(opened));
    await opened.value.close();
    await fresh.close();
  });

  it('needs no superuser: a role that may create roles and databases suffices, and several may start at once', async () => {
    const fresh = await freshDatabase();
    const user = `${databaseOf(fresh.url)}_admin`;
    const database = `${databaseOf(fresh.url)}_b`;
    const password = randomBytes(16).toString('hex');
    await fresh.superuser(`create role ${user} login createrole createdb password '${password}'`);
    const url = addressWith(fresh.url, { user, password, database }) ?? '';
    const opened = await Promise.all([1, 2, 3].map(() => openDatabase({ url, secret: 's', chance })));
    for (const one of opened) {
      assert.ok(one.ok, JSON.stringify(one));
      await one.value.close();
    }
    await fresh.superuser(`drop database ${database} with (force)`);
    for (const role of ['app', 'recorder', 'sealer', 'owner'])
      await fresh.superuser(`drop role ${database}_${role}`);
    await fresh.superuser(`drop role ${user}`);
    await fresh.close();
  });
});

describe('an address', () => {
  it('keeps its parameters when the role and the database change', () => {
    for (const [address, expected] of [
      [
        'postgres://u:p@db.example:6432/a?sslmode=verify-full',
        'postgres://db.example:6432/b?sslmode=verify-full&user=r&password=q',
      ],
      ['postgresql:///a?host=%2Frun&user=u&password=p', 'postgresql:///b?host=%2Frun&user=r&password=q'],
      ['postgres://u:p@/a?host=/run', 'postgres://localhost/b?host=%2Frun&user=r&password=q'],
    ] as const) {
      assert.equal(addressWith(address, { user: 'r', password: 'q', database: 'b' }), expected);
    }
  });
});
