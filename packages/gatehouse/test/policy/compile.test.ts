/** The compiler against the meaning of a charter, and names that try to become syntax. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Decision } from '../../src/policy/decision.ts';
import { charters, compile, engineOf, OWNED, question, questions, settingsOf } from './charters.ts';
import { meaningOf } from './oracle.ts';

function told({ verdict, obligations }: Decision) {
  const byClass = obligations.flatMap(({ kind, classes }) => classes.map((name) => [name, kind]));
  return { verdict, obligations: Object.fromEntries(byClass) };
}

function agreesWithMeaning(rules: Parameters<typeof engineOf>[0], asked: Parameters<typeof meaningOf>[1][]) {
  const engine = engineOf(rules);
  const settings = settingsOf(rules);
  for (const one of asked) {
    const decision = engine.decide(one);
    assert.equal(decision.error, false);
    assert.deepEqual(told(decision), meaningOf(settings, one));
  }
}

describe('the charter compiler', () => {
  it('decides what the charter means', () => {
    const property = fc.property(
      charters({ access: 5, data: 4 }),
      fc.array(questions, { minLength: 8, maxLength: 8 }),
      agreesWithMeaning,
    );
    fc.assert(property, { numRuns: 60 });
  });

  it('decides what the charter means when policies are looked up by their anchors', () => {
    const property = fc.property(
      charters({ access: 90, data: 60, minAccess: 60 }),
      fc.array(questions, { minLength: 30, maxLength: 30 }),
      agreesWithMeaning,
    );
    fc.assert(property, { numRuns: 4 });
  });

  it('reaches every verdict in its own tests, so that agreement means something', () => {
    const seen = { allow: 0, conditional: 0, deny: 0 };
    for (const [rules, asked] of fc.sample(fc.tuple(charters({ access: 5, data: 4 }), questions), {
      numRuns: 150,
      seed: 7,
    })) {
      seen[meaningOf(settingsOf(rules), asked).verdict] += 1;
    }
    assert(Math.min(seen.allow, seen.conditional, seen.deny) > 4, JSON.stringify(seen));
  });

  it('keeps every string of a rule a string', () => {
    const hostile = fc.oneof(
      fc.constantFrom(
        '"); permit(principal, action, resource);//',
        '\\',
        '\\"',
        '"',
        '\n@id("x")',
        '\u0000',
        '*',
        '\\*',
      ),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
    );
    const property = fc.property(hostile, hostile, (id, reason) => {
      const rules = {
        access: [{ ...OWNED, id: 'only', reason, who: { ids: [id] }, provider_tools: [`${id}*`] }],
      };
      if (!acceptable(rules)) return;
      const engine = engineOf(rules);
      assert.equal(
        engine.decide(question({ who: { id: 'alice' } })).verdict,
        id === 'alice' ? 'allow' : 'deny',
      );
      const own = question({ who: { id: 'alice' }, action: 'provider_tool.run', context: { tool: id } });
      assert.equal(engine.decide(own).verdict, id === 'alice' ? 'allow' : 'deny');
    });
    fc.assert(property, { numRuns: 25 });
  });

  it('gives the same digest for the same rules in another order, and another for any other rule', () => {
    const a = { ...OWNED, id: 'a', who: { roles: ['developer'] } };
    const b = { ...OWNED, id: 'b', who: { roles: ['analyst'] } };
    const digest = compile({ access: [a, b] }).digest;
    assert.match(digest, /^[0-9a-f]{64}$/);
    assert.equal(compile({ access: [b, a] }).digest, digest);
    for (const other of [
      { ...a, who: {} },
      { ...a, reason: 'Another.' },
      { ...a, effect: 'deny' },
    ]) {
      assert.notEqual(compile({ access: [other, b] }).digest, digest);
    }
  });

  it('matches a star as any run of characters and nothing else as special', () => {
    const engine = engineOf({ access: [{ ...OWNED, id: 'a', models: ['claude*odd', 'gpt-5'] }] });
    const verdict = (model: string) => engine.decide(question({ model })).verdict;
    assert.equal(verdict('claude*odd'), 'allow');
    assert.equal(verdict('gpt-5'), 'allow');
    assert.equal(verdict('gpt-5-mini'), 'deny');
    assert.equal(verdict('sim/echo'), 'deny');
  });
});

/** Hidden characters and the like are refused before they become active; that is tested with the engine. */
function acceptable(rules: Parameters<typeof engineOf>[0]): boolean {
  try {
    engineOf(rules);
    return true;
  } catch {
    return false;
  }
}
