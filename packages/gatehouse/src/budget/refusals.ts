/** The sentences in which a budget refuses: which one it is, what it allows, what to do, and when it renews. */
import { type Fault, fault } from '../kernel/faults.ts';
import type { Account, Measure } from './account.ts';
import type { Demand } from './leases.ts';
import { secondsLeft } from './windows.ts';

/** The account has room, but not for this call now. */
export function exhausted(account: Account, demand: Demand, nowMs: number): Fault {
  return fault(
    'budget.exhausted',
    `${upperFirst(naming(account, demand))} does not cover this call, which may need up to ${inUnits(demand, demand.share.amount)}; ${renewal(account)}.`,
    { retryAfterSeconds: secondsLeft(account.window, nowMs) },
  );
}

/** The call would not fit into the account even if nothing had been spent. */
export function tooLarge(account: Account, demand: Demand, nowMs: number): Fault {
  const advice = account.measure === 'requests' ? '' : ' Lower max_tokens or shorten the request.';
  return fault(
    'budget.exhausted',
    `This call may need up to ${inUnits(demand, demand.share.amount)}, more than the whole of ${naming(account, demand)}, so waiting does not help.${advice}`,
    // WHY: the protocols' clients expect one with every 429; it is when the budget is next full, or gone.
    { retryAfterSeconds: secondsLeft(account.window, nowMs) },
  );
}

/** The cost has no upper bound. */
export function unpriceable({ measure, name }: Account): Fault {
  const [lacking, advice] =
    measure === 'money'
      ? ['cost', 'set max_tokens in the request, or max_output_tokens and price for the model']
      : ['number of tokens', 'set max_tokens in the request, or max_output_tokens for the model'];
  return fault(
    'budget.unpriceable',
    `${upperFirst(name)} applies, but the ${lacking} of this call cannot be bounded; ${advice}.`,
  );
}

function naming({ name, span }: Account, demand: Demand): string {
  return `${name} (${inUnits(demand, demand.limit)} ${span})`;
}

function inUnits(demand: Demand, amount: number): string {
  return UNITS[demand.share.measure](amount);
}

const UNITS: Readonly<Record<Measure, (amount: number) => string>> = {
  requests: (amount) => `${amount} requests`,
  tokens: (amount) => `${amount} tokens`,
  money: (amount) => `${(amount / 1_000_000).toFixed(6).replace(/0{1,4}$/, '')} US dollars`,
};

function renewal({ renews, window }: Account): string {
  return renews
    ? `it renews at ${new Date(window.endMs).toISOString()}`
    : 'it does not renew, so another mandate is needed once what is under way has been settled';
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
