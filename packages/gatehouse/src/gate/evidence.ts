/** Turns what the stations learned into entries of the ledger: digests, counts and names, never content. */
import type { Sighting } from '../inspection/inspector.ts';
import { canonical, writtenOnce } from '../kernel/canonical.ts';
import type { FaultCode } from '../kernel/faults.ts';
import type { Principal } from '../kernel/principal.ts';
import type { Charges, Entry, EntryKind } from '../ledger/entries.ts';
import type {
  Evidence,
  InspectionEvidence,
  IntentEvidence,
  ModelEvidence,
  OutcomeEvidence,
  PolicyEvidence,
  PrincipalEvidence,
  RefusalEvidence,
} from '../ledger/evidence.ts';
import type { Decision } from '../policy/decision.ts';
import type { Reading } from '../protocols/protocol.ts';
import type { Arriving, Crossing } from './crossing.ts';
import type { Candidate, Gate } from './gate.ts';
import type { Decided } from './stations.ts';
import { Tally } from './tally.ts';

/** WHY: an entry holds at most 65,535 bytes (C2SP tlog-tiles), so lists that a caller can grow are cut, and say so. */
const PLACES_MAX = 64;
const PLACE_LENGTH_MAX = 120;

/** WHY: decisions and principals are remembered for thousands of crossings; so is what the ledger says of them. */
const ofDecision = new WeakMap<Decision, PolicyEvidence>();
const ofPrincipal = new WeakMap<Principal, PrincipalEvidence>();

export function policyEvidence(decision: Decision): PolicyEvidence {
  const known = ofDecision.get(decision);
  if (known !== undefined) return known;
  const evidence = writtenOnce({
    digest: decision.policyDigest,
    verdict: decision.verdict,
    reason: decision.reason,
    policies: decision.policies.slice(0, PLACES_MAX),
    obligations: decision.obligations
      .slice(0, PLACES_MAX)
      .map(({ kind, classes, policy }) => ({ kind, classes, policy })),
    context: decision.projected,
  });
  ofDecision.set(decision, evidence);
  return evidence;
}

function principalEvidence(principal: Principal): PrincipalEvidence {
  const known = ofPrincipal.get(principal);
  if (known !== undefined) return known;
  const { kind, id, tenant, roles, teams, chain, credential } = principal;
  const who = { kind, id, tenant, roles, teams, chain };
  const evidence = writtenOnce({ ...who, credential: { kind: credential.kind, id: credential.id } });
  ofPrincipal.set(principal, evidence);
  return evidence;
}

export function inspectionEvidence(
  crossing: Crossing<Arriving>,
  reading: Pick<Reading, 'passages'>,
  seen: {
    readonly sightings: readonly Sighting[];
    readonly opaque: readonly { readonly kind: string; readonly place: string; readonly bytes: number }[];
    readonly masked?: Readonly<Record<string, number>>;
    readonly restored?: Readonly<Record<string, number>>;
  },
): InspectionEvidence {
  const tally = new Tally();
  for (const { finding } of seen.sightings) tally.see(finding);
  tally.add('masked', seen.masked ?? {});
  tally.add('restored', seen.restored ?? {});
  tally.passages = reading.passages.length;
  for (const passage of reading.passages) tally.characters += passage.text.length;
  return {
    rules: crossing.charter.inspector.digest,
    ...tally.evidence(),
    integrity: 'untrusted',
    notInspected: notInspected(seen.opaque),
  };
}

export function notInspected(
  opaque: readonly { readonly kind: string; readonly place: string; readonly bytes: number }[],
): InspectionEvidence['notInspected'] {
  const listed = opaque
    .slice(0, PLACES_MAX)
    .map(({ kind, place, bytes }) => ({ kind, place: place.slice(0, PLACE_LENGTH_MAX), bytes }));
  const rest = opaque.slice(PLACES_MAX);
  if (rest.length === 0) return listed;
  const bytes = rest.reduce((sum, item) => sum + item.bytes, 0);
  return [...listed, { kind: 'more', place: `${rest.length} more places`, bytes }];
}

/** What recovery charges if this process dies before the outcome: the whole reservation. */
export function reservedCharges(crossing: Crossing<Arriving>): Charges | undefined {
  const { reservation } = crossing.notes;
  if (reservation === undefined) return undefined;
  return {
    tenant: reservation.tenant,
    charges: reservation.shares.map((share) => ({ share, spent: share.amount })),
  };
}

export function intentEntry(gate: Gate, crossing: Crossing, what: { decided: Decided; body: string }): Entry {
  const { decided, body } = what;
  const { tenant } = crossing.principal;
  const { source } = decided.request.document;
  const received = gate.digests.of(tenant, source);
  const evidence: IntentEvidence = {
    ...common(gate, crossing, decided.attempt.number),
    kind: 'intent',
    model: modelEvidence(decided.request.model, decided.target),
    policy: decided.policy,
    ...(decided.approval === undefined ? {} : { approval: decided.approval }),
    inspection: decided.inspection,
    reserved: {
      tokens: decided.bound.tokens ?? 0,
      microUsd: decided.bound.microUsd ?? 0,
      budgets: [...new Set(crossing.notes.reservation?.shares.map(({ budget }) => budget))],
    },
    digests: { received, sent: body === source ? received : gate.digests.of(tenant, body) },
  };
  return entryOf(gate, crossing, evidence);
}

export type OutcomeFacts = Omit<OutcomeEvidence, keyof ReturnType<typeof common> | 'kind'>;

export function outcomeEntry(
  gate: Gate,
  crossing: Crossing<Arriving>,
  what: { attempt: number; facts: OutcomeFacts },
): Entry {
  const evidence: OutcomeEvidence = {
    ...common(gate, crossing, what.attempt),
    kind: 'outcome',
    ...what.facts,
  };
  return entryOf(gate, crossing, evidence);
}

export interface RefusalFacts {
  readonly station: string;
  readonly fault: FaultCode;
  readonly message: string;
  readonly attempt: number;
}

export function refusalEntry(gate: Gate, crossing: Crossing<Arriving>, facts: RefusalFacts): Entry {
  const { asked, held, policy, inspection, bypasses } = crossing.notes;
  const evidence: RefusalEvidence = {
    ...common(gate, crossing, facts.attempt),
    kind: 'refusal',
    station: facts.station,
    fault: facts.fault,
    message: facts.message,
    ...(asked === undefined ? {} : { asked }),
    ...(held === undefined ? {} : { hold: held.id }),
    ...(policy === undefined ? {} : { policy }),
    ...(inspection === undefined ? {} : { inspection }),
    ...(bypasses === undefined
      ? {}
      : { bypasses: bypasses.slice(0, PLACES_MAX).map((name) => name.slice(0, PLACE_LENGTH_MAX)) }),
  };
  return entryOf(gate, crossing, evidence);
}

const MODEL_NAME = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}$/;

/** What the provider says answered. WHY: text that is no name of a model could be content, so it is not recorded. */
export function answeredBy(model: string | undefined): { readonly answered?: string } {
  if (model === undefined) return {};
  return { answered: MODEL_NAME.test(model) ? model : 'not a model name' };
}

export function common(gate: Gate, crossing: Crossing<Arriving>, attempt: number) {
  const { principal, arrival, notes, charter } = crossing;
  const mandate = notes.mandate ?? principal.mandate?.id;
  return {
    version: 1 as const,
    crossing: crossing.id,
    attempt,
    at: new Date(gate.clock.nowMs()).toISOString(),
    protocol: arrival.protocol.id,
    operation: arrival.operation,
    stream: notes.stream,
    principal: principalEvidence(principal),
    purpose: notes.purpose,
    environment: charter.settings.environment,
    ...(mandate === undefined ? {} : { mandate }),
  };
}

function modelEvidence(asked: string, { resource }: Candidate): ModelEvidence {
  const { name, provider, region, providerModel } = resource;
  return { asked, name, provider, region, called: providerModel };
}

export function entryOf(gate: Gate, crossing: Crossing<Arriving>, evidence: Evidence): Entry {
  return {
    tenant: crossing.principal.tenant,
    crossing: crossing.id,
    attempt: evidence.kind === 'act' ? 0 : evidence.attempt,
    kind: evidence.kind satisfies EntryKind,
    atMs: gate.clock.nowMs(),
    ...(crossing.clientReference === undefined ? {} : { clientReference: crossing.clientReference }),
    body: canonical(evidence),
  };
}
