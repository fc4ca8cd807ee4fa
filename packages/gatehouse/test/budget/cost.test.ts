/** Costs: the bound is never below what a call turns out to cost, and hostile reports change nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { actualCost, type BoundCandidate, type CallSize, upperBound } from '../../src/budget/cost.ts';
import { type Price, type PricedModel, priceOf } from '../../src/budget/prices.ts';
import { createPricing } from '../../src/budget/pricing.ts';
import { stillClock } from './worlds.ts';

const NOW = Date.UTC(2026, 0, 15);
const CALL: CallSize = {
  operation: 'generate',
  bodyBytes: 1_000,
  opaque: [],
  remote: [],
  outputTokensMax: 500,
  choices: 1,
};

function candidate(fields: Partial<BoundCandidate> = {}): BoundCandidate {
  return {
    model: 'house-model',
    provider: { kind: 'openai' },
    price: { input_per_million: 2, output_per_million: 10 },
    maxOutputTokens: undefined,
    ...fields,
  };
}

function listed(model: PricedModel): Price {
  const price = priceOf(model, NOW);
  assert.ok(price);
  return price;
}

test('a body costs at most one token per byte, and the answer its cap for every choice', () => {
  assert.deepEqual(upperBound(CALL, [candidate()], NOW), { requests: 1, tokens: 1_500, microUsd: 7_000 });
  assert.deepEqual(upperBound({ ...CALL, choices: 3 }, [candidate()], NOW), {
    requests: 1,
    tokens: 2_500,
    microUsd: 17_000,
  });
});

test('without a cap in the request the model decides, and without either there is no bound', () => {
  const call = { ...CALL, outputTokensMax: undefined };
  assert.equal(upperBound(call, [candidate({ maxOutputTokens: 100 })], NOW).tokens, 1_100);
  assert.deepEqual(upperBound(call, [candidate()], NOW), {
    requests: 1,
    tokens: undefined,
    microUsd: undefined,
  });
});

test('the dearest of all candidates is reserved, and one without a price leaves no bound', () => {
  const dear = candidate({ price: { input_per_million: 20, output_per_million: 100 } });
  assert.equal(upperBound(CALL, [candidate(), dear], NOW).microUsd, 70_000);
  const unknown = { ...candidate(), price: undefined };
  assert.deepEqual(upperBound(CALL, [candidate(), unknown], NOW), {
    requests: 1,
    tokens: 1_500,
    microUsd: undefined,
  });
});

test('the built-in model is free unless the settings price it; counting is free everywhere', () => {
  const sim = { ...candidate({ provider: { kind: 'sim' } }), price: undefined };
  assert.equal(upperBound(CALL, [sim], NOW).microUsd, 0);
  assert.equal(upperBound(CALL, [candidate({ provider: { kind: 'sim' } })], NOW).microUsd, 7_000);
  const counted = upperBound({ ...CALL, operation: 'count', outputTokensMax: undefined }, [candidate()], NOW);
  assert.deepEqual(counted, { requests: 1, tokens: 0, microUsd: 0 });
});

test('an image is bounded by its area, whether it has many bytes or few', () => {
  const tokens = (bytes: number, kind: 'openai' | 'anthropic') =>
    upperBound(
      { ...CALL, bodyBytes: 1_000 + bytes, opaque: [{ kind: 'image', bytes }] },
      [candidate({ provider: { kind } })],
      NOW,
    ).tokens;
  assert.equal(tokens(5_000_000, 'openai'), 1_000 + 65_536 + 500);
  assert.equal(tokens(10, 'openai'), 1_000 + 65_536 + 500);
  assert.equal(tokens(5_000_000, 'anthropic'), 1_000 + 8_192 + 1_024 + 500);
});

test('a cap that no number can hold is no bound', () => {
  const call = { ...CALL, outputTokensMax: Number.MAX_SAFE_INTEGER, choices: 4 };
  assert.deepEqual(upperBound(call, [candidate()], NOW), {
    requests: 1,
    tokens: undefined,
    microUsd: undefined,
  });
});

test('no believable usage within the bound costs more than the bound', () => {
  const models: readonly PricedModel[] = [
    { model: 'gpt-4o', provider: { kind: 'openai' } },
    { model: 'claude-sonnet-4-5', provider: { kind: 'anthropic' } },
    {
      model: 'llama-3.3-70b-versatile',
      provider: { kind: 'openai', base_url: 'https://api.groq.com/openai/v1' },
    },
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...models),
      fc.tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.nat(100_000)),
      fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
      (model, [bodyBytes, output], [read, write]) => {
        const bound = upperBound(
          { ...CALL, bodyBytes, outputTokensMax: output },
          [{ ...model, maxOutputTokens: undefined }],
          NOW,
        );
        const cacheReadTokens = Math.floor(bodyBytes * read);
        const cacheWriteTokens = Math.floor((bodyBytes - cacheReadTokens) * write);
        const usage = { inputTokens: bodyBytes, outputTokens: output, cacheReadTokens, cacheWriteTokens };
        const actual = actualCost(usage, listed(model));
        assert.ok(actual && bound.microUsd !== undefined && bound.tokens !== undefined);
        assert.ok(actual.microUsd <= bound.microUsd && actual.tokens <= bound.tokens);
      },
    ),
  );
});

test('reported usage is priced by its parts and rounded up to a micro-dollar once', () => {
  const price = listed({ model: 'gpt-4o', provider: { kind: 'openai' } });
  const usage = { inputTokens: 101, outputTokens: 1, cacheReadTokens: 100, cacheWriteTokens: 0 };
  assert.deepEqual(actualCost(usage, price), {
    requests: 1,
    tokens: 102,
    microUsd: Math.ceil(2.5 + 125 + 10),
  });
});

test('no binary fraction adds a micro-dollar', () => {
  const price = listed(candidate({ price: { input_per_million: 0.07, output_per_million: 0 } }));
  const usage = { inputTokens: 100, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };
  assert.equal(actualCost(usage, price)?.microUsd, 7);
});

test('a long prompt is priced by its tier as a whole', () => {
  const price = listed({ model: 'claude-sonnet-4-5', provider: { kind: 'anthropic' } });
  const usage = (inputTokens: number) => ({
    inputTokens,
    outputTokens: 0,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
  });
  assert.equal(actualCost(usage(200_000), price)?.microUsd, 600_000);
  assert.equal(actualCost(usage(200_001), price)?.microUsd, 1_200_006);
});

test('usage that cannot be true is not believed', () => {
  const price = listed(candidate());
  for (const lie of [-1, Number.NaN, Number.POSITIVE_INFINITY, 1e300, 0.5, 100_000_001]) {
    const honest = { inputTokens: 10, outputTokens: 10, cacheReadTokens: 0, cacheWriteTokens: 0 };
    for (const field of ['inputTokens', 'outputTokens', 'cacheReadTokens', 'cacheWriteTokens'] as const) {
      assert.equal(actualCost({ ...honest, [field]: lie }, price), undefined, `${field} ${lie}`);
    }
  }
  const moreCached = { inputTokens: 10, outputTokens: 0, cacheReadTokens: 11, cacheWriteTokens: 0 };
  assert.equal(actualCost(moreCached, price), undefined);
});

test('nobody knows the price of a model that is not listed', () => {
  assert.equal(priceOf({ model: 'no-such-model', provider: { kind: 'openai' } }, NOW), undefined);
  assert.equal(priceOf({ model: 'constructor', provider: { kind: 'anthropic' } }, NOW), undefined);
});

test('the gate prices what it is asked and what answered, by the settings of its providers', () => {
  const pricing = createPricing({ providerOf: () => ({ kind: 'openai' }), clock: stillClock(NOW) });
  const gpt = {
    resource: { provider: 'main', providerModel: 'gpt-4o' },
    settings: { max_output_tokens: 10 },
  };
  const request = {
    ...CALL,
    outputTokensMax: undefined,
    surcharged: false,
    document: { source: '{"é":1}' },
  };
  assert.deepEqual(pricing.bound(request, [gpt]), { requests: 1, tokens: 18, microUsd: 120 });
  // A service level that costs more than the list says has no bound in money.
  const dearer = pricing.bound({ ...request, surcharged: true }, [gpt]);
  assert.deepEqual(dearer, { requests: 1, tokens: 18, microUsd: undefined });
  const usage = { inputTokens: 4, outputTokens: 1, cacheReadTokens: 0, cacheWriteTokens: 0 };
  assert.deepEqual(pricing.cost(gpt, 'generate', usage), { requests: 1, tokens: 5, microUsd: 20 });
  assert.deepEqual(pricing.cost(gpt, 'count', usage), { requests: 1, tokens: 0, microUsd: 0 });
});
