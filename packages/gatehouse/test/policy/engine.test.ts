/** The engine: obligations and their lifting, the traps of the evaluator, the memo, and size. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { ModelContext, Question } from '../../src/policy/decision.ts';
import { createPolicyEngine } from '../../src/policy/engine.ts';
import { charters, compile, engineOf, OWNED, question, questions } from './charters.ts';

const everyone = { ...OWNED, id: 'everyone', opaque: ['image'] };
const maskEmail = { ...OWNED, id: 'mask-email', classes: ['email'], do: 'mask' };

/** Reads facts in every way that the footprint must notice. */
const CEDAR = `
@id("tagged") @owner("o") @reason("North is closed.")
forbid(principal, action, resource) when { principal.hasTag("site") && principal.getTag("site") == "north" };
@id("namesake") @owner("o") @reason("Not this bob.")
forbid(principal == Person::"acme/bob", action == Action::"model.call", resource);
@id("busy") @owner("o") @reason("Red streams.")
forbid(principal, action, resource) when { principal.teams == ["red"] && context has purpose && context.purpose like "re*" };
@id("whole") @owner("o") @reason("Answers are masked.") @obligation("mask") @classes("iban")
permit(principal, action == Action::"model.answer", resource);
`;

describe('decisions', () => {
  it('are denied where no rule allows', () => {
    const decision = engineOf({}).decide(question());
    assert.equal(decision.verdict, 'deny');
    assert.match(decision.reason, /No rule allows alice \(developer\) to call model sim\/echo/);
  });

  it('are conditional until the obligation is met, and allowed once its data is gone', () => {
    const engine = engineOf({ access: [everyone], data: [maskEmail] });
    const first = engine.decide(question({ context: { classes: ['email'] } }));
    assert.equal(first.verdict, 'conditional');
    assert.deepEqual(first.obligations, [{ kind: 'mask', classes: ['email'], policy: 'mask-email' }]);
    assert.deepEqual(
      first.policies.map(({ id }) => id),
      ['mask-email', 'everyone'],
    );
    assert.equal(engine.decide(question()).verdict, 'allow');
  });

  it('are denied when a conditional crossing would not be permitted anyway', () => {
    const decision = engineOf({ data: [maskEmail] }).decide(question({ context: { classes: ['email'] } }));
    assert.equal(decision.verdict, 'deny');
    assert.deepEqual(decision.obligations, []);
  });

  it('keep the most severe demand per class, and the others for the rest', () => {
    const both = { ...OWNED, id: 'block-both', classes: ['email', 'iban'], do: 'block' };
    const hold = { ...OWNED, id: 'hold-email', classes: ['email'], do: 'hold' };
    const engine = engineOf({ access: [everyone], data: [maskEmail, both, hold] });
    const decision = engine.decide(question({ context: { classes: ['email', 'iban'] } }));
    assert.deepEqual(decision.obligations, [
      { kind: 'hold', classes: ['email'], policy: 'hold-email' },
      { kind: 'block', classes: ['iban'], policy: 'block-both' },
    ]);
  });

  it('ask for a route until its model is reached', () => {
    const route = {
      ...OWNED,
      id: 'home',
      classes: ['iban'],
      directions: ['request'],
      do: 'route',
      route_to: 'sim/echo',
    };
    const engine = engineOf({ access: [everyone], data: [route] });
    const context = { classes: ['iban'] };
    const [obligation] = engine.decide(question({ model: 'gpt-5', context })).obligations;
    assert.equal(obligation?.target, 'sim/echo');
    assert.equal(engine.decide(question({ model: 'sim/echo', context })).verdict, 'allow');
  });

  it('let unread content pass only where its kind is listed, both ways', () => {
    const engine = engineOf({ access: [everyone] });
    for (const action of ['model.call', 'model.answer'] as const) {
      const verdict = (opaque: string[]) => engine.decide(question({ action, context: { opaque } })).verdict;
      assert.equal(verdict(['image']), 'allow');
      assert.equal(verdict(['audio']), 'deny');
      assert.equal(verdict(['audio', 'image']), 'deny');
    }
  });

  it('name the rule that forbids, and its reason', () => {
    const stop = {
      ...OWNED,
      id: 'stop',
      effect: 'deny',
      reason: 'The contract has ended',
      providers: ['vendor'],
    };
    const decision = engineOf({ access: [everyone, stop] }).decide(question({ model: 'gpt-5' }));
    assert.equal(decision.reason, 'Rule stop forbids this: The contract has ended.');
    assert.deepEqual(decision.policies, [
      { id: 'stop', effect: 'forbid', reason: 'The contract has ended', owner: OWNED.owner },
    ]);
  });

  it('tell what the nearest rule needs, and nothing of the rules of others', () => {
    const near = {
      ...OWNED,
      id: 'near',
      who: { roles: ['developer'] },
      purposes: ['research'],
      regions: ['here'],
    };
    const secret = { ...OWNED, id: 'secret', who: { roles: ['analyst'] } };
    const { reason } = engineOf({ access: [near, secret] }).decide(question());
    assert.match(reason, /Rule near comes nearest; it needs purpose research\.$/);
    assert.doesNotMatch(reason, /secret/);
  });

  it('name a person of one tenant without meaning a namesake in another', () => {
    const engine = engineOf({ access: [everyone] }, CEDAR);
    const verdict = (tenant: string) => engine.decide(question({ who: { id: 'bob', tenant } })).verdict;
    assert.deepEqual([verdict('acme'), verdict('other')], ['deny', 'allow']);
  });
});

describe('whatever goes wrong is a denial', () => {
  it('an erring forbid, which the evaluator would skip, denies', () => {
    const cedar = `@id("overflow") @owner("o") @reason("r")
      forbid(principal, action in Action::"model", resource) when { 9223372036854775807 + 1 > 0 && context.stream };`;
    const decision = engineOf({ access: [everyone] }, cedar).decide(question());
    assert.equal(decision.verdict, 'deny');
    assert.equal(decision.error, true);
    assert.match(decision.reason, /overflow could not be evaluated/);
  });

  it('an erring permit denies, even beside one that holds', () => {
    const cedar = `@id("overflow") @owner("o") @reason("r")
      permit(principal, action, resource) when { 9223372036854775807 + 1 > 0 };`;
    assert.equal(engineOf({ access: [everyone] }, cedar).decide(question()).error, true);
  });

  const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`);
  const traps: Record<string, Partial<Record<keyof ModelContext, unknown>>> = {
    'an entity posing as a value': { classes: [{ __entity: { type: 'Person', id: 'admin' } }] },
    'an extension posing as a value': { opaque: [{ __extn: { fn: 'ip', arg: '::1' } }] },
    'a number': { purpose: 1.5 },
    null: { classes: null },
    'nothing at all': { environment: undefined },
    'deep nesting': { classes: deep },
    'a lone surrogate': { tool: '\ud800' },
    'a flag that is text': { stream: 'no' },
    'an enormous name': { purpose: 'x'.repeat(5_000) },
  };
  for (const [name, context] of Object.entries(traps)) {
    it(`${name} in the context denies, and the next question is answered`, () => {
      const engine = engineOf({ access: [everyone], data: [maskEmail] }, CEDAR);
      const decision = engine.decide(question({ context: context as Partial<ModelContext> }));
      assert.deepEqual([decision.verdict, decision.error], ['deny', true]);
      assert.equal(engine.decide(question()).verdict, 'allow');
    });
  }

  it('a principal, action or resource of the wrong shape denies', () => {
    const engine = engineOf({ access: [everyone] });
    const good = question();
    const bad: unknown[] = [
      { ...good, principal: { ...good.principal, kind: 'god' } },
      { ...good, principal: { ...good.principal, roles: 'developer' } },
      { ...good, principal: { ...good.principal, attributes: { a: { __entity: 1 } } } },
      { ...good, action: 'model.delete' },
      { ...good, action: '__proto__' },
      { ...good, resource: { ...good.resource, region: null } },
      {},
      null,
    ];
    for (const asked of bad) {
      const decision = engine.decide(asked as Question);
      assert.deepEqual([decision.verdict, decision.error], ['deny', true]);
    }
  });

  it('a policy with hidden characters never becomes active', () => {
    const made = createPolicyEngine(
      compile({ access: [{ ...OWNED, id: 'a', who: { ids: ['al\u202eice'] } }] }),
    );
    assert(!made.ok && made.fault.code === 'config.invalid');
  });
});

describe('the memo', () => {
  it('answers like a fresh engine, whoever asked before', () => {
    const property = fc.property(
      charters({ access: 4, data: 3 }),
      fc.array(questions, { minLength: 6, maxLength: 6 }),
      (rules, asked) => {
        const old = engineOf(rules, CEDAR);
        for (const one of asked) old.decide(one);
        for (const one of asked) assert.deepEqual(old.decide(one), engineOf(rules, CEDAR).decide(one));
        assert(old.memo().hits >= asked.length);
      },
    );
    fc.assert(property, { numRuns: 8 });
  });

  it('is shared by those who do not differ in what the policies read, and by nobody else', () => {
    const engine = engineOf({
      access: [{ ...OWNED, id: 'a', who: { roles: ['developer'], ids: ['alice', 'bob'] } }],
    });
    const misses = (who: Parameters<typeof question>[0]) => {
      const before = engine.memo().misses;
      engine.decide(question(who));
      return engine.memo().misses - before;
    };
    assert.equal(misses({ who: { id: 'eve' } }), 1);
    assert.equal(misses({ who: { id: 'mallory', teams: ['red'] } }), 0);
    assert.equal(misses({ who: { id: 'alice' } }), 1);
    assert.equal(misses({ who: { id: 'eve', tenant: 'other' } }), 1);
    assert.equal(misses({ who: { id: 'eve', kind: 'agent' } }), 1);
    assert.equal(misses({ who: { id: 'eve' }, model: 'gpt-5' }), 1);
  });

  it('names the one who asks, not the one who asked first', () => {
    const engine = engineOf({});
    assert.match(engine.decide(question({ who: { id: 'eve' } })).reason, /allows eve/);
    assert.match(engine.decide(question({ who: { id: 'mallory' } })).reason, /allows mallory/);
  });

  it('hands out decisions that nobody can change for others', () => {
    const engine = engineOf({ access: [everyone], data: [maskEmail] });
    const asked = question({ context: { classes: ['email'] } });
    const decision = engine.decide(asked);
    assert.throws(() => Object.assign(decision, { verdict: 'allow' }), TypeError);
    assert.throws(() => (decision.obligations as unknown[]).pop(), TypeError);
    assert.throws(() => (decision.policies as unknown[]).pop(), TypeError);
    const [obligation] = decision.obligations;
    assert(obligation !== undefined);
    assert.throws(() => (obligation.classes as string[]).pop(), TypeError);
  });
});

describe('size', () => {
  it('2,000 policies decide correctly', () => {
    const access = Array.from({ length: 2_000 }, (_, index) => ({
      ...OWNED,
      id: `r${index}`,
      effect: index % 4 === 3 ? 'deny' : 'allow',
      who:
        index % 2 === 0
          ? { roles: [`role-${index % 100}`] }
          : { teams: [`team-${index % 100}`], tenants: ['acme'] },
      purposes: [`p${index}`],
    }));
    const engine = engineOf({ access });
    const ask = (index: number, tenant: string) => {
      const who = { roles: [`role-${index % 100}`], teams: [`team-${index % 100}`], tenant };
      return engine.decide(question({ who, context: { purpose: `p${index}` } }));
    };
    for (const index of [0, 1, 2, 998, 1_001, 1_997, 1_998]) {
      const own = index % 2 === 0 || index % 4 === 1;
      assert.equal(ask(index, 'acme').verdict, own ? 'allow' : 'deny');
      assert.equal(ask(index, 'other').verdict, index % 2 === 0 ? 'allow' : 'deny');
    }
    assert.match(ask(1_999, 'acme').reason, /Rule r1999 forbids this/);
  });
});
