/** What a server asks of its client is decided and recorded before the client hears of it. */
import { type Fault, fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { Decision } from '../../policy/decision.ts';
import { parseJson } from '../../protocols/json/parse.ts';
import { readResult } from '../../protocols/mcp/passages.ts';
import type { ServerAsk } from '../../tools/transport.ts';
import { demandsOf } from '../ask.ts';
import { policyEvidence } from '../evidence.ts';
import { askedEntry } from '../evidence-of-tools.ts';
import type { Gate } from '../gate.ts';
import { inspectReading } from '../inspect.ts';
import { labelOf } from '../label.ts';
import { judgeAsk } from './judge.ts';
import type { Decided, ToolCrossing } from './stations.ts';

interface Asked {
  readonly decided: Decided;
  readonly ask: Pick<ServerAsk, 'params'> & { readonly method: string };
}

/** Asks the client in the middle of a call. */
export async function askClient(
  gate: Gate,
  crossing: ToolCrossing,
  { decided, ask }: { readonly decided: Decided; readonly ask: ServerAsk },
): Promise<Result<unknown>> {
  const allowed = await decideAsk(gate, crossing, { decided, ask });
  if (!allowed.ok) return allowed;
  const { ask: tell } = crossing.arrival.call;
  if (tell === undefined) return failed(fault('tool.refused', 'This client cannot be asked anything.'));
  return tell(ask);
}

/**
 * INVARIANT: denied unless a rule allows it, and what has to be masked or held in it refuses it: a person reads what a
 * server wrote, and a model would act on it.
 */
export async function decideAsk(
  gate: Gate,
  crossing: ToolCrossing,
  { decided, ask }: Asked,
): Promise<Result<void>> {
  const document = parseJson(JSON.stringify(ask.params ?? {}), {
    depthMax: crossing.charter.settings.limits.depth,
  });
  if (!document.ok) return document;
  const { passages, opaque } = readResult(document.value);
  const found = await inspectReading(crossing, { passages });
  if (!found.ok) return found;
  const label = labelOf(found.value, opaque);
  const decision = judgeAsk(gate, crossing, {
    given: decided,
    classes: label.classes,
    opaque: label.opaque,
  });
  const refusal = mayAsk(decided, ask.method) ? refusalOf(decision) : UNNAMED;
  const entry = askedEntry(gate, crossing, { ask, policy: policyEvidence(decision), fault: refusal });
  const durable = await gate.ledger.append(entry);
  if (!durable.ok) return durable;
  return refusal === undefined ? ok(undefined) : failed(refusal);
}

/** Whether the configuration lets the server ask this of anybody. */
function mayAsk({ tool }: Decided, method: string): boolean {
  return (tool.transport.asks ?? []).some((named) => named === method);
}

const UNNAMED = fault('policy.denied', 'The configuration does not let this server ask that of its callers.');

function refusalOf(decision: Decision): Fault | undefined {
  const demands = demandsOf(decision);
  if (!demands.ok) return demands.fault;
  if (decision.verdict === 'allow') return undefined;
  return fault('policy.obligation', `${decision.reason} That cannot be done to what a server asks.`);
}
