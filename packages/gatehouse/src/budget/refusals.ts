/** The sentences in which a budget refuses: which one it is, what it allows, what to do, and when it renews. */
import { type Fault, fault } from '../kernel/faults.ts';
import type { BudgetRule, Measure } from './applicable.ts';
import type { Demand } from './leases.ts';
import { secondsLeft } from './windows.ts';

/** The budget has room, but not for this call now. */
export function exhausted(rule: BudgetRule, demand: Demand, nowMs: number): Fault {
  return fault(
    'budget.exhausted',
    `${naming(rule, demand)} does not cover this call, which may need up to ${inUnits(demand, demand.share.amount)}; ${renewal(demand)}.`,
    { retryAfterSeconds: retryAfter(demand, nowMs) },
  );
}

/** The call would not fit into the budget even if nothing had been spent. */
export function tooLarge(rule: BudgetRule, demand: Demand, nowMs: number): Fault {
  const advice = rule.measure === 'requests' ? '' : ' Lower max_tokens or shorten the request.';
  return fault(
    'budget.exhausted',
    `This call may need up to ${inUnits(demand, demand.share.amount)}, more than the whole of ${lowerFirst(naming(rule, demand))}, so waiting does not help.${advice}`,
    // WHY: the protocols' clients expect one with every 429; it is when the budget is next full.
    { retryAfterSeconds: retryAfter(demand, nowMs) },
  );
}

/** The cost has no upper bound. */
export function unpriceable(rule: BudgetRule): Fault {
  const [lacking, advice] =
    rule.measure === 'money'
      ? ['cost', 'set max_tokens in the request, or max_output_tokens and price for the model']
      : ['number of tokens', 'set max_tokens in the request, or max_output_tokens for the model'];
  return fault(
    'budget.unpriceable',
    `Budget "${rule.id}" applies, but the ${lacking} of this call cannot be bounded; ${advice}.`,
  );
}

function naming(rule: BudgetRule, demand: Demand): string {
  return `Budget "${rule.id}" (${inUnits(demand, demand.limit)} per ${rule.per} for ${WHOSE[rule.each]})`;
}

const WHOSE: Readonly<Record<BudgetRule['each'], string>> = {
  key: 'this key',
  person: 'this principal',
  team: 'a team of this principal',
  tenant: 'the whole tenant',
};

function inUnits(demand: Demand, amount: number): string {
  return UNITS[demand.share.measure](amount);
}

const UNITS: Readonly<Record<Measure, (amount: number) => string>> = {
  requests: (amount) => `${amount} requests`,
  tokens: (amount) => `${amount} tokens`,
  money: (amount) => `${(amount / 1_000_000).toFixed(6).replace(/0{1,4}$/, '')} US dollars`,
};

function renewal(demand: Demand): string {
  return `it renews at ${new Date(demand.share.windowEndMs).toISOString()}`;
}

function retryAfter({ share }: Demand, nowMs: number): number {
  return secondsLeft({ startMs: share.windowStartMs, endMs: share.windowEndMs }, nowMs);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
