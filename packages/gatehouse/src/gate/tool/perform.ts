/** Station 7 for tools, perform: the transport acts with the clearance, and only with it; a repeat gets its old answer. */
import { subjectName } from '../../kernel/principal.ts';
import type { Gate } from '../gate.ts';
import { askClient } from './ask-client.ts';
import type { Cleared, Failure, Performed, ToolCrossing } from './stations.ts';

export async function perform(
  gate: Gate,
  crossing: ToolCrossing,
  cleared: Cleared,
): Promise<{ readonly ok: true; readonly value: Performed } | Failure> {
  const startedMs = gate.clock.elapsedMs();
  const { decided, clearance } = cleared;
  const { tool, body, repeat, name } = decided;
  if (repeat !== undefined) return { ok: true, value: { cleared, answer: repeat, startedMs } };
  const { call } = crossing.arrival;
  const { limits, tools } = crossing.charter.settings;
  const performed = await tool.transport.perform(clearance, {
    method: call.method,
    name: tool.name,
    body,
    idempotencyKey: name === undefined ? crossing.id : gate.digests.of(name.tenant, JSON.stringify(name)),
    onBehalfOf: { tenant: crossing.principal.tenant, subject: subjectName(crossing.principal) },
    answerBytesMax: Math.min(limits.answer_bytes, tools.servers[tool.transport.id]?.answer_bytes ?? 0),
    signal: call.signal,
    askable: call.askable,
    ask: (ask) => askClient(gate, crossing, { decided, ask }),
    notify: call.notify,
  });
  if (performed.ok) return { ok: true, value: { cleared, answer: performed.value, startedMs } };
  return { ok: false, fault: performed.fault, reach: performed.reach, startedMs };
}
