/** Prices calls for the gate: the bound over all candidates before, the cost of what answered after. */
import type { Clock } from '../kernel/effects.ts';
import type { Amounts, Bound } from './budgets.ts';
import { actualCost, type CallSize, COUNTING, type ReportedUsage, upperBound } from './cost.ts';
import { type PricedModel, type PriceSettings, type ProviderKind, priceOf } from './prices.ts';

/** A configured model, as far as its price depends on it. */
interface PricedCandidate {
  readonly resource: { readonly provider: string; readonly providerModel: string };
  readonly settings: {
    readonly max_output_tokens?: number | undefined;
    readonly price?: PriceSettings | undefined;
  };
}

/** A request, as far as its cost depends on it. */
interface PricedRequest extends Omit<CallSize, 'bodyBytes'> {
  readonly surcharged: boolean;
  readonly document: { readonly source: string };
}

export interface Pricing {
  bound(request: PricedRequest, candidates: readonly PricedCandidate[]): Bound;
  /** Undefined when the reported usage is not believable; the bound is then charged. */
  cost(
    candidate: PricedCandidate,
    operation: CallSize['operation'],
    usage: ReportedUsage,
  ): Amounts | undefined;
}

/** `providerOf` finds the settings of a provider in the active configuration. */
export function createPricing(from: {
  readonly providerOf: (name: string) => ProviderKind | undefined;
  readonly clock: Clock;
}): Pricing {
  const priced = ({ resource, settings }: PricedCandidate): PricedModel => ({
    model: resource.providerModel,
    // WHY: a provider that left the configuration while a crossing was open is priced by its model's name alone.
    provider: from.providerOf(resource.provider) ?? { kind: 'openai' },
    price: settings.price,
  });
  return {
    bound: (request, candidates) => {
      const bound = upperBound(
        { ...request, bodyBytes: Buffer.byteLength(request.document.source) },
        candidates.map((candidate) => ({
          ...priced(candidate),
          maxOutputTokens: candidate.settings.max_output_tokens,
        })),
        from.clock.nowMs(),
      );
      // WHY: the price list knows one price for a model, so a service level that costs more cannot be bounded.
      return request.surcharged ? { ...bound, microUsd: undefined } : bound;
    },
    cost: (candidate, operation, usage) =>
      operation === 'count' ? COUNTING : actualCost(usage, priceOf(priced(candidate), from.clock.nowMs())),
  };
}
