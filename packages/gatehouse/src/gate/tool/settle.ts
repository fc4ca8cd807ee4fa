/** Station 9 for tools, settle: what was learned and how it ended are durable before the caller hears of it. */
import type { Fault } from '../../kernel/faults.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { BrokerDeparture } from '../broker.ts';
import { type ToolOutcome, toolOutcomeEntry } from '../evidence-of-tools.ts';
import type { Gate } from '../gate.ts';
import type { StepOf } from '../kind.ts';
import { timings } from '../outcome.ts';
import { endCall, undoCall } from './end-call.ts';
import { withLaundered } from './laundering.ts';
import type { Cleared, Failure, ToolCrossing, ToolKind, ToolResult } from './stations.ts';

export async function settle(
  gate: Gate,
  crossing: ToolCrossing,
  result: ToolResult,
): Promise<StepOf<ToolKind>> {
  const { performed, body, policy, inspection } = result;
  const { cleared } = performed;
  // INVARIANT: labels are durable before a result is released: the next call is judged by what this one revealed.
  const kept = await keep(gate, crossing, result);
  const wrong = firstFault([body, kept]);
  const durable = await conclude(gate, crossing, {
    attempt: cleared.decided.attempt.number,
    ending: body.ok ? 'completed' : 'cut',
    fault: wrong?.code,
    timings: timings(gate, crossing, performed),
    ...{ policy, inspection, answered: body.ok ? body.value : undefined },
  });
  const fault = wrong ?? (durable.ok ? undefined : durable.fault);
  return end(departureOf(crossing, { fault, result }));
}

/** INVARIANT: a call that may have been done is on record as `unknown`, and is never made again under its name. */
export async function settleFailure(
  gate: Gate,
  crossing: ToolCrossing,
  { cleared, failure }: { readonly cleared: Cleared; readonly failure: Failure },
): Promise<StepOf<ToolKind>> {
  const { decided } = cleared;
  const reached = failure.reach === 'maybe_reached';
  if (!reached) await undoCall(gate, crossing, cleared);
  const durable = await conclude(gate, crossing, {
    attempt: decided.attempt.number,
    ending: reached ? 'unknown' : 'failed',
    fault: failure.fault.code,
    timings: timings(gate, crossing, failure),
    ...{ policy: undefined, inspection: undefined, answered: undefined },
  });
  const fault = durable.ok ? failure.fault : durable.fault;
  return end({ kind: 'fault', crossing: crossing.id, fault });
}

function end(departure: BrokerDeparture): StepOf<ToolKind> {
  return { departure, refused: false, again: false };
}

/** WHY a question frees the name: its client makes the same call again, with the answers. */
async function keep(
  gate: Gate,
  { principal }: ToolCrossing,
  { performed, asks, steps }: ToolResult,
): Promise<Result<void>> {
  const { cleared, answer } = performed;
  const { name, repeat } = cleared.decided;
  if (repeat !== undefined) return ok(undefined);
  const labelled = await withLaundered(gate, principal.tenant, steps);
  if (!labelled.ok) return labelled;
  const call = name && { name, answer: asks ? undefined : answer };
  return endCall(gate, cleared, { steps: labelled.value, call });
}

async function conclude(gate: Gate, crossing: ToolCrossing, outcome: ToolOutcome): Promise<Result<void>> {
  const { reservation } = crossing.notes;
  const { budgets } = crossing.charter;
  const spent = { requests: 1, tokens: 0, microUsd: 0 };
  const settlement = reservation === undefined ? undefined : budgets.settle(reservation, spent);
  const durable = await gate.ledger.append(toolOutcomeEntry(gate, crossing, outcome), settlement);
  if (reservation !== undefined && settlement !== undefined) {
    budgets.settled(reservation, settlement);
    delete crossing.notes.reservation;
  }
  return durable;
}

function departureOf(
  { id }: ToolCrossing,
  { fault, result }: { readonly fault: Fault | undefined; readonly result: ToolResult },
): BrokerDeparture {
  const { body, performed, asks } = result;
  if (fault !== undefined) return { kind: 'fault', crossing: id, fault };
  if (!body.ok) return { kind: 'fault', crossing: id, fault: body.fault };
  if (performed.answer.error === true) return { kind: 'error', crossing: id, body: body.value };
  const asked = asks ? { asksDecided: true as const } : {};
  return { kind: 'result', crossing: id, body: body.value, ...asked };
}

function firstFault(results: readonly Result<unknown>[]): Fault | undefined {
  for (const result of results) if (!result.ok) return result.fault;
  return undefined;
}
