/** The default conditions for agents: what they hold, what a person's yes lifts, and what a named endorsement does. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PolicyEngine, ToolContext, ToolQuestion, ToolResource } from '../../src/policy/decision.ts';
import { engineOf, ivy } from './agents.ts';

const MAIL: ToolResource = {
  name: 'mail/send_email',
  server: 'mail',
  effect: 'send',
  reversible: false,
  readers: 'named',
  confinement: 'remote',
};

const CALM: ToolContext = {
  environment: 'production',
  purpose: 'support',
  protocol: 'mcp',
  classes: [],
  opaque: [],
  mandated: true,
  tainted: false,
  origins: ['recipients:words'],
  unfounded: [],
  leaks: [],
  beyond: [],
  day: 20_261_121,
};

const ALLOW = `
    - { id: agents, owner: ops, reason: Agents may use mail., review: 2030-01-01, tools: ['mail/*'] }`;

function asked(context: Partial<ToolContext>, more: Partial<ToolQuestion> = {}): ToolQuestion {
  return { principal: ivy, action: 'tool.call', resource: MAIL, context: { ...CALM, ...context }, ...more };
}

function holdsOf(engine: PolicyEngine, question: ToolQuestion): readonly string[] | 'allow' | 'deny' {
  const { verdict, obligations } = engine.decide(question);
  return verdict === 'conditional'
    ? obligations.filter(({ kind }) => kind === 'hold').map(({ policy }) => policy)
    : verdict;
}

describe('a tool call', () => {
  it('is refused when no rule allows its tool, and told what comes nearest', () => {
    const decision = engineOf('').decide(asked({}));
    assert.equal(decision.verdict, 'deny');
    const near = engineOf(ALLOW).decide(asked({}, { resource: { ...MAIL, name: 'files/delete' } }));
    assert.equal(near.verdict, 'deny');
    assert.match(near.reason, /Rule agents comes nearest; it needs a tool named mail\/\*/);
  });

  it('passes when it is allowed, founded, within its readers and its words', () => {
    assert.equal(engineOf(ALLOW).decide(asked({})).verdict, 'allow');
  });

  const conditions = [
    { fact: { unfounded: ['recipients'] }, rule: 'default-origin' },
    { fact: { leaks: ['salary'] }, rule: 'default-readers' },
    { fact: { beyond: ['action'] }, rule: 'default-scope' },
  ] as const;
  for (const { fact, rule } of conditions) {
    it(`waits for a person under ${rule}, and only a yes to that very rule lifts it`, () => {
      const engine = engineOf(ALLOW);
      assert.deepEqual(holdsOf(engine, asked(fact)), [rule]);
      const others = conditions.map((other) => other.rule).filter((id) => id !== rule);
      assert.deepEqual(holdsOf(engine, asked(fact, { approved: others })), [rule]);
      assert.equal(holdsOf(engine, asked(fact, { approved: [rule] })), 'allow');
    });
  }

  it('reports every open condition at once', () => {
    const everything = asked({ unfounded: ['bcc'], leaks: ['other'], beyond: ['wordless'] });
    const { obligations } = engineOf(ALLOW).decide(everything);
    assert.deepEqual(obligations.map(({ policy }) => policy).sort(), [
      'default-origin',
      'default-readers',
      'default-scope',
    ]);
  });

  it('that only reads needs neither origins nor words, but still may not reveal', () => {
    const engine = engineOf(ALLOW);
    const read = { ...MAIL, effect: 'read' as const };
    const free = asked({ unfounded: ['query'], beyond: ['action'] }, { resource: read });
    assert.equal(holdsOf(engine, free), 'allow');
    assert.deepEqual(holdsOf(engine, asked({ leaks: ['salary'] }, { resource: read })), ['default-readers']);
  });

  it('is not made lawful by a yes when no rule allows it, or one denies it', () => {
    const deny = `${ALLOW}
    - { id: never, owner: ops, reason: Not by mail., review: 2030-01-01, effect: deny, tools: ['mail/send_email'] }`;
    const approved = ['default-origin', 'never', 'agents'];
    assert.equal(engineOf('').decide(asked({ unfounded: ['to'] }, { approved })).verdict, 'deny');
    assert.equal(engineOf(deny).decide(asked({ unfounded: ['to'] }, { approved })).verdict, 'deny');
  });
});

describe('a rule that holds', () => {
  it('names who has to answer', () => {
    const engine = engineOf(`${ALLOW}
    - { id: four-eyes, owner: ops, reason: Money., review: 2030-01-01, effect: hold, tools: ['mail/*'], approve: { by: two } }`);
    const { obligations } = engine.decide(asked({}));
    assert.deepEqual(
      obligations.map(({ policy, approval }) => ({ policy, approval })),
      [{ policy: 'four-eyes', approval: { by: 'two' } }],
    );
  });
});

describe('an endorsement', () => {
  const endorse = (more: string) => `${ALLOW}
  endorsements:
    - { id: own, owner: ops, reason: Own domain., expires: 2026-11-21, tools: ['mail/*'], ${more} }`;

  it('lifts its condition on its last day, and not on the day after', () => {
    const engine = engineOf(endorse('lifts: [origin]'));
    assert.equal(holdsOf(engine, asked({ unfounded: ['recipients'] })), 'allow');
    const late = asked({ unfounded: ['recipients'], day: 20_261_122 });
    assert.deepEqual(holdsOf(engine, late), ['default-origin']);
  });

  it('lifts nothing but what it names', () => {
    const engine = engineOf(endorse('lifts: [origin], arguments: [subject]'));
    assert.equal(holdsOf(engine, asked({ unfounded: ['subject'] })), 'allow');
    assert.deepEqual(holdsOf(engine, asked({ unfounded: ['subject', 'recipients'] })), ['default-origin']);
    assert.deepEqual(holdsOf(engine, asked({ unfounded: ['subject'], leaks: ['other'] })), [
      'default-readers',
    ]);
  });
});

describe('a rule about data', () => {
  const rule = (more: string) => `
    - { id: keys, owner: ops, reason: Keys stay., review: 2030-01-01, classes: [cloud_key], ${more} }`;
  const carrying = asked({ classes: ['cloud_key'] });

  it('that blocks without naming a place holds for what tools are told as well', () => {
    const { obligations } = engineOf(ALLOW, rule('do: block')).decide(carrying);
    assert.deepEqual(
      obligations.map(({ kind, classes }) => [kind, classes]),
      [['block', ['cloud_key']]],
    );
  });

  it('that changes data, or names models, leaves tools alone', () => {
    for (const more of ['do: mask', 'do: block, models: [sim/echo]', 'do: block, directions: [answer]'])
      assert.equal(engineOf(ALLOW, rule(more)).decide(carrying).verdict, 'allow', more);
    const { obligations } = engineOf(ALLOW, rule("do: mask, tools: ['mail/*']")).decide(carrying);
    assert.deepEqual(
      obligations.map(({ kind }) => kind),
      ['mask'],
    );
  });
});

describe('what a server asks of its client', () => {
  it('is refused although its tools are allowed, until a rule says so', () => {
    const ask = asked({}, { action: 'server.ask' });
    assert.equal(engineOf(ALLOW).decide(ask).verdict, 'deny');
    const allowed = ALLOW.replace("['mail/*']", "['mail/*'], actions: [ask_client]");
    assert.equal(engineOf(allowed).decide(ask).verdict, 'allow');
  });
});
