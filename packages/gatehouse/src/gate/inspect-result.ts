/** Station 8, inspect the result: the same detectors and labels over what came back, whole or as it streams. */
import { backgroundOf } from '../inspection/background.ts';
import { type Fault, fault } from '../kernel/faults.ts';
import { failed, type Result } from '../kernel/result.ts';
import type { Ending, InspectionEvidence, PolicyEvidence } from '../ledger/evidence.ts';
import { decodeUtf8, parseJson } from '../protocols/json/parse.ts';
import type { AnswerChanges, ModelAnswer, Usage } from '../protocols/protocol.ts';
import { ProviderBreak } from '../providers/provider.ts';
import { AnswerPolicy } from './answer-policy.ts';
import { StreamInspection } from './answer-stream.ts';
import { isRetryable } from './attempts.ts';
import type { Crossing } from './crossing.ts';
import { inspectionEvidence } from './evidence.ts';
import type { Gate } from './gate.ts';
import { inspectReading } from './inspect.ts';
import { marksOfFinding } from './label.ts';
import type { Performed } from './stations.ts';
import { treat } from './treat.ts';

/** An answer that was read and judged as a whole. */
export interface WholeResult {
  readonly kind: 'whole';
  readonly performed: Performed;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly ending: Ending;
  readonly fault?: Fault;
  /** Present when the provider answered with success. */
  readonly billed: boolean;
  readonly usage: Usage | undefined;
  readonly answered: string | undefined;
  readonly policy: PolicyEvidence | undefined;
  readonly inspection: InspectionEvidence | undefined;
  readonly again: boolean;
}

export interface StreamResult {
  readonly kind: 'stream';
  readonly performed: Performed;
  readonly stream: StreamInspection;
}

export async function inspectResult(
  gate: Gate,
  crossing: Crossing,
  performed: Performed,
): Promise<WholeResult | StreamResult> {
  const { answer, cleared } = performed;
  const success = answer.status >= 200 && answer.status < 300;
  const streamed = answer.headers['content-type']?.toLowerCase().startsWith('text/event-stream') ?? false;
  if (success && cleared.decided.request.stream && streamed) {
    return { kind: 'stream', performed, stream: new StreamInspection(gate, crossing, performed) };
  }
  // WHY: a stream that nobody asked for, or a missing one, would be read by the wrong codec, so it is not read at all.
  if (success && cleared.decided.request.stream !== streamed) {
    answer.abandon();
    return faulty(
      crossing,
      performed,
      fault('provider.protocol', 'The provider answered in a form that was not asked for.'),
    );
  }
  return inspectWhole(gate, crossing, { performed, success });
}

const CREDENTIAL_STATUS = new Set([401, 403, 407]);

async function inspectWhole(
  gate: Gate,
  crossing: Crossing,
  { performed, success }: { performed: Performed; success: boolean },
): Promise<WholeResult> {
  const { arrival, charter } = crossing;
  // WHY: the provider refused the gate's own credential; a client that read this as its own 401 would be misled.
  if (CREDENTIAL_STATUS.has(performed.answer.status)) {
    performed.answer.abandon();
    return faulty(
      crossing,
      performed,
      fault('provider.refused', 'The provider does not accept the credential of this gate.'),
    );
  }
  const text = await readWhole(performed, charter.settings.limits.answer_bytes);
  if (!text.ok) return faulty(crossing, performed, text.fault);
  const document = parseJson(text.value, { depthMax: charter.settings.limits.depth });
  if (!document.ok) return faulty(crossing, performed, unreadable(performed));
  const answer = arrival.protocol.readAnswer(document.value, arrival.operation);
  if (!answer.ok) return faulty(crossing, performed, unreadable(performed));

  const judged = await judge(gate, crossing, { performed, answer: answer.value });
  if (!judged.ok) {
    const { fault: cause, policy, inspection } = judged;
    return {
      ...faulty(crossing, performed, cause),
      ending: 'cut',
      usage: answer.value.usage,
      policy,
      inspection,
    };
  }
  const { changes, policy, inspection } = judged;
  return {
    kind: 'whole',
    performed,
    status: performed.answer.status,
    headers: passedHeaders(performed),
    body: arrival.protocol.writeAnswer(answer.value, changes),
    ending: success ? 'completed' : 'failed',
    ...(success ? {} : { fault: refusedByProvider(performed.answer.status) }),
    billed: success,
    usage: answer.value.usage,
    answered: answer.value.model,
    policy,
    inspection,
    again: !success && isRetryable(performed.answer.status),
  };
}

interface Seen {
  readonly policy: PolicyEvidence | undefined;
  readonly inspection: InspectionEvidence | undefined;
}

/** WHY: an answer that is withheld is on record with what was found in it, which is why it was. */
type Judged = Seen & (Ok | Failed);
type Ok = { readonly ok: true; readonly changes: AnswerChanges };
type Failed = { readonly ok: false; readonly fault: Fault };

async function judge(
  gate: Gate,
  crossing: Crossing,
  { performed, answer }: { performed: Performed; answer: ModelAnswer },
): Promise<Judged> {
  const { decided } = performed.cleared;
  const { passages, placeholders } = decided;
  const policy = new AnswerPolicy(crossing, decided);
  const sightings = await inspectReading(crossing, answer, backgroundOf(passages, placeholders.keys()));
  if (!sightings.ok) return { ...sightings, policy: undefined, inspection: undefined };
  const found = { sightings: sightings.value, opaque: answer.opaque };
  const seen = () => ({ policy: policy.evidence, inspection: inspectionEvidence(crossing, answer, found) });

  const treatments = policy.judge(
    sightings.value.map(({ finding, passage }) => marksOfFinding(finding, passage.role)),
    answer.opaque.map(({ kind }) => kind),
  );
  if (!treatments.ok) return { ...treatments, ...seen() };
  const treated = await treat(gate, crossing, {
    sightings: sightings.value,
    treatments: treatments.value,
    restore: placeholders,
  });
  if (!treated.ok) return { ...treated, ...seen() };
  const { rewrites, masked, restored } = treated.value;
  const touched = new Set(rewrites.map(({ passage }) => answer.channels.get(passage.place)));
  return {
    ok: true,
    // INVARIANT: a copy never says what its original no longer does.
    changes: { rewrites, removed: answer.copies.filter(({ channel }) => touched.has(channel)) },
    policy: policy.evidence,
    inspection: inspectionEvidence(crossing, answer, { ...found, masked, restored }),
  };
}

async function readWhole({ answer }: Performed, bytesMax: number): Promise<Result<string>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of answer.body) {
      size += chunk.length;
      if (size > bytesMax) {
        answer.abandon();
        return failed(
          fault('provider.too_large', `The provider's answer exceeds the limit of ${bytesMax} bytes.`),
        );
      }
      chunks.push(chunk);
    }
  } catch (cause) {
    return failed(brokenOff(cause));
  }
  return decodeUtf8(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
}

/** Why a body ended before its end: what the adapter says, where it says something. */
export function brokenOff(cause: unknown): Fault {
  return cause instanceof ProviderBreak
    ? cause.fault
    : fault('provider.protocol', 'The provider broke off in the middle of its answer.', { cause });
}

function unreadable({ answer }: Performed): Fault {
  return answer.status >= 200 && answer.status < 300
    ? fault('inspection.unreadable', 'The provider answered with something that cannot be read in full.')
    : refusedByProvider(answer.status);
}

function refusedByProvider(status: number): Fault {
  return fault('provider.refused', `The provider answered with status ${status}.`, {
    status: Math.max(400, status),
  });
}

function faulty(crossing: Crossing, performed: Performed, cause: Fault): WholeResult {
  const { status, headers, body } = crossing.arrival.protocol.writeFault(cause, crossing.id);
  const success = performed.answer.status >= 200 && performed.answer.status < 300;
  return {
    kind: 'whole',
    performed,
    status,
    headers: { ...passedHeaders(performed), ...headers },
    body,
    ending: 'failed',
    fault: cause,
    billed: success,
    usage: undefined,
    answered: undefined,
    policy: undefined,
    inspection: undefined,
    again: !success && isRetryable(performed.answer.status),
  };
}

/** INVARIANT: of the provider's headers only these reach the caller; the rest may name the account behind the key. */
function passedHeaders({ answer }: Performed): Record<string, string> {
  const retryAfter = answer.headers['retry-after'];
  return retryAfter !== undefined && /^\d{1,6}$/.test(retryAfter) ? { 'retry-after': retryAfter } : {};
}
