/** Station 6, record: evidence of intent is durable before anything leaves; only then it is cleared. */
import { digestOfBody } from '../kernel/clearance.ts';
import { fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import type { OutgoingCall } from '../providers/provider.ts';
import { clear } from './clear.ts';
import type { Crossing } from './crossing.ts';
import { intentEntry } from './evidence.ts';
import { fetchRemoteContent } from './fetch-remote.ts';
import type { Gate } from './gate.ts';
import { inspectFetched } from './inspect-fetched.ts';
import { noteSeen } from './note-seen.ts';
import type { Cleared, Decided } from './stations.ts';

export async function record(gate: Gate, crossing: Crossing, first: Decided): Promise<Result<Cleared>> {
  const { request } = first;
  const inlined = await fetchRemoteContent(gate, crossing, request.remote);
  if (!inlined.ok) return inlined;
  const settled = await inspectFetched(gate, crossing, { decided: first, inlined: inlined.value });
  if (!settled.ok) return settled;
  const decided = settled.value;
  const { target, rewrites } = decided;
  const seen = await noteSeen(gate, crossing, decided.passages);
  if (!seen.ok) return seen;
  const { provider, resource } = target;
  if (provider === undefined) {
    const message = `Model ${resource.name} is configured, but its provider has no credential here.`;
    return failed(fault('provider.unavailable', message, { status: 503 }));
  }

  const { arrival, principal } = crossing;
  const body = arrival.protocol.writeRequest(request, {
    model: resource.providerModel,
    cacheKey: (original) => gate.digests.of(principal.tenant, `cache-key:${original}`).slice(0, 32),
    rewrites,
    inlined: inlined.value,
  });
  crossing.notes.attempts = decided.attempt.number;
  const entry = intentEntry(gate, crossing, { decided, body });
  const clearance = await clear(gate, crossing, {
    entry,
    call: {
      attempt: decided.attempt.number,
      provider: provider.id,
      model: resource.providerModel,
      bodyDigest: digestOfBody(body),
    },
  });
  if (!clearance.ok) return clearance;
  const call: OutgoingCall = {
    operation: request.operation,
    protocol: arrival.protocol.id,
    model: resource.providerModel,
    stream: request.stream,
    body,
    headers: arrival.headers,
  };
  return ok({ decided, clearance: clearance.value, call, provider });
}
