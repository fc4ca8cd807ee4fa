/** What is to be changed of a charter when an access review revokes something. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settingsSchema } from '../../src/config/schema.ts';
import { changeFor, type ReviewItem } from '../../src/policy/reviews.ts';

const OWNED = { owner: 'ops', reason: 'So it is.', review: '2030-01-01' };
const CHARTER = settingsSchema.parse({
  version: 1,
  tenants: { acme: { name: 'Acme' } },
  providers: { sim: { kind: 'sim' } },
  models: { 'sim/echo': { provider: 'sim' } },
  charter: {
    access: [{ id: 'models', ...OWNED, who: { roles: ['helper'] } }],
    tools: [
      { id: 'own', ...OWNED, who: { ids: ['ivy'] }, tools: ['mail/*'] },
      { id: 'all', ...OWNED, who: { roles: ['helper'] }, tools: ['door/*'] },
    ],
  },
}).charter;

function change(item: ReviewItem) {
  const name = 'revoked-ivy-abc123-20261121-3';
  return changeFor(CHARTER, {
    tenant: 'acme',
    reviewer: 'ops',
    item,
    name,
    reason: 'Revoked.',
    review: '2027-02-19',
  });
}

const rule = (id: string, part: 'access' | 'tools', ...names: string[]): ReviewItem => ({
  ...{ kind: 'rule', who: { kind: 'agent', id: 'ivy' }, rule: { id, reason: 'x' }, part },
  holds: names.map((name) => ({ name })),
});

describe('what a review revokes', () => {
  it('is taken out where the rule is about nobody else', () => {
    assert.deepEqual(change(rule('own', 'tools', 'mail/send')), { remove: { part: 'tools', id: 'own' } });
  });

  it('is denied by name where the rule is about others too, by an entry that the configuration accepts', () => {
    for (const [item, part] of [
      [rule('all', 'tools', 'door/open', 'door/close'), 'tools'],
      [rule('models', 'access', 'sim/echo'), 'access'],
    ] as const) {
      const found = change(item);
      const [added] = found?.add?.[part] ?? [];
      assert.equal(found?.remove, undefined);
      assert.deepEqual(
        [added?.effect, added?.who],
        ['deny', { tenants: ['acme'], kinds: ['agent'], ids: ['ivy'] }],
      );
      const settings = {
        ...{ version: 1, tenants: { acme: { name: 'Acme' } }, providers: { sim: { kind: 'sim' } } },
        ...{
          models: { 'sim/echo': { provider: 'sim' } },
          charter: { ...CHARTER, [part]: [...CHARTER[part], added] },
        },
      };
      const parsed = settingsSchema.safeParse(settings);
      assert.ok(parsed.success, String(parsed.error));
    }
  });

  it('is a rule of raw Cedar: it is denied by name as well', () => {
    assert.equal(change(rule('written-in-cedar', 'tools', 'mail/send'))?.add?.tools?.[0]?.effect, 'deny');
  });

  it('stands in the charter only where it is a rule or an endorsement', () => {
    const who = { kind: 'agent' as const, id: 'ivy' };
    assert.equal(change({ kind: 'grant', who, server: 'mail' }), undefined);
    const endorsement = { id: 'trusting', reason: 'x', expires: '2030-01-01' };
    assert.deepEqual(change({ kind: 'endorsement', endorsement, lifts: ['origin'], tools: ['*'] }), {
      remove: { part: 'endorsements', id: 'trusting' },
    });
  });
});
