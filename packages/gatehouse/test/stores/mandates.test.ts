/** Mandates on real PostgreSQL: durable steps that two processes share, sealed, nobody else's, ended with their line. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { Step } from '../../src/mandate/flow.ts';
import type { Mandate, MandateName, Mandates } from '../../src/mandate/mandates.ts';
import { openDatabase } from '../../src/stores/postgres/connect.ts';
import { roomKeys } from '../../src/stores/postgres/flows.ts';
import { createTaintedValues } from '../../src/stores/postgres/tainted-values.ts';
import { chance } from '../support/database.ts';
import { ALICE, HOUR_MS, keyHolder, type MandateRoom, mandateRoom } from '../support/mandates.ts';

let room: MandateRoom;
before(async () => {
  room = await mandateRoom();
});
after(() => room?.close());

const seen = (text: string): Step => ({ kind: 'seen', text });
const nameOf = ({ id, principal: { tenant } }: Mandate) => ({ tenant, id });

async function flowOf(mandate: Mandate, mandates = room.mandates) {
  const read = await mandates.flow(nameOf(mandate));
  assert.ok(read.ok);
  return read.value;
}

async function found(mandate: Mandate) {
  const result = await room.mandates.find(nameOf(mandate));
  assert.ok(result.ok);
  return result.value;
}

/** Appends by this process, or by another. */
async function append(mandate: Mandate, version: number, steps: readonly Step[]) {
  return appendBy(room.mandates, nameOf(mandate), { version, steps });
}

async function appendBy(
  mandates: Mandates,
  name: MandateName,
  { version, steps }: { version: number; steps: readonly Step[] },
) {
  const appended = await mandates.append(name, version, steps);
  return appended.ok ? appended.value.kind : appended.fault.code;
}

test('a mandate begins with the words that it was opened with', async () => {
  const mandate = await room.open({}, ['Pay the invoice.', 'Then tell Bob.']);
  const { flow, version } = await flowOf(mandate);
  assert.deepEqual(flow.steps, [
    { kind: 'words', text: 'Pay the invoice.' },
    { kind: 'words', text: 'Then tell Bob.' },
  ]);
  assert.deepEqual([flow.tools, version], [['bank/*', 'mail/send'], 2]);
  assert.deepEqual((await room.mandates.find(nameOf(mandate))).ok, true);
  assert.deepEqual(mandate.principal, ALICE);
});

test('two processes see each other: what was decided on an older version is not recorded', async () => {
  const opened = await openDatabase({ url: room.url, secret: room.secret, chance });
  assert.ok(opened.ok);
  const other = room.another(opened.value);
  const mandate = await room.open();
  const { version } = await flowOf(mandate, other);
  assert.equal(await append(mandate, version, [seen('one'), seen('two')]), 'appended');
  const third = [seen('three')];
  assert.equal(await appendBy(other, nameOf(mandate), { version, steps: third }), 'conflict');
  const now = await flowOf(mandate, other);
  assert.deepEqual(now.flow.steps.slice(1), [seen('one'), seen('two')]);
  assert.equal(await appendBy(other, nameOf(mandate), { version: now.version, steps: third }), 'appended');
  assert.deepEqual((await flowOf(mandate)).flow.steps.at(-1), seen('three'));
  await opened.value.close();
});

test('of many who append to one version exactly one succeeds, wholly, in whatever order and size', async () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(sizes, async (lengths) => {
      const mandate = await room.open({}, []);
      const ends = await Promise.all(
        lengths.map((length, who) =>
          append(
            mandate,
            0,
            Array.from({ length }, (_, at) => seen(`${who} ${at}`)),
          ),
        ),
      );
      const winner = ends.indexOf('appended');
      assert.deepEqual(ends.toSorted(), ['appended', ...lengths.slice(1).map(() => 'conflict')]);
      const { flow } = await flowOf(mandate);
      assert.deepEqual(
        flow.steps,
        Array.from({ length: lengths[winner] ?? 0 }, (_, at) => seen(`${winner} ${at}`)),
      );
    }),
    { numRuns: 15 },
  );
});

test('a flow of ten thousand steps is read from the database once, and what is handed out never changes', async () => {
  const mandate = await room.open({}, []);
  const many = Array.from({ length: 10_000 }, (_, at) => seen(`passage ${at}`));
  assert.equal(await append(mandate, 0, many), 'appended');
  const first = await flowOf(mandate);
  assert.equal(await append(mandate, 10_000, [seen('one more')]), 'appended');
  // Whatever is read again would no longer open.
  await room.superuser(
    `update gatehouse.mandate_step set sealed = '\\x${'00'.repeat(40)}' where mandate = $1 and number < 10000`,
    [mandate.id],
  );
  const second = await flowOf(mandate);
  assert.deepEqual([first.flow.steps.length, second.flow.steps.length], [10_000, 10_001]);
  assert.equal(first.flow.steps[42], second.flow.steps[42]);
});

test('a step lies sealed, and opens at its own place alone', async () => {
  const mandate = await room.open({}, ['the secret recipe', 'another']);
  const rows = await room.superuser<{ sealed: Buffer }>(
    'select sealed from gatehouse.mandate_step where mandate = $1 order by number',
    [mandate.id],
  );
  assert.ok(rows.every(({ sealed }) => !sealed.includes('recipe')));
  await room.superuser('update gatehouse.mandate_step set sealed = $2 where mandate = $1 and number = 1', [
    mandate.id,
    rows[0]?.sealed,
  ]);
  const read = await room.another().flow(nameOf(mandate));
  assert.equal(!read.ok && read.fault.code, 'mandate.unavailable');
});

test('a flow from which a step was taken away is refused, not read with a hole', async () => {
  const mandate = await room.open({}, ['one', 'two', 'three']);
  await room.superuser('delete from gatehouse.mandate_step where mandate = $1 and number = 1', [mandate.id]);
  const read = await room.mandates.flow(nameOf(mandate));
  assert.equal(!read.ok && read.fault.code, 'mandate.unavailable');
});

test('another tenant finds nothing, reads nothing and adds nothing', async () => {
  const { id } = await room.open();
  const foreign = { tenant: 'globex', id };
  const [found, flow, appended] = [
    await room.mandates.find(foreign),
    await room.mandates.flow(foreign),
    await room.mandates.append(foreign, 1, [seen('x')]),
  ];
  assert.deepEqual(found, { ok: true, value: undefined });
  assert.equal(!flow.ok && flow.fault.code, 'mandate.unknown');
  assert.equal(!appended.ok && appended.fault.code, 'mandate.unknown');
  assert.deepEqual(await room.mandates.revoke(foreign), { ok: true, value: undefined });
  const listed = await room.mandates.list('globex');
  assert.deepEqual(listed, { ok: true, value: [] });
});

test('what was narrowed shares the flow, and ends with what it was narrowed from', async () => {
  const parent = await room.open();
  const child = await room.open({ parent: parent.id, tools: ['bank/read'] }, []);
  const grandchild = await room.open(
    { parent: child.id, tools: [], expiresAtMs: room.clock.nowMs() + 9e9 },
    [],
  );
  assert.deepEqual([grandchild.root, grandchild.parent], [parent.id, child.id]);
  assert.equal(grandchild.expiresAtMs, parent.expiresAtMs);
  assert.equal(await append(grandchild, 1, [seen('from below')]), 'appended');
  const { flow } = await flowOf(parent);
  assert.deepEqual(flow.steps.at(-1), seen('from below'));
  assert.deepEqual((await flowOf(child)).flow, { ...flow, tools: ['bank/read'] });

  await room.mandates.revoke(nameOf(child));
  const ended = async (mandate: Mandate) => {
    const found = await room.mandates.find(nameOf(mandate));
    return found.ok && found.value?.endedAtMs !== undefined;
  };
  assert.deepEqual([await ended(parent), await ended(child), await ended(grandchild)], [false, true, true]);
  const late = await room.mandates.open({ ...child, parent: child.id }, []);
  assert.equal(!late.ok && late.fault.code, 'mandate.ended');
});

test('nothing that is narrowed while its mandate is ended outlives it', async () => {
  for (let round = 0; round < 12; round += 1) {
    const top = await room.open({}, []);
    const { principal, tools, models, budget, keys, policyDigest, expiresAtMs } = top;
    const fixed = { principal, tools, models, budget, keys, policyDigest, expiresAtMs };
    const grant = { ...fixed, parent: top.id, purpose: undefined, jkt: undefined };
    const opening = Array.from({ length: 8 }, () => room.mandates.open(grant, []));
    const ended = room.mandates.revoke(nameOf(top));
    const opened = await Promise.all([...opening, ...[1, 2, 3].map(() => room.mandates.open(grant, []))]);
    assert.ok((await ended).ok);
    for (const child of opened) {
      if (!child.ok) assert.equal(child.fault.code, 'mandate.ended');
      else assert.notEqual((await found(child.value))?.endedAtMs, undefined);
    }
  }
});

test('renewing narrows for good, and what has ended or expired is not renewed', async () => {
  const mandate = await room.open({ expiresAtMs: room.clock.nowMs() + 1_000 });
  const scope = { tools: ['bank/read'], models: ['small'], policyDigest: 'p2' };
  const renewed = await room.mandates.renew(nameOf(mandate), scope);
  assert.deepEqual(renewed.ok && renewed.value && [renewed.value.tools, renewed.value.policyDigest], [
    ['bank/read'],
    'p2',
  ]);
  room.clock.advance(1_000);
  assert.deepEqual(await room.mandates.renew(nameOf(mandate), scope), { ok: true, value: undefined });
});

test('a credential has one wordless mandate everywhere, another credential another, and each day a new one', async () => {
  const asked = await Promise.all(
    Array.from({ length: 6 }, (_, at) =>
      (at % 2 ? room.mandates : room.another()).wordlessOf(keyHolder('bot')),
    ),
  );
  const ids = new Set(asked.map((one) => one.ok && one.value.id));
  assert.equal(ids.size, 1);
  const other = await room.mandates.wordlessOf(keyHolder('bot', 'ghk_fedcba9876543210'));
  assert.ok(other.ok && !ids.has(other.value.id));
  assert.deepEqual([other.value.wordless, other.value.tools], [true, []]);
  room.clock.advance(24 * HOUR_MS);
  const next = await room.mandates.wordlessOf(keyHolder('bot'));
  assert.ok(next.ok && !ids.has(next.value.id));
});

test('revoking a key ends the mandates that were opened with it, and no others', async () => {
  const own = await room.open({ keys: ['ghk_aaaaaaaaaaaaaaaa'] });
  const others = await room.open({ keys: ['ghk_bbbbbbbbbbbbbbbb'] });
  await room.superuser(`insert into gatehouse.access_key (id, tenant, name, kind, principal, roles, teams, purposes,
    attributes, models, secret_hash, created_by, created_at, expires_at) values ('aaaaaaaaaaaaaaaa', 'acme', 'k', 'agent',
    'bot', '{}', '{}', '{}', '{}', '{*}', decode(repeat('00', 32), 'hex'), 'me', now(), now() + interval '1 day')`);
  await room.database.asTenant('acme', (query) =>
    query("update gatehouse.access_key set revoked_at = now() where id = 'aaaaaaaaaaaaaaaa'"),
  );
  const ends = await Promise.all([own, others].map((mandate) => room.mandates.find(nameOf(mandate))));
  assert.deepEqual(
    ends.map((found) => found.ok && found.value?.endedAtMs !== undefined),
    [true, false],
  );
});

test('the database itself refuses to revive a mandate, to shorten a flow, and to change whose it is', async () => {
  const mandate = await room.open();
  await room.mandates.revoke(nameOf(mandate));
  const refused = (change: string) =>
    assert.rejects(
      room.database.asTenant('acme', (query) =>
        query(`update gatehouse.mandate ${change} where id = $1`, [mandate.id]),
      ),
    );
  await refused('set ended_at = null');
  await refused('set steps = 0');
  await refused("set principal = '{}'");
  await refused("set expires_at = now() + interval '9 years'");
  await assert.rejects(
    room.database.asTenant('acme', (query) =>
      query('delete from gatehouse.mandate_step where mandate = $1', [mandate.id]),
    ),
  );
});

test('what ended long ago is forgotten with its steps', async () => {
  const mandate = await room.open({ expiresAtMs: room.clock.nowMs() + 1_000 });
  await room.mandates.forget('acme', mandate.expiresAtMs);
  assert.ok((await room.mandates.flow(nameOf(mandate))).ok);
  await room.mandates.forget('acme', mandate.expiresAtMs + 1);
  const rows = await room.superuser('select from gatehouse.mandate_step where mandate = $1', [mandate.id]);
  assert.equal(rows.length, 0);
});

test('an untrusted value is known to every mandate of its tenant until it expires, and to no other tenant', async () => {
  const { database, keyOf, clock } = room;
  const values = createTaintedValues({ database, keyOf, clock, keepMs: () => 2 * HOUR_MS });
  const known = async (tenant: string) => {
    const found = await values.known(tenant, ['evil@example.org', 'unseen']);
    assert.ok(found.ok);
    return [...found.value];
  };
  const name = nameOf(await room.open());
  const remember = (written: readonly string[]) => {
    const keys = roomKeys(keyOf)('acme');
    assert.ok(keys.ok);
    return database.asTenant('acme', (query) =>
      values.remember(query, { ...name, keys: keys.value }, written),
    );
  };
  await remember(['evil@example.org', 'evil@example.org']);
  assert.deepEqual([await known('acme'), await known('globex')], [['evil@example.org'], []]);
  clock.advance(1.5 * HOUR_MS);
  await remember(['evil@example.org']);
  clock.advance(1.5 * HOUR_MS);
  assert.deepEqual(await known('acme'), ['evil@example.org']);
  clock.advance(HOUR_MS);
  assert.deepEqual(await known('acme'), []);
  await values.forget('acme');
  assert.equal((await room.superuser('select from gatehouse.tainted_value')).length, 0);
});
