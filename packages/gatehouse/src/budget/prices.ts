/** What a model costs: the price in the settings, else the built-in list, which is read offline. */
import { calcPrice, findProvider, type ModelPrice } from '@pydantic/genai-prices';

/** A rate that changes with the size of the input; ordered, the first tier is above -1 tokens: it always holds. */
export type Rate = readonly { readonly aboveTokens: number; readonly usdPerMillion: number }[];

/** Where a provider splits a rate further than its usage report does, the dearest part stands here. */
export interface Price {
  readonly input: Rate;
  readonly output: Rate;
  readonly cacheRead: Rate;
  readonly cacheWrite: Rate;
  /** For each call, beside its tokens. */
  readonly usdPerThousandRequests: number;
}

/** The settings of a model's price. */
export interface PriceSettings {
  readonly input_per_million: number;
  readonly output_per_million: number;
  readonly cache_read_per_million?: number | undefined;
  readonly cache_write_per_million?: number | undefined;
}

/** The settings of the provider behind a model. */
export interface ProviderKind {
  readonly kind: 'sim' | 'openai' | 'azure-openai' | 'anthropic';
  readonly base_url?: string | undefined;
}

export interface PricedModel {
  /** The provider's name for it. */
  readonly model: string;
  readonly provider: ProviderKind;
  readonly price?: PriceSettings | undefined;
}

/** The price of a model at a time; undefined when nobody knows it. */
export function priceOf(model: PricedModel, atMs: number): Price | undefined {
  if (model.price !== undefined) return fromSettings(model.price);
  return model.provider.kind === 'sim' ? FREE : fromList(model, atMs);
}

const FREE = fromSettings({ input_per_million: 0, output_per_million: 0 });

const LISTED_AS = { openai: 'openai', 'azure-openai': 'azure', anthropic: 'anthropic', sim: undefined };

function fromSettings(price: PriceSettings): Price {
  return {
    input: flat(price.input_per_million),
    output: flat(price.output_per_million),
    cacheRead: flat(price.cache_read_per_million ?? price.input_per_million),
    cacheWrite: flat(price.cache_write_per_million ?? price.input_per_million),
    usdPerThousandRequests: 0,
  };
}

function fromList(model: PricedModel, atMs: number): Price | undefined {
  const providerId = listedProvider(model.provider);
  if (providerId === undefined) return undefined;
  const listed = calcPrice({}, model.model, { providerId, timestamp: new Date(atMs) })?.model_price;
  const input = listed && dearest(listed, /^input_(\w+_)?mtok$/);
  const output = listed && dearest(listed, /^output_(\w+_)?mtok$/);
  if (listed === undefined || input === undefined || output === undefined) return undefined;
  const perRequest = listed.requests_kcount;
  return {
    input,
    output,
    cacheRead: dearest(listed, /^cache_(\w+_)?read_mtok$/) ?? input,
    cacheWrite: dearest(listed, /^cache_(\w+_)?write_(\w+_)?mtok$/) ?? input,
    usdPerThousandRequests: typeof perRequest === 'number' ? perRequest : 0,
  };
}

/** By address where the list knows it (many vendors speak OpenAI's protocol), else by the kind of provider. */
function listedProvider(provider: ProviderKind): string | undefined {
  const byAddress =
    provider.base_url === undefined ? undefined : findProvider({ providerApiUrl: provider.base_url });
  return byAddress?.id ?? LISTED_AS[provider.kind];
}

/** At every size of input the highest of the rates whose name matches. */
function dearest(listed: ModelPrice, names: RegExp): Rate | undefined {
  const rates = Object.entries(listed)
    .filter(([name]) => names.test(name))
    .flatMap(([, price]) => (price === undefined ? [] : [toRate(price)]));
  if (rates.length === 0) return undefined;
  const steps = [...new Set(rates.flat().map((tier) => tier.aboveTokens))].sort((a, b) => a - b);
  return steps.map((aboveTokens) => ({
    aboveTokens,
    usdPerMillion: Math.max(...rates.map((rate) => rateAt(rate, aboveTokens + 1))),
  }));
}

function toRate(price: NonNullable<ModelPrice[string]>): Rate {
  if (typeof price === 'number') return flat(price);
  const tiers = price.tiers.map(({ start, price }) => ({ aboveTokens: start, usdPerMillion: price }));
  return [...flat(price.base), ...tiers.sort((a, b) => a.aboveTokens - b.aboveTokens)];
}

function flat(usdPerMillion: number): Rate {
  return [{ aboveTokens: -1, usdPerMillion }];
}

/** US dollars per million tokens for a call of so many input tokens: a tier prices the whole call. */
export function rateAt(rate: Rate, inputTokens: number): number {
  return rate.findLast((tier) => tier.aboveTokens < inputTokens)?.usdPerMillion ?? 0;
}
