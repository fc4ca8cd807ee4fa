/** The outcome of an attempt: what it cost, committed to budgets and ledger in one transaction. */
import type { Amounts } from '../budget/budgets.ts';
import type { Result } from '../kernel/result.ts';
import type { OutcomeEvidence } from '../ledger/evidence.ts';
import type { Usage } from '../protocols/protocol.ts';
import type { Arriving, Crossing } from './crossing.ts';
import { type OutcomeFacts, outcomeEntry } from './evidence.ts';
import type { Gate } from './gate.ts';
import type { Cleared } from './stations.ts';

export interface Charge {
  readonly amounts: Amounts;
  readonly usage: OutcomeEvidence['usage'];
}

/** What a call cost: as reported when that is believable, otherwise the most that it can have cost. */
export function chargeFor(
  gate: Gate,
  { decided }: Cleared,
  { billed, usage }: { billed: boolean; usage: Usage | undefined },
): Charge {
  if (!billed) return charge({ requests: 1, tokens: 0, microUsd: 0 }, 'none');
  const cost =
    usage === undefined ? undefined : gate.pricing.cost(decided.target, decided.request.operation, usage);
  if (cost === undefined || usage === undefined) {
    const { tokens, microUsd } = decided.bound;
    return charge({ requests: 1, tokens: tokens ?? 0, microUsd: microUsd ?? 0 }, 'bound');
  }
  return charge(cost, 'reported', usage);
}

function charge(amounts: Amounts, basis: OutcomeEvidence['usage']['basis'], usage?: Usage): Charge {
  const inputTokens = usage?.inputTokens ?? 0;
  const outputTokens = usage?.outputTokens ?? 0;
  return { amounts, usage: { inputTokens, outputTokens, microUsd: amounts.microUsd, basis } };
}

export interface OutcomeCommit {
  readonly cleared: Cleared;
  readonly charge: Charge;
  readonly keepReservation: boolean;
  readonly facts: Omit<OutcomeFacts, 'usage'>;
}

/** INVARIANT: spend and evidence are committed together, and only then is the reservation freed. */
export async function commitOutcome(
  gate: Gate,
  crossing: Crossing,
  commit: OutcomeCommit,
): Promise<Result<void>> {
  const { cleared, facts, charge } = commit;
  const { reservation } = crossing.notes;
  const { budgets } = crossing.charter;
  const settlement =
    reservation === undefined || commit.keepReservation
      ? undefined
      : budgets.settle(reservation, charge.amounts);
  const entry = outcomeEntry(gate, crossing, {
    attempt: cleared.decided.attempt.number,
    facts: { ...facts, usage: charge.usage },
  });
  const durable = await gate.ledger.append(entry, settlement);
  if (reservation !== undefined && settlement !== undefined) {
    // WHY: also when the append was given up: the store keeps the lease until it learns of the charge, from the
    // ledger once it is back or from recovery, so here the amount is gone either way and never given back.
    budgets.settled(reservation, settlement);
    delete crossing.notes.reservation;
  }
  return durable;
}

export function timings(
  gate: Gate,
  crossing: Crossing<Arriving>,
  { startedMs, firstByteMs }: { startedMs: number; firstByteMs?: number },
): OutcomeEvidence['timings'] {
  const now = gate.clock.elapsedMs();
  return {
    totalMs: rounded(now - crossing.startedMs),
    providerMs: rounded(now - startedMs),
    ...(firstByteMs === undefined ? {} : { firstByteMs: rounded(firstByteMs) }),
  };
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}
