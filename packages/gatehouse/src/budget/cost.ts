/** What a call may cost at most, before it is sent, and what it did cost, after. */
import type { Amounts, Bound } from './budgets.ts';
import { type Price, type PricedModel, type ProviderKind, priceOf, type Rate, rateAt } from './prices.ts';

/** What the bound of a call depends on. */
export interface CallSize {
  readonly operation: 'generate' | 'count';
  readonly bodyBytes: number;
  /** Content that is not text; its bytes are part of the body. */
  readonly opaque: readonly { readonly kind: string; readonly bytes: number }[];
  /** Content that is not in the body yet, because it is fetched and inlined later. */
  readonly remote: readonly { readonly kind: string }[];
  /** The cap on output tokens that the caller set, per choice. */
  readonly outputTokensMax: number | undefined;
  readonly choices: number;
}

/** A model that the call may end at. */
export interface BoundCandidate extends PricedModel {
  readonly maxOutputTokens: number | undefined;
}

/** Usage as a provider reported it, and so not to be trusted. */
export interface ReportedUsage {
  /** All input, what was read from and written to a cache included. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
}

/** The highest cost over all candidates: whichever of them answers, the reservation covers it. */
export function upperBound(call: CallSize, candidates: readonly BoundCandidate[], atMs: number): Bound {
  const bounds = candidates.map((candidate) => boundAt(call, candidate, atMs));
  return {
    requests: 1,
    tokens: highest(bounds.map((bound) => bound.tokens)),
    microUsd: highest(bounds.map((bound) => bound.microUsd)),
  };
}

/**
 * What the reported usage costs; undefined when it is not believable, and then the bound is charged.
 * Money is 0 without a price: under a money budget such a model was refused before.
 */
export function actualCost(usage: ReportedUsage, price: Price | undefined): Amounts | undefined {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = usage;
  const plainTokens = inputTokens - cacheReadTokens - cacheWriteTokens;
  const parts = [plainTokens, outputTokens, cacheReadTokens, cacheWriteTokens];
  // WHY: no prompt is without tokens, so a report of none is no report; believing it would make every call free.
  if (inputTokens === 0 || !parts.every(isBelievable)) return undefined;
  const tokens = inputTokens + outputTokens;
  if (price === undefined) return { requests: 1, tokens, microUsd: 0 };
  const at = (rate: Rate) => rateAt(rate, inputTokens);
  const microUsd = microUsdFor(price, [
    [plainTokens, at(price.input)],
    [outputTokens, at(price.output)],
    [cacheReadTokens, at(price.cacheRead)],
    [cacheWriteTokens, at(price.cacheWrite)],
  ]);
  return microUsd === undefined ? undefined : { requests: 1, tokens, microUsd };
}

/** What a counted prompt costs: providers do not bill for it. */
export const COUNTING: Amounts = { requests: 1, tokens: 0, microUsd: 0 };

/** No context window comes near it, so a report above it is an error or a lie. */
const BELIEVABLE_TOKENS_MAX = 100_000_000;

/**
 * Tokens for content whose size in tokens does not follow from its bytes. Images are billed by their area: OpenAI's
 * dearest (gpt-4o-mini, 8 tiles of 5,667 tokens and a base of 2,833) stays below 65,536, Anthropic's below 8,192.
 * A page of a PDF is billed as text and as an image, however well it compresses.
 */
const MEDIA_TOKENS: Readonly<Record<ProviderKind['kind'], MediaTokens>> = {
  openai: { image: 65_536, document: 65_536 },
  'azure-openai': { image: 65_536, document: 65_536 },
  anthropic: { image: 8_192, document: 65_536 },
  sim: { image: 0, document: 0 },
};

/** Tokens that a provider adds on its own: Anthropic's instructions for the use of tools (at most some 800). */
const ADDED_TOKENS: Readonly<Record<ProviderKind['kind'], number>> = {
  openai: 0,
  'azure-openai': 0,
  anthropic: 1_024,
  sim: 0,
};

interface MediaTokens {
  readonly image: number;
  readonly document: number;
}

function boundAt(call: CallSize, candidate: BoundCandidate, atMs: number): Omit<Bound, 'requests'> {
  if (call.operation === 'count') return { tokens: 0, microUsd: 0 };
  const input = inputBound(call, candidate.provider.kind);
  const output = outputBound(call, candidate.maxOutputTokens);
  const tokens = output === undefined ? undefined : safe(input + output);
  const price = priceOf(candidate, atMs);
  if (tokens === undefined || output === undefined || price === undefined) {
    return { tokens, microUsd: isFree(price) ? 0 : undefined };
  }
  const inputRate = Math.max(...[price.input, price.cacheRead, price.cacheWrite].flatMap(usdUpTo(input)));
  const outputRate = Math.max(...usdUpTo(input)(price.output));
  return {
    tokens,
    microUsd: microUsdFor(price, [
      [input, inputRate],
      [output, outputRate],
    ]),
  };
}

/** A byte-level tokeniser makes at most one token of a byte; only media can be more than their bytes say. */
function inputBound(call: CallSize, kind: ProviderKind['kind']): number {
  const media = MEDIA_TOKENS[kind];
  const opaque = call.opaque.map(({ kind: of, bytes }) => {
    // An image costs its area, however many bytes it has; a document at least its pages, and at most its bytes beyond.
    if (of === 'image' && media.image > 0) return media.image - bytes;
    return of === 'document' ? Math.max(media.document - bytes, 0) : 0;
  });
  const remote = call.remote.map(({ kind: of }) => (of === 'image' ? media.image : REMOTE_TOKENS));
  const adjusted = [...opaque, ...remote].reduce((sum, tokens) => sum + tokens, call.bodyBytes);
  return Math.max(adjusted, 0) + ADDED_TOKENS[kind];
}

/** What is fetched later is not measured yet; more than this is charged as it turns out. */
const REMOTE_TOKENS = 65_536;

function outputBound(call: CallSize, configuredMax: number | undefined): number | undefined {
  const cap = isCount(call.outputTokensMax) ? call.outputTokensMax : configuredMax;
  if (cap === undefined || !isCount(call.choices)) return undefined;
  return safe(cap * Math.max(call.choices, 1));
}

/** The rates of all tiers that a call of at most `inputTokens` can fall into. */
function usdUpTo(inputTokens: number): (rate: Rate) => readonly number[] {
  return (rate) =>
    rate.filter((tier) => tier.aboveTokens < inputTokens).map(({ usdPerMillion }) => usdPerMillion);
}

/**
 * US dollars per million tokens are micro-dollars per token. Rounded up once per call, in whole millionths of a
 * micro-dollar before that, so that no binary fraction adds a micro-dollar.
 */
function microUsdFor(
  price: Price,
  parts: readonly (readonly [tokens: number, usdPerMillion: number])[],
): number | undefined {
  const perCall = BigInt(Math.ceil(price.usdPerThousandRequests * 1_000)) * MILLION;
  const total = parts.reduce((sum, [tokens, rate]) => sum + BigInt(tokens) * millionths(rate), perCall);
  return safe(Number((total + MILLION - 1n) / MILLION));
}

const MILLION = 1_000_000n;

function millionths(rate: number): bigint {
  return BigInt(Math.round(rate * 1_000_000));
}

function isFree(price: Price | undefined): boolean {
  return (
    price !== undefined &&
    price.usdPerThousandRequests === 0 &&
    [price.input, price.output, price.cacheRead, price.cacheWrite]
      .flat()
      .every((tier) => tier.usdPerMillion === 0)
  );
}

function isBelievable(tokens: number): boolean {
  return isCount(tokens) && tokens <= BELIEVABLE_TOKENS_MAX;
}

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0;
}

function safe(value: number): number | undefined {
  return Number.isSafeInteger(value) ? value : undefined;
}

function highest(values: readonly (number | undefined)[]): number | undefined {
  if (values.length === 0) return undefined;
  return values.every((value) => value !== undefined) ? Math.max(...values) : undefined;
}
