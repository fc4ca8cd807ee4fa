/** Permissions: never at odds with the engine that the gate asks, and what is proposed takes away exactly what it says. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Settings, settingsSchema } from '../../src/config/schema.ts';
import { type Principal, principal } from '../../src/kernel/principal.ts';
import { compileCharter } from '../../src/policy/compile.ts';
import type { PolicyEngine, ToolContext, ToolResource } from '../../src/policy/decision.ts';
import { createPolicyEngine } from '../../src/policy/engine.ts';
import { type ConditionStanding, modelAccess, toolAccess } from '../../src/policy/permissions.ts';
import { denying } from '../../src/policy/smaller.ts';
import { concerns } from '../../src/policy/who.ts';

const OWNED = { owner: 'ops', reason: 'So the tests want it.', review: '2030-01-01' };
const DAY = 20_261_121;
const CLASSES = ['email', 'iban'];
const ARGUMENTS = {
  to: { kind: 'control' as const, role: 'recipient' as const },
  body: { kind: 'content' as const, role: 'text' as const },
};

const some = <Value>(...values: Value[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 });
const maybe = <Value>(one: fc.Arbitrary<Value>) => fc.option(one, { nil: undefined });

const who = fc.record(
  {
    tenants: some('acme', 'globex'),
    kinds: some('agent' as const, 'person' as const),
    roles: some('helper', 'clerk'),
    teams: some('red'),
    ids: some('ivy', 'ada'),
  },
  { requiredKeys: [] },
);
const tools = some('*', 'mail/*', 'mail/send', 'door/open', 'mail/read');
const toolRules = fc
  .array(
    fc.record({
      effect: fc.constantFrom('allow', 'allow', 'allow', 'hold', 'deny'),
      ...{ who, tools },
      effects: maybe(some('read', 'write', 'send')),
      purposes: maybe(some('support', 'sales')),
      environments: maybe(some('production', 'staging')),
      classes: maybe(some(...CLASSES)),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((rules) =>
    rules.map(({ classes, ...rule }, index) => ({
      ...{ ...rule, ...OWNED, id: `rule-${index}` },
      ...(rule.effect === 'allow' ? {} : { classes }),
    })),
  );
const endorsements = fc
  .array(
    fc.record({
      ...{ who, tools },
      lifts: some('origin', 'readers', 'scope'),
      expires: fc.constantFrom('2026-11-20', '2026-11-21', '2026-12-01'),
      arguments: maybe(some('to', 'body')),
    }),
    { maxLength: 3 },
  )
  .map((rules) =>
    rules.map(({ arguments: named, ...rule }, index) => ({
      ...{ ...rule, owner: 'ops', reason: 'Known.', id: `endorsed-${index}` },
      ...(rule.lifts.includes('origin') ? { arguments: named } : {}),
    })),
  );
const data = fc
  .array(
    fc.record({
      classes: some(...CLASSES),
      do: fc.constantFrom('mask', 'block', 'hold'),
      tools: some('mail/*', 'door/open'),
    }),
    { maxLength: 2 },
  )
  .map((rules) => rules.map((rule, index) => ({ ...rule, ...OWNED, id: `data-${index}` })));

const charters = fc.record({ tools: toolRules, endorsements, data }).map(settingsOf);

const principals = fc
  .record({
    kind: fc.constantFrom('agent' as const, 'person' as const),
    id: fc.constantFrom('ivy', 'ada', 'bob'),
    roles: fc.uniqueArray(fc.constantFrom('helper', 'clerk')),
    teams: fc.uniqueArray(fc.constantFrom('red')),
    purposes: fc.uniqueArray(fc.constantFrom('support', 'sales')),
  })
  .map(principalOf);

const resources = fc
  .constantFrom(
    { name: 'mail/send', effect: 'send' as const },
    { name: 'mail/read', effect: 'read' as const },
    { name: 'door/open', effect: 'write' as const },
  )
  .map(
    (one): ToolResource => ({
      ...one,
      server: one.name.split('/')[0] ?? '',
      ...{ reversible: false, readers: 'named', confinement: 'remote' },
    }),
  );

const worlds = fc.record({ settings: charters, who: principals, resource: resources });

const contexts = fc.record({
  classes: fc.subarray(CLASSES),
  mandated: fc.boolean(),
  tainted: fc.boolean(),
  unfounded: fc.subarray(['to', 'body']),
  leaks: fc.subarray(['iban', 'other']),
  beyond: fc.subarray(['action', 'tool', 'wordless']),
});

function settingsOf(charter: object): Settings {
  return settingsSchema.parse({
    version: 1,
    tenants: { acme: { name: 'Acme' } },
    providers: { sim: { kind: 'sim' } },
    models: { 'sim/echo': { provider: 'sim' } },
    charter,
  });
}

function engineFor(settings: Settings): PolicyEngine {
  const compiled = compileCharter(settings, []);
  assert('compiled' in compiled, JSON.stringify(compiled));
  const engine = createPolicyEngine(compiled.compiled);
  assert(engine.ok, JSON.stringify(engine));
  return engine.value;
}

function principalOf(fields: Partial<Principal>): Principal {
  const made = principal({
    ...{ kind: 'agent', tenant: 'acme', id: 'ivy', roles: [], teams: [], purposes: [], attributes: {} },
    ...{ chain: [], credential: { kind: 'key', id: 'ghk_x', expiresAtMs: 1, models: ['*'] } },
    ...fields,
  });
  assert(made.ok, JSON.stringify(made));
  return made.value;
}

function askingFor(engine: PolicyEngine, who: Principal) {
  return { engine, principal: who, environment: 'production', day: DAY, marks: CLASSES };
}

function decide(
  engine: PolicyEngine,
  {
    who,
    resource,
    purpose,
    context,
  }: { who: Principal; resource: ToolResource; purpose: string; context: object },
) {
  const calm: ToolContext = {
    ...{ environment: 'production', purpose, protocol: 'mcp', day: DAY, mandated: true, tainted: false },
    ...{ classes: [], opaque: [], origins: [], unfounded: [], leaks: [], beyond: [] },
  };
  return engine.decide({ principal: who, action: 'tool.call', resource, context: { ...calm, ...context } });
}

const purposesOf = (one: Principal) => (one.purposes.length === 0 ? ['unspecified'] : one.purposes);

describe('what somebody may do', () => {
  it('is never less than what the gate lets through, whatever a call is like', () => {
    fc.assert(
      fc.property(worlds, contexts, ({ settings, who, resource }, context) => {
        const engine = engineFor(settings);
        const tool = { resource, arguments: ARGUMENTS };
        const access = toolAccess(askingFor(engine, who), tool, settings.charter.endorsements);
        for (const purpose of purposesOf(who)) {
          const { verdict, obligations } = decide(engine, { who, resource, purpose, context });
          if (verdict === 'deny') continue;
          assert.ok(access?.purposes.includes(purpose), `${purpose} is missing`);
          if (obligations.some(({ kind }) => kind === 'hold')) continue;
          assert.equal(access?.standing, 'open');
          for (const [lift, fact] of [
            ['origin', context.unfounded],
            ['readers', context.leaks],
            ['scope', context.beyond],
          ] as const) {
            if (fact.length === 0) continue;
            const condition: ConditionStanding | undefined = access?.conditions.find(
              (one) => one.lift === lift,
            );
            if (condition === undefined) assert.ok(resource.effect === 'read' && lift !== 'readers', lift);
            else assert.ok(condition.by.length > 0 && condition.standing !== 'held', `${lift} was lifted`);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is never more: with nothing wrong it stands as it is told, by the rules that are told', () => {
    fc.assert(
      fc.property(worlds, ({ settings, who, resource }) => {
        const engine = engineFor(settings);
        const tool = { resource, arguments: ARGUMENTS };
        const access = toolAccess(askingFor(engine, who), tool, settings.charter.endorsements);
        const verdicts = purposesOf(who).map((purpose) => {
          const decision = decide(engine, { who, resource, purpose, context: {} });
          const permits = decision.policies.filter(({ effect }) => effect === 'permit');
          const held = decision.obligations.some(({ kind }) => kind === 'hold');
          if (decision.verdict !== 'deny' && (access?.standing === 'held') === held) {
            for (const { id } of permits) assert.ok(access?.permits.some((rule) => rule.id === id));
          }
          return decision.verdict === 'deny' ? 'denied' : held ? 'held' : 'open';
        });
        const loosest = ['open', 'held', 'denied'].find((one) => verdicts.includes(one as 'open'));
        assert.equal(access?.standing ?? 'denied', loosest);
        for (const { lift, standing, by } of access?.conditions ?? []) {
          if (standing === 'open') assert.ok(by.length > 0, `${lift} is open by nothing`);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is told of the people whom a rule is about exactly as the engine knows them', () => {
    fc.assert(
      fc.property(who, principals, (about, one) => {
        const rule = { id: 'only', ...OWNED, who: about, tools: ['*'] };
        const engine = engineFor(settingsOf({ tools: [rule] }));
        const resource = { name: 'door/open', server: 'door', effect: 'write' as const };
        const asked = {
          ...resource,
          reversible: true,
          readers: 'subject' as const,
          confinement: 'remote' as const,
        };
        const { verdict } = decide(engine, { who: one, resource: asked, purpose: 'support', context: {} });
        assert.equal(verdict === 'allow', concerns(about, one));
      }),
      { numRuns: 60 },
    );
  });

  it('names what data sets off, and what a rule wants of every call', () => {
    const settings = settingsOf({
      tools: [
        { id: 'all', ...OWNED, tools: ['mail/*'] },
        { id: 'look', ...OWNED, effect: 'hold', tools: ['mail/send'] },
      ],
      endorsements: [
        {
          id: 'trusting',
          owner: 'ops',
          reason: 'Known.',
          expires: '2026-12-31',
          tools: ['*'],
          lifts: ['origin'],
        },
      ],
      data: [{ id: 'no-iban', ...OWNED, classes: ['iban'], do: 'block', tools: ['mail/*'] }],
    });
    const resource = { name: 'mail/send', server: 'mail', effect: 'send' as const, reversible: false };
    const asked = { ...resource, readers: 'named' as const, confinement: 'remote' as const };
    const asking = askingFor(engineFor(settings), principalOf({}));
    const { endorsements: named } = settings.charter;
    const access = toolAccess(asking, { resource: asked, arguments: ARGUMENTS }, named);
    // The rule that holds every call does not hide what is loosened behind it.
    assert.deepEqual(
      access?.conditions.map(({ lift, standing, by }) => [lift, standing, ...by]),
      [
        ['origin', 'open', 'trusting'],
        ['readers', 'held'],
        ['scope', 'held'],
      ],
    );
    assert.equal(access?.standing, 'held');
    assert.deepEqual(
      access?.demands.map(({ rule, kind }) => [rule.id, kind]),
      [['look', 'hold']],
    );
    assert.deepEqual(
      access?.onData.map(({ rule, kind }) => [rule.id, kind]),
      [['no-iban', 'block']],
    );
    assert.equal(
      toolAccess(asking, { resource: { ...asked, name: 'door/open' }, arguments: {} }, []),
      undefined,
    );
  });
});

describe('the rules that take away what is unused', () => {
  it('take away exactly that, from exactly this principal', () => {
    fc.assert(
      fc.property(charters, principals, principals, (settings, one, other) => {
        const addition = denying({
          ...{ who: one, tools: ['mail/send'], models: [], name: 'unused-x', ...OWNED },
        });
        const after = settingsOf({
          ...settings.charter,
          tools: [...settings.charter.tools, ...(addition.tools ?? [])],
        });
        const [before, now] = [engineFor(settings), engineFor(after)];
        for (const name of ['mail/send', 'mail/read', 'door/open']) {
          for (const who of [one, other]) {
            const resource = { name, server: 'x', effect: 'write' as const, reversible: false };
            const tool = {
              resource: { ...resource, readers: 'named' as const, confinement: 'remote' as const },
              arguments: ARGUMENTS,
            };
            const access = (engine: PolicyEngine) =>
              toolAccess(askingFor(engine, who), tool, settings.charter.endorsements);
            const meant = name === 'mail/send' && who.kind === one.kind && who.id === one.id;
            if (meant) assert.equal(access(now)?.standing, 'denied');
            else assert.deepEqual(access(now), access(before));
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it('speak of models where models are meant', () => {
    const charter = { access: [{ id: 'models', ...OWNED }] };
    const addition = denying({
      ...{ who: principalOf({}), tools: [], models: ['sim/echo'], name: 'unused-ivy', ...OWNED },
    });
    const access = (settings: Settings) =>
      modelAccess(askingFor(engineFor(settings), principalOf({})), {
        resource: { name: 'sim/echo', provider: 'sim', providerModel: 'echo', region: 'here' },
        protocol: 'openai-chat',
      });
    assert.equal(access(settingsOf(charter))?.standing, 'open');
    const after = settingsOf({ access: [...charter.access, ...(addition.access ?? [])] });
    assert.equal(access(after)?.standing, 'denied');
    assert.deepEqual(
      access(after)?.demands.map(({ rule }) => rule.id),
      ['unused-ivy-models'],
    );
  });
});
