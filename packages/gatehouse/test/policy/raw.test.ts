/** Raw Cedar beside a charter: what it must say of itself, and what is refused with its place. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileCharter } from '../../src/policy/compile.ts';
import { engineOf, OWNED, question, settingsOf } from './charters.ts';

const SAID = '@id("x") @owner("o") @reason("r")';
const everyone = { ...OWNED, id: 'everyone' };

function problemsOf(text: string) {
  const result = compileCharter(settingsOf({ access: [everyone] }), [{ file: 'extra.cedar', text }]);
  assert('problems' in result, 'it was accepted');
  return result.problems;
}

describe('raw Cedar', () => {
  it('decides together with the charter', () => {
    const cedar = `${SAID} forbid(principal, action == Action::"model.call", resource) when { context.stream };`;
    const engine = engineOf({ access: [everyone] }, cedar);
    assert.equal(engine.decide(question()).verdict, 'allow');
    assert.equal(engine.decide(question({ context: { stream: true } })).policies[0]?.id, 'x');
    assert.equal(
      engine.decide(question({ action: 'model.answer', context: { stream: true } })).verdict,
      'allow',
    );
  });

  it('may carry an obligation on a permit, open as long as its data is there', () => {
    const cedar = `${SAID} @obligation("mask") @classes("email, iban") permit(principal, action, resource);`;
    const engine = engineOf({}, cedar);
    const decision = engine.decide(question({ context: { classes: ['email'] } }));
    assert.deepEqual(decision.obligations, [{ kind: 'mask', classes: ['email'], policy: 'x' }]);
    assert.equal(engine.decide(question()).verdict, 'allow');
  });

  it('is forbidden by a conditional forbid that its remedy did not lift', () => {
    const cedar = `${SAID} @obligation("mask") @classes("email") forbid(principal, action, resource);`;
    const engine = engineOf({ access: [everyone] }, cedar);
    assert.equal(engine.decide(question({ context: { classes: ['email'] } })).verdict, 'conditional');
    assert.equal(engine.decide(question()).verdict, 'deny');
  });

  it('may hold a crossing as a whole', () => {
    const cedar = `${SAID} @obligation("hold") forbid(principal, action, resource);`;
    const [obligation] = engineOf({ access: [everyone] }, cedar).decide(question()).obligations;
    assert.deepEqual(obligation, { kind: 'hold', classes: [], policy: 'x' });
  });

  it('keeps whole numbers beyond 2^53 exact', () => {
    const cedar = `${SAID} forbid(principal, action in Action::"model", resource) when { 9007199254740993 == 9007199254740992 || context.stream };`;
    const engine = engineOf({ access: [everyone] }, cedar);
    assert.equal(engine.decide(question()).verdict, 'allow');
  });

  const refused: Record<string, [text: string, expected: RegExp]> = {
    'without an id': ['@owner("o") @reason("r") permit(principal, action, resource);', /needs an @id/],
    'without an owner': ['@id("x") @reason("r") permit(principal, action, resource);', /needs an @owner/],
    'without a reason': [
      '@id("x") @owner("o") @reason(" ") permit(principal, action, resource);',
      /needs a @reason/,
    ],
    'with the id of a rule': [
      `${SAID.replace('"x"', '"everyone"')} permit(principal, action, resource);`,
      /already used/,
    ],
    'with two of one id': [`${SAID} permit(principal, action, resource);\n`.repeat(2), /already used/],
    'with slots': [`${SAID} permit(principal == ?principal, action, resource);`, /template/],
    'with an unknown action': [
      `${SAID} permit(principal, action == Action::"model.cal", resource);`,
      /did you mean/,
    ],
    'with an unknown attribute': [
      `${SAID} permit(principal, action, resource) when { principal.role == "x" };`,
      /did you mean/,
    ],
    'that can never apply': [`${SAID} forbid(principal, action, resource) when { false };`, /impossible/],
    'that might err on a claim': [
      `${SAID} forbid(principal, action, resource) when { principal.getTag("a") == "b" };`,
      /hasTag/,
    ],
    'with hidden characters': [
      `${SAID} forbid(principal, action, resource) when { context.tool == "a\u202eb" };`,
      /BIDI/,
    ],
    'with an unknown obligation': [
      `${SAID} @obligation("maks") @classes("email") permit(principal, action, resource);`,
      /@obligation is one of/,
    ],
    'with an unknown class': [
      `${SAID} @obligation("mask") @classes("emial") permit(principal, action, resource);`,
      /"emial"/,
    ],
    'that masks nothing in particular': [
      `${SAID} @obligation("mask") permit(principal, action, resource);`,
      /needs @classes/,
    ],
    'that routes nowhere': [
      `${SAID} @obligation("route") permit(principal, action, resource);`,
      /go together/,
    ],
    'that routes to no model': [
      `${SAID} @obligation("route") @route_to("m") permit(principal, action, resource);`,
      /no model here/,
    ],
    'with stray classes': [
      `${SAID} @classes("email") forbid(principal, action, resource);`,
      /means nothing without/,
    ],
    'that does not parse': [`${SAID} permit(principal action resource);`, /unexpected token/],
    'with a lone surrogate': ['"\ud800"', /Unicode/],
  };
  for (const [name, [text, expected]] of Object.entries(refused)) {
    it(`${name} is refused`, () => {
      const problems = problemsOf(text);
      assert.match(problems.map(({ message }) => message).join('\n'), expected);
    });
  }

  it('says where: the line of a policy, and the character of a syntax error after wide characters', () => {
    const good = `// é😀\n${SAID} permit(principal, action, resource);\n`;
    const [unowned] = problemsOf(`${good}\n@id("y") @reason("r")\npermit(principal, action, resource);`);
    assert.deepEqual([unowned?.file, unowned?.line, unowned?.column], ['extra.cedar', 4, 1]);
    const [syntax] = problemsOf('/* */');
    assert.deepEqual([syntax?.line, syntax?.column], [1, 1]);
    const [wide] = problemsOf(`@id("é😀") permit(principal, acion, resource);`);
    assert.deepEqual([wide?.line, wide?.column], [1, 30]);
  });
});
