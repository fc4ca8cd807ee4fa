/** Entries of the ledger about calls to tools: names, kinds and digests, never an argument's value or a result's text. */
import type { Fault, FaultCode } from '../kernel/faults.ts';
import { newCrossingId } from '../kernel/ids.ts';
import type { Entry } from '../ledger/entries.ts';
import type {
  Ending,
  InspectionEvidence,
  OutcomeEvidence,
  PolicyEvidence,
  ToolEvidence,
} from '../ledger/evidence.ts';
import { ASK_METHODS } from '../tools/transport.ts';
import { common, entryOf } from './evidence.ts';
import type { Gate } from './gate.ts';
import { factsOf } from './tool/judge.ts';
import { type Decided, onlyReads, type ToolCrossing } from './tool/stations.ts';

/** WHY: an entry holds at most 65,535 bytes (C2SP tlog-tiles), so lists that a caller can grow are cut. */
const FACTS_MAX = 128;

export function toolIntentEntry(gate: Gate, crossing: ToolCrossing, decided: Decided): Entry {
  const { tenant } = crossing.principal;
  const { body, document, approval } = decided;
  const received = gate.digests.of(tenant, document.source);
  return entryOf(gate, crossing, {
    ...common(gate, crossing, decided.attempt.number),
    kind: 'intent',
    tool: toolEvidence(decided),
    policy: decided.policy,
    ...(approval === undefined ? {} : { approval: { hold: approval.hold, people: approval.people } }),
    inspection: decided.inspection,
    reserved: {
      tokens: 0,
      microUsd: 0,
      budgets: [...new Set(crossing.notes.reservation?.shares.map(({ budget }) => budget))],
    },
    digests: {
      received,
      sent: body === document.source ? received : gate.digests.of(tenant, body),
    },
  });
}

function toolEvidence(decided: Decided): ToolEvidence {
  const { tool, assessment, repeat } = decided;
  const { origins, unfounded, leaks, beyond } = factsOf(assessment);
  return {
    // WHY not its address: a resource's could be content.
    name: decided.action === 'resource.read' ? `${tool.transport.id}/resource` : tool.qualified,
    server: tool.transport.id,
    effect: onlyReads(decided) ? 'read' : tool.manifest.effect,
    definition: tool.pin,
    confinement: tool.transport.confinement,
    origins: origins.slice(0, FACTS_MAX),
    unfounded: unfounded.slice(0, FACTS_MAX),
    leaks: leaks.slice(0, FACTS_MAX),
    beyond,
    ...(decided.endorsements.length === 0 ? {} : { endorsements: decided.endorsements }),
    ...(repeat === undefined ? {} : { repeated: true as const }),
  };
}

export interface ToolOutcome {
  readonly attempt: number;
  readonly ending: Ending;
  readonly fault: FaultCode | undefined;
  readonly timings: OutcomeEvidence['timings'];
  readonly policy: PolicyEvidence | undefined;
  readonly inspection: InspectionEvidence | undefined;
  readonly answered: string | undefined;
}

export function toolOutcomeEntry(gate: Gate, crossing: ToolCrossing, outcome: ToolOutcome): Entry {
  const { attempt, ending, fault, timings, policy, inspection, answered } = outcome;
  const { tenant } = crossing.principal;
  return entryOf(gate, crossing, {
    ...common(gate, crossing, attempt),
    kind: 'outcome',
    ending,
    ...(fault === undefined ? {} : { fault }),
    usage: { inputTokens: 0, outputTokens: 0, microUsd: 0, basis: 'none' },
    ...(policy === undefined ? {} : { policy }),
    ...(inspection === undefined ? {} : { inspection }),
    timings,
    digests: answered === undefined ? {} : { answered: gate.digests.of(tenant, answered) },
  });
}

/**
 * What a server wanted of its client, and whether it was let through. WHY an id of its own, as every act has: a call may
 * ask many things, and the ledger keeps one entry of a kind for each id.
 */
export function askedEntry(
  gate: Gate,
  crossing: ToolCrossing,
  what: {
    readonly ask: { readonly method: string };
    readonly policy: PolicyEvidence;
    readonly fault: Fault | undefined;
  },
): Entry {
  const { ask, policy, fault } = what;
  const id = newCrossingId(gate.clock, gate.chance);
  const entry = entryOf(gate, crossing, {
    version: 1,
    kind: 'act',
    id,
    at: new Date(gate.clock.nowMs()).toISOString(),
    actor: crossing.notes.asked ?? 'a server',
    act: fault === undefined ? 'server.ask allowed' : 'server.ask refused',
    // WHY not as it came: a server could write content there.
    subject: ASK_METHODS.find((method) => method === ask.method) ?? 'an unknown method',
    detail: {
      crossing: crossing.id,
      ...(crossing.notes.mandate === undefined ? {} : { mandate: crossing.notes.mandate }),
      policy: policy.digest,
      ...(fault === undefined ? {} : { fault: fault.code }),
    },
  });
  return { ...entry, crossing: id };
}
