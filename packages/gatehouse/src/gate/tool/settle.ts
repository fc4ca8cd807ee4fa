/** Station 9 for tools, settle: what was learned and how it ended are durable before the caller hears of it. */
import type { Fault } from '../../kernel/faults.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { Step } from '../../mandate/flow.ts';
import type { BrokerDeparture } from '../broker.ts';
import { type ToolOutcome, toolOutcomeEntry } from '../evidence-of-tools.ts';
import type { Gate } from '../gate.ts';
import { growFlow } from '../grow-flow.ts';
import type { StepOf } from '../kind.ts';
import { timings } from '../outcome.ts';
import { rememberWritten, withLaundered } from './laundering.ts';
import type { Cleared, Failure, ToolCrossing, ToolKind, ToolResult } from './stations.ts';

export async function settle(
  gate: Gate,
  crossing: ToolCrossing,
  result: ToolResult,
): Promise<StepOf<ToolKind>> {
  const { performed, body, policy, inspection, steps } = result;
  const { cleared, answer } = performed;
  // INVARIANT: labels are durable before a result is released: the next call is judged by what this one revealed.
  const written = await rememberWritten(gate, crossing, cleared);
  const learned = written.ok ? await learn(gate, crossing, { cleared, steps }) : written;
  const kept = learned.ok ? await keep(gate, result) : learned;
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
  const { decided, called } = cleared;
  const reached = failure.reach === 'maybe_reached';
  if (reached) await rememberWritten(gate, crossing, cleared);
  if (!reached) {
    const { call, tool, assessment } = decided;
    const step = { kind: 'result' as const, call, manifest: tool.manifest, used: assessment.uses };
    // WHY: a call that never arrived has used up nothing.
    const steps: Step[] =
      called === undefined ? [] : [{ ...step, value: null, succeeded: false, of: called }];
    await learn(gate, crossing, { cleared, steps });
    if (decided.name !== undefined) await gate.calls.release(decided.name);
  }
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

async function learn(
  gate: Gate,
  crossing: ToolCrossing,
  { cleared, steps }: { readonly cleared: Cleared; readonly steps: readonly Step[] },
): Promise<Result<void>> {
  const { tenant } = crossing.principal;
  const { mandate, at } = cleared.decided;
  const labelled = await withLaundered(gate, tenant, steps);
  if (!labelled.ok || labelled.value.length === 0) return labelled.ok ? ok(undefined) : labelled;
  const grown = { version: at.version, steps: labelled.value };
  return growFlow(gate, { tenant, id: mandate.id }, grown);
}

/** WHY a question frees the name: its client makes the same call again, with the answers. */
async function keep(gate: Gate, { performed, asks }: ToolResult): Promise<Result<void>> {
  const { name, repeat } = performed.cleared.decided;
  if (name === undefined || repeat !== undefined) return ok(undefined);
  return asks ? gate.calls.release(name) : gate.calls.finish(name, performed.answer);
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
