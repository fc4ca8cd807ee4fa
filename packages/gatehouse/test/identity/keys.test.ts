/** The life of a Gatehouse key on a real database: made, used, renewed, expired, taken back. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newKeyText } from '../../src/identity/key-format.ts';
import type { KeyGrant } from '../../src/identity/keys.ts';
import { chance } from '../support/database.ts';
import { codeOf, GRANT, keyRoom } from '../support/keys.ts';

const DAY_MS = 86_400_000;

describe('keys', () => {
  let room: Awaited<ReturnType<typeof keyRoom>>;
  let verify: (text: string) => Promise<string>;
  before(async () => {
    room = await keyRoom();
    const verifier = await room.verifier();
    verify = (text) => codeOf(verifier.verify(text));
  });
  after(() => room.close());

  it('prove the whole principal that they were made for', async () => {
    const { text, record } = await room.issue();
    const verified = await (await room.verifier()).verify(text);
    assert.ok(verified.ok);
    assert.deepEqual(
      { ...verified.value },
      {
        kind: 'workload',
        tenant: 'acme',
        id: 'billing',
        roles: ['developer'],
        teams: ['finance'],
        purposes: ['support', 'research'],
        attributes: { region: 'eu' },
        chain: [],
        credential: {
          kind: 'key',
          id: `ghk_${record.id}`,
          expiresAtMs: room.clock.nowMs() + 90 * DAY_MS,
          models: ['*'],
        },
      },
    );
  });

  it('are answered without a promise once they are known', async () => {
    const verifier = await room.verifier();
    const { text } = await room.issue();
    assert.ok(verifier.verify(text) instanceof Promise);
    await verifier.verify(text);
    assert.ok('ok' in verifier.verify(text));
  });

  it('are kept without their secret', async () => {
    const { text } = await room.issue();
    const rows = await room.superuser('select k::text as row from gatehouse.access_key k');
    assert.ok(rows.length > 0);
    assert.ok(!JSON.stringify(rows).includes(text.slice(21)));
  });

  it('are refused with the same code and words whether id or secret is wrong', async () => {
    const verifier = await room.verifier();
    const { record } = await room.issue();
    const wrongSecret = await verifier.verify(newKeyText(chance, record.id));
    const unknownId = await verifier.verify(newKeyText(chance));
    const mistyped = await verifier.verify(`${newKeyText(chance).slice(0, -1)}u`);
    assert.ok(!wrongSecret.ok);
    assert.equal(wrongSecret.fault.code, 'identity.invalid');
    assert.deepEqual(unknownId, wrongSecret);
    assert.deepEqual(mistyped, wrongSecret);
  });

  it('refuse a wrong secret while the right one is in the cache', async () => {
    const { text, record } = await room.issue();
    assert.equal(await verify(text), 'ok');
    assert.equal(await verify(newKeyText(chance, record.id)), 'identity.invalid');
    assert.equal(await verify(text), 'ok');
  });

  it('end at their expiry, in the cache too', async () => {
    const issued = await room.office.create(GRANT, { createdBy: 'admin', lifetimeSeconds: 60 });
    assert.ok(issued.ok);
    const verifier = await room.verifier();
    room.clock.advance(59_000);
    assert.equal(await codeOf(verifier.verify(issued.value.text)), 'ok');
    room.clock.advance(1_000);
    assert.equal(await codeOf(verifier.verify(issued.value.text)), 'identity.expired');
  });

  it('are replaced at once when rotated without an overlap', async () => {
    const { text, record } = await room.issue();
    assert.equal(await verify(text), 'ok');
    const rotated = await room.office.rotate(record);
    assert.ok(rotated.ok);
    const second = await room.verifier();
    assert.equal(await codeOf(second.verify(text)), 'identity.invalid');
    assert.equal(await codeOf(second.verify(rotated.value.text)), 'ok');
    assert.equal(rotated.value.record.id, record.id);
  });

  it('stay valid for the overlap, and only the last one before does', async () => {
    const { text: first, record } = await room.issue();
    const second = await room.office.rotate(record, { overlapSeconds: 30 });
    assert.ok(second.ok);
    const verifier = await room.verifier();
    assert.equal(await codeOf(verifier.verify(first)), 'ok');
    assert.equal(await codeOf(verifier.verify(second.value.text)), 'ok');
    room.clock.advance(30_000);
    assert.equal(await codeOf(verifier.verify(first)), 'identity.invalid');
    assert.equal(await codeOf(verifier.verify(second.value.text)), 'ok');

    const third = await room.office.rotate(record, { overlapSeconds: 30 });
    const fourth = await room.office.rotate(record, { overlapSeconds: 30 });
    assert.ok(third.ok && fourth.ok);
    const other = await room.verifier();
    assert.equal(await codeOf(other.verify(second.value.text)), 'identity.invalid');
    assert.equal(await codeOf(other.verify(third.value.text)), 'ok');
    assert.equal(await codeOf(other.verify(fourth.value.text)), 'ok');
  });

  it('stay revoked: revoked again, rotated, or by raw SQL', async () => {
    const { text, record } = await room.issue();
    const revoked = await room.office.revoke(record);
    assert.ok(revoked.ok && revoked.value.revokedAtMs !== undefined);
    assert.deepEqual(await room.office.revoke(record), revoked);
    assert.equal(
      await codeOf(room.office.rotate(record).then((r) => (r.ok ? never() : r))),
      'control.not_found',
    );
    const revive = 'update gatehouse.access_key set revoked_at = null where id = $1';
    await assert.rejects(
      room.database.asTenant('acme', (query) => query(revive, [record.id])),
      /stays revoked/,
    );
    assert.equal(await codeOf((await room.verifier()).verify(text)), 'identity.revoked');
  });

  it('are listed to their tenant without anything that opens them', async () => {
    const { record } = await room.issue({ tenant: 'lister' });
    assert.deepEqual(await room.office.list('lister'), { ok: true, value: [record] });
  });

  const refused: readonly [string, Partial<KeyGrant>, number][] = [
    ['without a principal', { principal: '' }, 60],
    ['with a control character in a role', { roles: ['a\u0000'] }, 60],
    ['with no tenant', { tenant: '' }, 60],
    ['with no models', { models: [] }, 60],
    ['with a star among models', { models: ['*', 'gpt'] }, 60],
    ['without a name', { name: '' }, 60],
    ['with an empty attribute', { attributes: { region: '' } }, 60],
    ['without a lifetime', {}, 0],
    ['for more than a year', {}, 365 * 86_400 + 1],
    ['for a fraction of a second', {}, 0.5],
    ['for ever', {}, Number.POSITIVE_INFINITY],
  ];
  for (const [title, changes, lifetimeSeconds] of refused) {
    it(`are not made ${title}`, async () => {
      const made = await room.office.create(
        { ...GRANT, ...changes },
        { createdBy: 'admin', lifetimeSeconds },
      );
      assert.equal(made.ok ? 'ok' : made.fault.code, 'control.invalid');
    });
  }

  for (const hostile of [
    "' or '1'='1",
    "ghk_' union select * from gatehouse.access_key --",
    'ghk_0000000000000000_$1; drop table gatehouse.access_key; --',
    `ghk_${'0'.repeat(16)}_${'0'.repeat(58)}'`,
    'ghk_\u0000',
    `ghk_${'x'.repeat(100_000)}`,
  ]) {
    it(`treat ${JSON.stringify(hostile.slice(0, 40))} as text that opens nothing`, async () => {
      assert.equal(await verify(hostile), 'identity.invalid');
      const found = await room.store.find(hostile.replaceAll('\u0000', ''), Buffer.from(hostile));
      assert.deepEqual(found, { ok: true, value: undefined });
    });
  }
});

function never(): never {
  throw new Error('this must not have succeeded');
}
