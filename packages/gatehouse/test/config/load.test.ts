/** Loading a configuration: what is refused, where it says the problem is, and what it suggests. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createActive } from '../../src/config/active.ts';
import { settingsJsonSchema } from '../../src/config/json-schema.ts';
import { loadSettings } from '../../src/config/load.ts';
import type { Problem } from '../../src/config/problem.ts';
import type { Settings } from '../../src/config/schema.ts';

const NOW = Date.parse('2026-12-01');
const BASE = `version: 1
tenants: { acme: { name: Acme } }
providers: { sim: { kind: sim }, openai: { kind: openai, region: us }, anthropic: { kind: anthropic } }
models:
  sim/echo: { provider: sim }
  gpt: { provider: openai }
  claude: { provider: anthropic }
charter: {}
`;

function settingsOf(text: string): Settings {
  const loaded = loadSettings(text, 'gatehouse.yaml', NOW);
  assert('settings' in loaded, JSON.stringify(loaded));
  return loaded.settings;
}

function problemsOf(text: string): readonly Problem[] {
  const loaded = loadSettings(text, 'gatehouse.yaml', NOW);
  assert('problems' in loaded && loaded.problems.length > 0, 'it was accepted');
  return loaded.problems;
}

/** The one problem of a file, as `line:column path message suggestion`. */
function problemOf(text: string): string {
  const problems = problemsOf(text);
  assert.equal(problems.length, 1, JSON.stringify(problems));
  const [{ line, column, path, message, suggestion }] = problems as [Problem];
  return `${line}:${column} ${path}: ${message}${suggestion === undefined ? '' : ` ${suggestion}`}`;
}

const owned = (id: string, more: string) => `{ id: ${id}, owner: o, reason: r, review: 2027-01-01, ${more} }`;
const withCharter = (charter: string) => BASE.replace('charter: {}', `charter: ${charter}`);
const withAccess = (more: string) => withCharter(`{ access: [${owned('a', more)}] }`);
const withData = (more: string) => withCharter(`{ data: [${owned('d', more)}] }`);

describe('a configuration', () => {
  it('is completed with defaults and the addresses of the vendors', () => {
    const { providers, environment, limits } = settingsOf(BASE);
    assert.equal(providers.openai?.base_url, 'https://api.openai.com/v1');
    assert.equal(providers.anthropic?.base_url, 'https://api.anthropic.com');
    assert.equal(providers.sim?.base_url, undefined);
    assert.equal(environment, 'development');
    assert.equal(limits.depth, 64);
  });

  it('of the quick start loads without a warning', () => {
    const text = readFileSync(new URL('../../../../gatehouse.yaml', import.meta.url), 'utf8');
    const loaded = loadSettings(text, 'gatehouse.yaml', NOW);
    assert('settings' in loaded && loaded.warnings.length === 0, JSON.stringify(loaded));
  });

  it('never throws, whatever the text', () => {
    const lines = fc.constantFrom(
      ...BASE.split('\n'),
      '- a',
      ' ? [x]',
      '!!js/f x',
      '&a *a',
      '{',
      '"',
      '\t',
      '---',
      '<<: *x',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(lines, fc.string()), { maxLength: 12 }), (parts) => {
        const loaded = loadSettings(parts.join('\n'), 'x', NOW);
        assert('settings' in loaded || loaded.problems.length > 0);
      }),
      { numRuns: 150 },
    );
  });

  it('warns of a review that is overdue, and starts all the same', () => {
    const overdue = withAccess('who: {}').replace('2027-01-01', '2026-11-30');
    const loaded = loadSettings(overdue, 'gatehouse.yaml', NOW);
    assert('settings' in loaded);
    assert.deepEqual(
      loaded.warnings.map(({ path }) => path),
      ['charter.access[0].review'],
    );
  });
});

describe('a slip is refused with its place', () => {
  const cases: Record<string, [text: string, expected: string]> = {
    'an unknown key': [`${BASE}tenantz: {}\n`, '9:1 tenantz: Unknown key "tenantz". Did you mean "tenants"?'],
    'a key in the wrong place': [
      `${BASE}access: []\n`,
      '9:1 access: Unknown key "access". This key belongs at charter.access.',
    ],
    'a key that is written twice': [`${BASE}version: 1\n`, '9:1 : Map keys must be unique.'],
    'a merge key': [`${BASE}<<: { environment: x }\n`.replace('<<', '"<<"'), ''],
    'a prototype': [`${BASE}__proto__: { environment: x }\n`, ''],
    'text instead of a list': [
      withAccess('models: sim/echo'),
      '8:79 charter.access[0].models: Expected a list, found text.',
    ],
    'a number for a name': [
      BASE.replace('name: Acme', 'name: 7'),
      '2:26 tenants.acme.name: Expected text, found a number. Write it in quotes.',
    ],
    'an empty list, which would switch a rule off': [
      withAccess('effect: deny, classes: []'),
      '8:94 charter.access[0].classes: The value is not allowed; it must be at least 1 entries long.',
    ],
    'a word that is not one of the choices': [
      BASE.replace('kind: openai', 'kind: opnai'),
      '3:50 providers.openai.kind: Expected sim or openai or azure-openai or anthropic. Did you mean "openai"?',
    ],
    'a missing key': [
      BASE.replace('{ provider: sim }', '{}'),
      '5:13 models["sim/echo"]: The key "provider" is missing; expected text.',
    ],
    'an unknown tag': [BASE.replace('version: 1', 'version: !int32 1'), '1:10 : Unresolved tag: !int32.'],
    'a second document': [
      `${BASE}---\n${BASE}`,
      '9:1 : The file holds more than one document; it is one document without `---`.',
    ],
  };
  for (const [name, [text, expected]] of Object.entries(cases)) {
    it(name, () => {
      const told = problemOf(text);
      if (expected === '') assert.match(told, /^9:1 .*Unknown key/);
      else assert.equal(told, expected);
    });
  }

  it('never repeats what could be a secret', () => {
    for (const key of [
      'api_key: sk-very-secret',
      'api_key: { env: sk-very-secret }',
      'api_key: { value: sk-very-secret }',
    ]) {
      const problems = problemsOf(BASE.replace('kind: openai', `kind: openai, ${key}`));
      assert.doesNotMatch(JSON.stringify(problems), /very-secret/);
    }
  });

  it('aliases that multiply and nesting without end are refused', () => {
    const bomb = Array.from({ length: 9 }, (_, index) =>
      index === 0
        ? 'k0: &k0 [x, x]'
        : `k${index}: &k${index} [${Array(9)
            .fill(`*k${index - 1}`)
            .join(', ')}]`,
    );
    assert.match(problemOf(bomb.join('\n')), /Aliases are used too often/);
    assert(problemsOf('['.repeat(50_000)).length <= 10);
    assert(problemsOf(`a: ${'{a: '.repeat(5_000)}1${'}'.repeat(5_000)}`).length <= 10);
  });

  it('an alias is followed to the place of the slip', () => {
    const text = `${BASE.replace('{ provider: openai }', '&m { provider: opnai }')}`.replace(
      '{ provider: anthropic }',
      '*m',
    );
    assert.deepEqual(
      problemsOf(text).map(({ line, column, suggestion }) => [line, column, suggestion]),
      [
        [6, 23, 'Did you mean "openai"?'],
        [6, 23, 'Did you mean "openai"?'],
      ],
    );
  });
});

describe('settings that cannot mean anything together are refused', () => {
  const model = (name: string, more: string) =>
    `${BASE.replace('models:\n', `models:\n  ${name}: { ${more} }\n`)}`;
  const cases: Record<string, [text: string, expected: RegExp]> = {
    'a model of no provider': [
      model('m', 'provider: opnai'),
      /models\.m\.provider.*no provider "opnai".*"openai"/,
    ],
    'a fallback that is no model': [model('m', 'provider: sim, fallback: [gtp]'), /no model "gtp".*"gpt"/],
    'a fallback to itself': [model('m', 'provider: sim, fallback: [m]'), /leads back to "m"/],
    'a fallback of another protocol': [
      model('m', 'provider: openai, fallback: [claude]'),
      /does not speak every protocol/,
    ],
    'a fallback that speaks one protocol of two': [
      model('m', 'provider: sim, fallback: [gpt]'),
      /does not speak every protocol/,
    ],
    'a fallback that is listed twice': [model('m', 'provider: openai, fallback: [gpt, gpt]'), /listed twice/],
    'a rule for a model that is not there': [withAccess('models: [gpt5]'), /There is no model "gpt5"/],
    'a rule for a provider that is not there': [withAccess('providers: [simm]'), /no provider "simm".*"sim"/],
    'a rule for a region that is not there': [withAccess('regions: [uss]'), /no region "uss".*"us"/],
    'a rule for a tenant that is not there': [
      withAccess('who: { tenants: [acne] }'),
      /no tenant "acne".*"acme"/,
    ],
    'classes with allow': [withAccess('classes: [email]'), /With `allow`, `classes` would mean nothing/],
    'provider_tools with deny': [
      withAccess('effect: deny, provider_tools: [x]'),
      /With `deny`, `provider_tools`/,
    ],
    'a route to nowhere': [withData('classes: [email], do: route'), /needs `route_to`/],
    'a target without a route': [
      withData('classes: [email], do: mask, route_to: gpt'),
      /means nothing with `do: mask`/,
    ],
    'a route to a model that is not there': [
      withData('classes: [email], directions: [request], do: route, route_to: gtp'),
      /no model "gtp"/,
    ],
    'a route of an answer': [
      withData('classes: [email], do: route, route_to: sim/echo'),
      /An answer cannot be routed/,
    ],
    'a route that strands some callers': [
      withData('classes: [email], directions: [request], do: route, route_to: gpt'),
      /cannot be routed to "gpt"/,
    ],
    'a key for the built-in provider': [
      BASE.replace('kind: sim', 'kind: sim, api_key: { env: K }'),
      /`api_key` means nothing/,
    ],
    'an Azure version elsewhere': [
      BASE.replace('kind: openai', 'kind: openai, api_version: v1'),
      /`api_version` means nothing/,
    ],
    'plain HTTP to the public': [
      BASE.replace('kind: openai', 'kind: openai, base_url: "http://x.example"'),
      /begin with https/,
    ],
    'another scheme': [
      BASE.replace('kind: openai', 'kind: openai, base_url: "file:///etc/passwd", allow_private: true'),
      /https/,
    ],
    'credentials in an address': [
      BASE.replace('kind: openai', 'kind: openai, base_url: "https://a:b@x.example"'),
      /never holds credentials/,
    ],
    'a part of a token': [
      `${BASE}budgets: [${owned('b', 'each: key, measure: tokens, per: day, limit: 1.5')}]\n`,
      /whole number/,
    ],
    'an issuer of no tenant': [
      `${BASE}identity: { issuers: [{ issuer: "https://i.example", tenant: acne, audiences: [a], kind: person }] }\n`,
      /no tenant "acne"/,
    ],
  };
  for (const [name, [text, expected]] of Object.entries(cases)) {
    it(name, () => assert.match(problemOf(text), expected));
  }

  it('two rules of one id, wherever they stand', () => {
    const charter = `{ access: [${owned('same', 'who: {}')}], data: [${owned('same', 'classes: [email], do: mask')}] }`;
    assert.match(problemOf(withCharter(charter)), /charter\.data\[0\]\.id: The id "same" is used twice/);
    const budget = `${withAccess('who: {}')}budgets: [${owned('a', 'each: key, measure: tokens, per: day, limit: 1')}]\n`;
    assert.match(problemOf(budget), /budgets\[0\]\.id/);
  });

  it('two issuers that could vouch for the same id', () => {
    const issuers = (one: string, two: string) =>
      `${BASE}identity:
  issuers:
    - { issuer: "https://one.example", tenant: acme, audiences: [a], kind: person${one} }
    - { issuer: "https://two.example", tenant: acme, audiences: [a], kind: person${two} }
`;
    const confusable: readonly (readonly [string, string])[] = [
      ['', ''],
      ['', ', id_prefix: "two:"'],
      [', id_prefix: "t"', ', id_prefix: "two:"'],
      [', id_prefix: "same:"', ', id_prefix: "same:"'],
    ];
    for (const [one, two] of confusable) {
      assert.match(problemOf(issuers(one, two)), /issuers\[1\].*one id could mean two/, one + two);
    }
    const fine: readonly string[] = [
      issuers(', id_prefix: "one:"', ', id_prefix: "two:"'),
      issuers('', '').replace(/kind: person }\n$/, 'kind: workload }\n'),
      issuers('', '').replace(
        'two.example", tenant: acme, audiences: [a]',
        'one.example", tenant: acme, audiences: [b]',
      ),
    ];
    for (const text of fine) assert.ok(settingsOf(text).identity.issuers.length === 2, text);
  });

  it('fallbacks that go in a circle', () => {
    const text = BASE.replace(
      'gpt: { provider: openai }',
      'gpt: { provider: openai, fallback: [b] }\n  b: { provider: openai, fallback: [gpt] }',
    );
    assert.equal(problemsOf(text).length, 2);
  });

  it('and their honest neighbours are accepted', () => {
    settingsOf(withAccess('models: [sim/*, gpt], regions: [us], who: { tenants: [acme] }, opaque: [image]'));
    settingsOf(withData('classes: [email], directions: [request], do: route, route_to: sim/echo'));
    settingsOf(withData('classes: [email], models: [gpt], directions: [request], do: route, route_to: gpt'));
    settingsOf(
      BASE.replace('kind: openai', 'kind: openai, base_url: "http://127.0.0.1:1", allow_private: true'),
    );
    settingsOf(model('m', 'provider: openai, fallback: [gpt, sim/echo]'));
  });
});

describe('what editors and reloads rely on', () => {
  it('the JSON Schema in the repository is the one that the definition gives', () => {
    const file = new URL('../../../../docs/reference/gatehouse.schema.json', import.meta.url);
    assert.deepEqual(
      JSON.parse(readFileSync(file, 'utf8')),
      JSON.parse(JSON.stringify(settingsJsonSchema())),
    );
  });

  it('a configuration is replaced whole, and the previous one is handed back', () => {
    const active = createActive({ name: 'one' });
    const held = active.current();
    assert.equal(active.activate({ name: 'two' }), held);
    assert.equal(active.current().name, 'two');
    assert.equal(held.name, 'one');
  });
});
