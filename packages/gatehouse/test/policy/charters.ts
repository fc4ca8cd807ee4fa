/** Charters and questions for the tests of policy: a small world in which rules collide often. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Settings, settingsSchema } from '../../src/config/schema.ts';
import { type PrincipalFields, principal } from '../../src/kernel/principal.ts';
import { compileCharter } from '../../src/policy/compile.ts';
import type { CompiledCharter } from '../../src/policy/compiled.ts';
import type { ModelAction, ModelContext, ModelQuestion, PolicyEngine } from '../../src/policy/decision.ts';
import { createPolicyEngine } from '../../src/policy/engine.ts';

export const OWNED = { owner: 'o@acme.example', reason: 'Because of the test.', review: '2030-01-01' };

/** `name`, `provider`, `region` of the models of this world. */
const MODELS = ['sim/echo', 'sim/slow', 'gpt-5', 'gpt-5-mini', 'claude*odd'].map((name) => ({
  name,
  provider: name.startsWith('sim/') ? 'sim' : 'vendor',
  region: name.startsWith('sim/') ? 'here' : 'us',
  providerModel: name,
}));

interface Rules {
  readonly access?: readonly object[];
  readonly data?: readonly object[];
}

export function settingsOf({ access = [], data = [] }: Rules): Settings {
  return settingsSchema.parse({
    version: 1,
    tenants: { acme: { name: 'Acme' }, other: { name: 'Other' } },
    providers: { sim: { kind: 'sim', region: 'here' }, vendor: { kind: 'openai', region: 'us' } },
    models: { 'sim/echo': { provider: 'sim' }, 'gpt-5': { provider: 'vendor' } },
    charter: { access, data },
  });
}

export function compile(rules: Rules, cedar = ''): CompiledCharter {
  const result = compileCharter(
    settingsOf(rules),
    cedar === '' ? [] : [{ file: 'extra.cedar', text: cedar }],
  );
  assert('compiled' in result, JSON.stringify(result));
  return result.compiled;
}

export function engineOf(rules: Rules, cedar = ''): PolicyEngine {
  const engine = createPolicyEngine(compile(rules, cedar));
  assert(engine.ok, JSON.stringify(engine));
  return engine.value;
}

interface Asked {
  readonly who?: Partial<PrincipalFields>;
  readonly action?: ModelAction;
  readonly model?: string;
  readonly context?: Partial<ModelContext>;
}

export function question({
  who = {},
  action = 'model.call',
  model = 'sim/echo',
  context = {},
}: Asked = {}): ModelQuestion {
  const made = principal({
    kind: 'person',
    tenant: 'acme',
    id: 'alice',
    roles: ['developer'],
    teams: [],
    purposes: [],
    attributes: {},
    chain: [],
    credential: { kind: 'key', id: 'k1', expiresAtMs: 1, models: ['*'] },
    ...who,
  });
  const resource = MODELS.find(({ name }) => name === model);
  assert(made.ok && resource);
  return {
    principal: made.value,
    action,
    resource,
    context: {
      environment: 'development',
      purpose: 'unspecified',
      protocol: 'openai-chat',
      stream: false,
      classes: [],
      opaque: [],
      tool: '',
      ...context,
    },
  };
}

const CLASSES = ['email', 'iban', 'cloud_key'];
const MARKS = CLASSES.flatMap((name) =>
  ['', '?'].flatMap((suspected) => ['', '@user', '@tool'].map((place) => name + suspected + place)),
);
const OPAQUE = ['image', 'audio'];
const TOOLS = ['web_search', 'web_fetch', 'code'];
const sub = (values: readonly string[], minLength = 0) => fc.subarray([...values], { minLength });
const maybe = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

const who = fc.record({
  tenants: maybe(sub(['acme', 'other'], 1)),
  kinds: maybe(sub(['person', 'workload', 'agent'], 1)),
  roles: maybe(sub(['developer', 'analyst', 'intern'], 1)),
  teams: maybe(sub(['red', 'blue'], 1)),
  ids: maybe(sub(['alice', 'bob', 'acme/alice'], 1)),
});
const where = {
  models: maybe(sub(['sim/*', '*', 'gpt-5', 'gpt-*-mini', 'claude*', '*e*'], 1)),
  providers: maybe(sub(['sim', 'vendor'], 1)),
  regions: maybe(sub(['here', 'us'], 1)),
  purposes: maybe(sub(['support', 'research'], 1)),
  environments: maybe(sub(['development', 'production'], 1)),
};

const allowRule = fc.record({
  who,
  ...where,
  effect: fc.constant('allow'),
  opaque: maybe(sub(OPAQUE, 1)),
  provider_tools: maybe(sub(['web_*', 'code', '*'], 1)),
});
const denyRule = fc.record({
  who,
  ...where,
  effect: fc.constant('deny'),
  classes: maybe(sub(CLASSES, 1)),
  opaque: maybe(sub(OPAQUE, 1)),
});
const dataRule = fc
  .record({
    who,
    ...where,
    classes: sub(CLASSES, 1),
    directions: sub(['request', 'answer'], 1),
    places: maybe(sub(['user', 'tool'], 1)),
    confidence: fc.constantFrom('found', 'unsure'),
    do: fc.constantFrom('mask', 'tokenise', 'block', 'hold', 'route', 'label', 'count'),
  })
  .map((rule) => (rule.do === 'route' ? { ...rule, directions: ['request'], route_to: 'sim/echo' } : rule))
  .map((rule) => (rule.do === 'label' ? { ...rule, confidence: 'unsure' } : rule))
  .map((rule) => (rule.do === 'tokenise' ? { ...rule, directions: ['request', 'answer'] } : rule));

/** Charters of which about half of the questions are allowed. */
export function charters(size: {
  readonly access: number;
  readonly data: number;
  readonly minAccess?: number;
}) {
  const minLength = size.minAccess ?? 0;
  return fc
    .record({
      access: fc.array(fc.oneof({ weight: 5, arbitrary: allowRule }, { weight: 1, arbitrary: denyRule }), {
        minLength,
        maxLength: size.access,
      }),
      data: fc.array(dataRule, { maxLength: size.data }),
    })
    .map(({ access, data }) => ({
      access: access.map((rule, index) => ({ ...OWNED, ...rule, id: `a${index}` })),
      data: data.map((rule, index) => ({ ...OWNED, ...rule, id: `d${index}` })),
    }));
}

export const questions: fc.Arbitrary<ModelQuestion> = fc
  .record({
    who: fc.record({
      kind: fc.constantFrom('person', 'workload', 'agent') as fc.Arbitrary<PrincipalFields['kind']>,
      tenant: fc.constantFrom('acme', 'other'),
      id: fc.constantFrom('alice', 'bob', 'acme/alice', 'eve'),
      roles: sub(['developer', 'analyst', 'intern', 'unheard']),
      teams: sub(['red', 'blue']),
      attributes: fc.constantFrom({}, { site: 'north' }, { site: 'south', floor: '2' }),
    }),
    action: fc.constantFrom('model.call', 'model.answer', 'provider_tool.run') as fc.Arbitrary<ModelAction>,
    model: fc.constantFrom(...MODELS.map(({ name }) => name)),
    context: fc.record({
      environment: fc.constantFrom('development', 'production'),
      purpose: fc.constantFrom('support', 'research', 'unspecified'),
      classes: sub(MARKS),
      opaque: fc.oneof(fc.constant<string[]>([]), sub(OPAQUE)),
      tool: fc.constantFrom(...TOOLS),
    }),
  })
  .map(question);
