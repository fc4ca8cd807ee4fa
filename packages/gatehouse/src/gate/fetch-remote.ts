/** Fetches listed remote content of a request, each fetch on record first, so that the provider need not. */

import { canonical } from '../kernel/canonical.ts';
import { fault } from '../kernel/faults.ts';
import { newCrossingId } from '../kernel/ids.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import type { ActEvidence } from '../ledger/evidence.ts';
import type { RemoteContent, RequestChanges } from '../protocols/protocol.ts';
import type { Crossing } from './crossing.ts';
import type { Gate } from './gate.ts';

type Inlined = RequestChanges['inlined'];

const REMOTE_MAX = 16;

export async function fetchRemoteContent(
  gate: Gate,
  crossing: Crossing,
  remote: readonly RemoteContent[],
): Promise<Result<Inlined>> {
  if (remote.length > REMOTE_MAX) {
    return failed(fault('request.too_large', `A request may hold at most ${REMOTE_MAX} remote addresses.`));
  }
  const inlined: Inlined[number][] = [];
  for (const content of remote) {
    const fetched = await fetchOne(gate, crossing, content);
    if (!fetched.ok) return fetched;
    inlined.push({ content, ...fetched.value });
  }
  return ok(inlined);
}

async function fetchOne(gate: Gate, crossing: Crossing, content: RemoteContent) {
  if (!gate.remote.isListed(content.url)) {
    const message = `The remote address at ${content.place} is not on the list of hosts; send the content itself.`;
    return failed(fault('remote_content.denied', message));
  }
  const act: ActEvidence = {
    version: 1,
    kind: 'act',
    id: newCrossingId(gate.clock, gate.chance),
    at: new Date(gate.clock.nowMs()).toISOString(),
    actor: crossing.principal.id,
    act: 'remote_content.fetch',
    subject: new URL(content.url).host,
    detail: {
      crossing: crossing.id,
      place: content.place,
      url: gate.digests.of(crossing.principal.tenant, content.url),
    },
  };
  const durable = await gate.ledger.append({
    tenant: crossing.principal.tenant,
    crossing: act.id,
    attempt: 0,
    kind: 'act',
    atMs: gate.clock.nowMs(),
    body: canonical(act),
  });
  if (!durable.ok) return durable;
  return gate.remote.load(content.url, crossing.charter.settings.remote_content.max_bytes);
}
