/** What was used when, found in the evidence: of exactly whoever is meant, whatever ids look like, and by an index. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { canonical } from '../../src/kernel/canonical.ts';
import type { Actor } from '../../src/kernel/principal.ts';
import { createCrossingStore } from '../../src/stores/postgres/crossings.ts';
import { createEntryWriter } from '../../src/stores/postgres/evidence.ts';
import { createUsage } from '../../src/stores/postgres/usage.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

/** Ids that would end a text, a list or a record of JSON, if they were not escaped. */
const HOSTILE = [
  'al"ice',
  'x","kind":"person',
  'x"},"id":"y',
  '"principal":{"chain":[{"id":"ada","kind":"agent"}]',
  '"tool":{"name":"mail/send"',
  '"mandate":"md_00000000000000000000000000"',
  'back\\slash\\',
  'ünï © 𝒳',
];
const MANDATE = `md_${'1'.repeat(26)}`;

interface Use {
  readonly actor: Actor;
  readonly subject?: Actor;
  readonly tool?: string;
  readonly model?: string;
  readonly atMs: number;
  readonly tenant?: string;
}

describe('what is used', () => {
  let fresh: FreshDatabase;
  let count = 0;
  before(async () => {
    fresh = await freshDatabase();
  });
  after(() => fresh.close());

  async function used({ actor, subject = actor, tool, model, atMs, tenant = 'acme' }: Use): Promise<void> {
    const crossing = `cx_${String(++count).padStart(26, '0')}`;
    const body = canonical({
      ...{ version: 1, kind: 'intent', crossing, attempt: 1, at: new Date(atMs).toISOString() },
      principal: {
        ...{ ...subject, tenant, roles: ['helper'], teams: [] },
        chain: actor === subject ? [] : [actor, { kind: 'workload', id: 'between' }],
        credential: { kind: 'token', id: 'https://issuer.example' },
      },
      ...{ purpose: 'support', mandate: MANDATE },
      ...(tool === undefined ? {} : { tool: { name: tool, server: 'x', leaks: ['"name":"y"'] } }),
      ...(model === undefined ? {} : { model: { asked: '"name":"z"', called: 'c', name: model } }),
      policy: { context: { tool: '' }, reason: '"tool":{"name":"forged"' },
    });
    const entry = { tenant, crossing, attempt: 1, kind: 'intent' as const, atMs, body };
    const written = await createEntryWriter(fresh.database).record([{ entry }]);
    assert.deepEqual(written, { state: 'committed', differing: [] });
  }

  it('is told of exactly whoever used it, whatever ids look like', async () => {
    const usage = createUsage(fresh.database);
    for (const [place, id] of HOSTILE.entries()) {
      const actor = { kind: 'agent' as const, id };
      const subject = { kind: 'person' as const, id: `${id} the person` };
      await used({ actor, tool: 'mail/read', atMs: 1_000 + place });
      await used({ actor, subject, tool: 'mail/send', atMs: 2_000 + place });
      await used({ actor, model: 'sim/echo', atMs: 3_000 + place });
    }
    const names = ['mail/read', 'mail/send', 'sim/echo', 'forged', 'y', 'z'];
    for (const [place, id] of HOSTILE.entries()) {
      const own = await usage.lastUses('acme', { kind: 'agent', id }, names);
      const by = own.map(({ byMs }) => byMs);
      assert.deepEqual(by, [1_000 + place, 2_000 + place, 3_000 + place, ...Array(3).fill(undefined)], id);
      const person = await usage.lastUses('acme', { kind: 'person', id: `${id} the person` }, names);
      assert.deepEqual(
        person.map(({ byMs, forMs }) => byMs ?? forMs),
        [undefined, 2_000 + place, ...Array(4).fill(undefined)],
      );
      const proof = await usage.lastProof('acme', { kind: 'agent', id }, names);
      assert.deepEqual([proof?.atMs, proof?.principal.id, proof?.principal.chain], [3_000 + place, id, []]);
      assert.deepEqual(
        (await usage.lastUses('acme', { kind: 'person', id }, names)).filter(({ byMs }) => byMs),
        [],
      );
    }
    const actors = await usage.actors('acme', 100);
    assert.deepEqual(actors.map(({ id }) => id).sort(), [...HOSTILE].sort());
    assert.equal((await usage.actors('acme', 3)).length, 3);
  });

  it('is the newest use, within the tenant', async () => {
    const actor = { kind: 'workload' as const, id: 'batch' };
    for (const atMs of [5_000, 9_000, 7_000]) await used({ actor, tool: 'files/read', atMs });
    await used({ actor, tool: 'files/read', atMs: 99_000, tenant: 'globex' });
    const usage = createUsage(fresh.database);
    const [own] = await usage.lastUses('acme', actor, ['files/read']);
    assert.equal(own?.byMs, 9_000);
    assert.deepEqual(await usage.lastUses('initech', actor, ['files/read']), [
      { name: 'files/read', byMs: undefined, forMs: undefined },
    ]);
  });

  it('is found under its mandate by what the leaf hash covers, and by nothing that was written beside it', async () => {
    const found = await createCrossingStore(fresh.database).under('acme', [MANDATE], 10_000);
    assert.equal(found.length, HOSTILE.length * 3 + 3);
    assert.deepEqual(
      await createCrossingStore(fresh.database).under('globex', [`md_${'0'.repeat(26)}`], 9),
      [],
    );
    await assert.rejects(
      fresh.superuser(
        "insert into gatehouse.evidence (tenant, crossing, attempt, kind, at_ms, body, actor) values ('acme', 'cx_x', 1, 'intent', 1, '{}', 'agent me')",
      ),
      /non-DEFAULT value into column "actor"/,
    );
  });

  it('is found by an index, as the role that row-level security binds', async () => {
    const plan = await fresh.database.asTenant('acme', async (query) => {
      await query('set local enable_seqscan = off');
      return query<{ 'QUERY PLAN': string }>(
        "explain select max(at_ms) from gatehouse.evidence where tenant = 'acme' and kind = 'intent' and actor = 'agent x' and used = 'y'",
      );
    });
    const text = plan.map((row) => row['QUERY PLAN']).join('\n');
    assert.match(text, /evidence_actor/);
    assert.match(text, /Index Cond: .*actor.*used/);
  });
});
