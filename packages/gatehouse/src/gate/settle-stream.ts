/** Passes a stream on while it is inspected, and keeps its last event back until the outcome is durable. */
import type { Fault } from '../kernel/faults.ts';
import { failed, type Result } from '../kernel/result.ts';
import type { Ending } from '../ledger/evidence.ts';
import type { Crossing } from './crossing.ts';
import { answeredBy } from './evidence.ts';
import type { Gate } from './gate.ts';
import { brokenOff, type StreamResult } from './inspect-result.ts';
import { chargeFor, commitOutcome, timings } from './outcome.ts';

/**
 * The body of a streamed answer. When the caller goes away, the generator is returned early: the rest of the
 * provider's answer is then read for its usage alone, because the caller pays for what it asked for.
 */
export async function* settledStream(
  gate: Gate,
  crossing: Crossing,
  result: StreamResult,
): AsyncGenerator<string, void, void> {
  const passed = gate.digests.start(crossing.principal.tenant);
  const chunks = result.performed.answer.body[Symbol.asyncIterator]();
  let settled = false;
  try {
    let closing = '';
    let cut: Fault | undefined;
    // INVARIANT: nothing that completes the answer leaves before its outcome is durable.
    while (cut === undefined) {
      const piece = await nextPiece(result, chunks);
      if (piece === undefined) break;
      if (!piece.ok) cut = piece.fault;
      else if (result.stream.complete) closing += piece.value;
      else if (piece.value !== '') {
        passed.update(piece.value);
        yield piece.value;
      }
    }
    passed.update(closing);
    settled = true;
    const committed = await settleStream(gate, crossing, { result, cut, passed: passed.finish() });
    const wrong = cut ?? (committed.ok ? undefined : committed.fault);
    yield wrong === undefined ? closing : crossing.arrival.protocol.writeStreamFault(wrong, crossing.id);
  } finally {
    if (!settled) gate.open.track(drain(gate, crossing, { result, chunks, passed: passed.finish() }));
  }
}

/** The text that became clear with the next chunk; undefined at the end, a fault when the stream has to be cut. */
async function nextPiece(
  { stream }: StreamResult,
  chunks: AsyncIterator<Uint8Array>,
): Promise<Result<string> | undefined> {
  try {
    const next = await chunks.next();
    if (next.done !== true) return stream.push(next.value);
    const rest = stream.finish();
    return rest.ok ? undefined : rest;
  } catch (cause) {
    return failed(brokenOff(cause));
  }
}

interface StreamEnd {
  readonly result: StreamResult;
  readonly cut: Fault | undefined;
  readonly passed: string;
  readonly clientGone?: boolean;
}

async function settleStream(gate: Gate, crossing: Crossing, { result, cut, passed, clientGone }: StreamEnd) {
  const { performed, stream } = result;
  if (cut !== undefined) performed.answer.abandon();
  // WHY: usage counts only from a stream that reached its end; before that it is a running total at best.
  const usage = stream.complete ? stream.usage : undefined;
  const { policy, model } = stream;
  return commitOutcome(gate, crossing, {
    cleared: performed.cleared,
    charge: chargeFor(gate, performed.cleared, { billed: true, usage }),
    keepReservation: false,
    facts: {
      ending: clientGone === true ? 'client_gone' : endingOf(cut),
      ...(cut === undefined ? {} : { fault: cut.code }),
      ...answeredBy(model),
      ...(policy === undefined ? {} : { policy }),
      inspection: stream.inspection,
      status: performed.answer.status,
      timings: timings(gate, crossing, performed),
      digests: { answered: passed },
    },
  });
}

function endingOf(cut: Fault | undefined): Ending {
  if (cut === undefined) return 'completed';
  return cut.code.startsWith('provider.') ? 'failed' : 'cut';
}

interface Drained {
  readonly result: StreamResult;
  readonly chunks: AsyncIterator<Uint8Array>;
  readonly passed: string;
}

/** Reads what is left for its usage, throws the text away, and settles. Bounded by the adapter's own time limits. */
async function drain(gate: Gate, crossing: Crossing, { result, chunks, passed }: Drained): Promise<void> {
  for (;;) {
    const piece = await nextPiece(result, chunks);
    if (piece === undefined || !piece.ok) break;
  }
  result.performed.answer.abandon();
  await settleStream(gate, crossing, { result, passed, cut: undefined, clientGone: true });
}
