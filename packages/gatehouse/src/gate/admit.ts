/** Station 2, admit: the body is read within its limits and understood, and its highest possible cost is reserved. */
import type { Allowance } from '../budget/allowance.ts';
import type { Bound } from '../budget/budgets.ts';
import { fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import { parseJson } from '../protocols/json/parse.ts';
import type { ModelRequest } from '../protocols/protocol.ts';
import { pauseMs } from './attempts.ts';
import type { Arriving, Crossing } from './crossing.ts';
import type { Candidate, Gate } from './gate.ts';
import { mandateOf } from './mandate.ts';
import type { Admitted } from './stations.ts';

export async function admit(gate: Gate, crossing: Crossing): Promise<Result<Admitted>> {
  const purpose = statedPurpose(crossing);
  if (!purpose.ok) return purpose;
  crossing.notes.purpose = purpose.value;
  const conversation = statedConversation(crossing);
  if (!conversation.ok) return conversation;
  crossing.notes.conversation = conversation.value;

  const request = await readRequest(crossing);
  if (!request.ok) return request;
  crossing.notes.stream = request.value.stream;

  const candidates = candidatesFor(crossing, request.value);
  if (!candidates.ok) return candidates;
  const bound = gate.pricing.bound(request.value, [...candidates.value, ...routeTargets(crossing)]);
  const allowances = await allowancesOf(gate, crossing);
  if (!allowances.ok) return allowances;
  const reserved = await reserve(crossing, bound, allowances.value);
  if (!reserved.ok) return reserved;
  return ok({
    ...{ request: request.value, candidates: candidates.value },
    ...{ bound, allowances: allowances.value },
  });
}

/** Before another attempt: waits with jitter, and reserves again where the last attempt may have been billed. */
export async function readmit(gate: Gate, crossing: Crossing, admitted: Admitted): Promise<Result<void>> {
  await gate.pause(pauseMs(crossing.notes.attempts, gate.chance.fraction()));
  const { bound, allowances } = admitted;
  return crossing.notes.reservation === undefined ? reserve(crossing, bound, allowances) : ok(undefined);
}

/** `allowances`: of the mandate, and of those that it was narrowed from. */
export async function reserve(
  crossing: Crossing<Arriving>,
  bound: Bound,
  allowances: readonly Allowance[],
): Promise<Result<void>> {
  const reservation = await crossing.charter.budgets.reserve(crossing.principal, bound, allowances);
  if (!reservation.ok) return reservation;
  crossing.notes.reservation = reservation.value;
  return ok(undefined);
}

/** WHY none without a mandate: what a credential does by itself is bounded by the configured budgets alone. */
async function allowancesOf(gate: Gate, crossing: Crossing): Promise<Result<readonly Allowance[]>> {
  if (crossing.principal.mandate === undefined) return ok([]);
  const mandate = await mandateOf(gate, crossing);
  return mandate.ok ? ok(mandate.value.accounts) : mandate;
}

async function readRequest(crossing: Crossing): Promise<Result<ModelRequest>> {
  const { limits } = crossing.charter.settings;
  const body = await crossing.arrival.readBody(limits.body_bytes);
  if (!body.ok) return body;
  const document = parseJson(body.value, { depthMax: limits.depth });
  if (!document.ok) return document;
  return crossing.arrival.protocol.readRequest(document.value, crossing.arrival.operation);
}

export function statedPurpose(crossing: Crossing<Arriving>): Result<string> {
  const stated = crossing.arrival.headers['x-gatehouse-purpose'];
  if (stated === undefined) return ok(crossing.notes.purpose);
  if (crossing.principal.purposes.includes(stated)) return ok(stated);
  const open = crossing.principal.purposes.join(', ') || 'none';
  return failed(
    fault('policy.purpose', `The stated purpose is not open to this principal; open to it: ${open}.`),
  );
}

const CONVERSATION = /^[A-Za-z0-9._:-]{1,128}$/;

/** WHY refused and not dropped: placeholders of two conversations would otherwise be one's. */
export function statedConversation({ arrival, notes }: Crossing<Arriving>): Result<string> {
  const stated = arrival.headers['x-gatehouse-conversation'];
  if (stated === undefined) return ok(notes.conversation);
  if (CONVERSATION.test(stated)) return ok(stated);
  const message =
    'x-gatehouse-conversation is at most 128 letters, digits, dots, hyphens, underscores, colons.';
  return failed(fault('request.headers', message));
}

function candidatesFor(crossing: Crossing, request: ModelRequest): Result<readonly Candidate[]> {
  const { models } = crossing.charter;
  const first = models.get(request.model);
  if (first === undefined) {
    return failed(
      fault('model.unknown', 'No model of this name is configured; list the models to see those that are.'),
    );
  }
  // WHY: only a configured name goes on record; any other text in its place could be content.
  crossing.notes.asked = first.resource.name;
  const fallbacks = first.settings.fallback.flatMap((name) => models.get(name) ?? []);
  const candidates = [first, ...fallbacks];
  const speaks = ({ provider }: Candidate) =>
    provider === undefined || provider.protocols.includes(crossing.arrival.protocol.id);
  if (candidates.every(speaks)) return ok(candidates);
  const message = `Model ${first.resource.name} is not served in this protocol; call it by its provider's own.`;
  return failed(fault('model.protocol', message));
}

/** Models that the charter may route this crossing to: the reservation has to cover them as well. */
function routeTargets(crossing: Crossing): readonly Candidate[] {
  const { settings, models } = crossing.charter;
  return settings.charter.data.flatMap((rule) => {
    const target = rule.route_to === undefined ? undefined : models.get(rule.route_to);
    return target === undefined ? [] : [target];
  });
}
