/** The calls that stand still in this process, because their server asked something that nobody has answered yet. */
import type { CallIo } from '../../../gate/broker.ts';
import type { Result } from '../../../kernel/result.ts';
import type { Answer } from './answer.ts';

export type Question = Parameters<NonNullable<CallIo['ask']>>[0];

/** One call that goes on while the requests that carry it come and go. */
export interface Running {
  readonly id: string;
  readonly owner: string;
  readonly startedMs: number;
  readonly cancelling: AbortController;
  /** Questions without an answer, by the key under which the client was asked. */
  readonly asked: Map<
    string,
    { readonly question: Question; readonly answer: (given: Result<unknown>) => void }
  >;
  /** Resolves when there are new questions. */
  asking: PromiseWithResolvers<'asking'>;
  /** The request that carries it now; undefined while it stands still. */
  carrier: CallIo | undefined;
  answer: Promise<Answer>;
}

/** What stands still in this process. Another replica does not know it, and the client begins the call again. */
export interface Suspended {
  readonly calls: Map<string, Running>;
}

const SUSPENDED_MAX = 1_024;
const PER_OWNER_MAX = 16;
/** For this long a call stands still. */
export const STANDS_MS = 10 * 60_000;

export function createSuspended(): Suspended {
  return { calls: new Map() };
}

export function abortSuspended({ calls }: Suspended): void {
  for (const { cancelling } of calls.values()) cancelling.abort();
  calls.clear();
}

/** Lets go of what stood still for too long, and says whether one more may. */
export function hasRoom({ calls }: Suspended, owner: string, elapsedMs: number): boolean {
  for (const [id, { startedMs, carrier, cancelling }] of calls) {
    if (carrier !== undefined || startedMs > elapsedMs - STANDS_MS) continue;
    cancelling.abort();
    calls.delete(id);
  }
  const owned = [...calls.values().filter((call) => call.owner === owner)];
  return calls.size < SUSPENDED_MAX && owned.length < PER_OWNER_MAX;
}
