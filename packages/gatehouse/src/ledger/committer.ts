/** The group committer: many crossings' entries in one transaction, one at a time, and nobody is told before it is durable. */
import { type Fault, fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import { outcomeInPlace } from './endings.ts';
import type { Charges, Entry, Ledger } from './entries.ts';

/** One entry as it is handed to the store. */
export interface Recording {
  readonly entry: Entry;
  /** Charged with the entry; with an intent, kept until it has an outcome. */
  readonly charges?: Charges;
  /** Append only while the crossing is open: for outcomes that are written in another's place. */
  readonly onlyIfOpen?: true;
}

/** What became of one batch. */
export type Written =
  /** Durable; `differing` are the indices of entries for which the ledger already held another body. */
  | { readonly state: 'committed'; readonly differing: readonly number[] }
  /** The database said no: nothing of it was written, and the same batch would be refused again. */
  | { readonly state: 'refused'; readonly cause: string }
  /** Nothing was written: the database was not reached, or gave up in a way that may pass. */
  | { readonly state: 'away'; readonly cause: string }
  /** The connection was lost before the answer: it may have been written. */
  | { readonly state: 'unknown'; readonly cause: string };

type NotWritten = Extract<Written, { state: 'away' | 'unknown' }>;

export interface EntryWriter {
  /** Writes all or nothing in one transaction. Never throws for anything that the database can do. */
  record(batch: readonly Recording[]): Promise<Written>;
}

export interface Committer extends Ledger {
  /** Resolves once everything that was appended has its answer. What could not be closed by then is left to recovery. */
  drain(): Promise<void>;
}

interface CommitterParts {
  readonly writer: EntryWriter;
  readonly nowMs: () => number;
  readonly pause: (ms: number) => Promise<void>;
  readonly limits?: Partial<typeof LIMITS>;
}

const LIMITS = {
  /** Entries and bytes of one transaction. */
  batchEntries: 512,
  batchBytes: 4 * 1024 * 1024,
  /** Entries that may wait. For outcomes it is twice as many: what has left must be settled. */
  waiting: 8_192,
  /** How long an outcome is tried again while the database is away, and how often. */
  outcomeRetryMs: 15_000,
  retryEveryMs: 200,
};

interface Waiting extends Recording {
  readonly bytes: number;
  readonly giveUpAtMs: number;
  readonly settle: (result: Result<void>) => void;
}

export function createCommitter(parts: CommitterParts): Committer {
  const limits = { ...LIMITS, ...parts.limits };
  const queue: Waiting[] = [];
  const idle: (() => void)[] = [];
  let held = 0;
  let draining = false;
  let running = false;

  function enqueue(item: Waiting): void {
    queue.push(item);
    if (running) return;
    running = true;
    // WHY: whatever else arrives in this turn of the event loop shares the transaction.
    setImmediate(() => void flush());
  }

  async function flush(): Promise<void> {
    while (queue.length > 0) await write(takeBatch(queue, limits));
    running = false;
  }

  async function write(batch: readonly Waiting[]): Promise<void> {
    const written = await parts.writer.record(batch);
    if (written.state === 'committed') {
      const differing = new Set(written.differing);
      batch.forEach((item, index) => {
        answer(item, differing.has(index) ? failed(alreadyOther()) : ok(undefined));
      });
    } else if (written.state !== 'refused') {
      for (const item of batch) tryAgainOrFail(item, written);
    } else if (batch.length === 1) {
      for (const item of batch) answer(item, failed(notDurable(written.cause)));
    } else {
      // WHY: one bad entry must not fail its neighbours; halving finds it in a logarithm of commits.
      const middle = batch.length >> 1;
      await write(batch.slice(0, middle));
      await write(batch.slice(middle));
    }
  }

  function tryAgainOrFail(item: Waiting, written: NotWritten): void {
    const again = item.onlyIfOpen ? !draining : parts.nowMs() < item.giveUpAtMs;
    if (again) later(item);
    else {
      const closing = item.onlyIfOpen || draining ? undefined : closingOf(item, written.state, parts.nowMs());
      if (closing !== undefined) {
        held += 1;
        later({ ...closing, bytes: item.bytes, giveUpAtMs: 0, settle: () => undefined });
      }
      answer(item, failed(notDurable(written.cause)));
    }
  }

  function later(item: Waiting): void {
    void parts.pause(limits.retryEveryMs).then(() => enqueue(item));
  }

  function answer(item: Waiting, result: Result<void>): void {
    held -= 1;
    item.settle(result);
    if (held === 0) for (const tell of idle.splice(0)) tell();
  }

  return {
    append(entry, charges) {
      const bytes = Buffer.byteLength(entry.body);
      if (bytes > BODY_BYTES_MAX) return Promise.resolve(failed(notDurable(`a body of ${bytes} bytes`)));
      const room = entry.kind === 'outcome' ? 2 * limits.waiting : limits.waiting;
      if (held >= room) return Promise.resolve(failed(notDurable('the queue of entries is full')));
      held += 1;
      const giveUpAtMs = entry.kind === 'outcome' ? parts.nowMs() + limits.outcomeRetryMs : 0;
      return new Promise((settle) => {
        enqueue({ entry, bytes, giveUpAtMs, settle, ...(charges === undefined ? {} : { charges }) });
      });
    },
    drain() {
      draining = true;
      return held === 0 ? Promise.resolve() : new Promise((tell) => idle.push(tell));
    },
  };
}

/**
 * INVARIANT: no crossing stays open in a living process. What was answered with a fault is still closed in the
 * ledger, as soon as the database is back: an intent that may have been written, because nothing left under it;
 * an outcome, because what it cost must be charged.
 */
function closingOf(
  { entry, charges }: Recording,
  state: NotWritten['state'],
  atMs: number,
): Recording | undefined {
  if (entry.kind === 'outcome') return { entry, onlyIfOpen: true, ...(charges && { charges }) };
  if (entry.kind !== 'intent' || state !== 'unknown') return undefined;
  const outcome = outcomeInPlace(entry, { ending: 'failed', atMs });
  return outcome && { entry: outcome, onlyIfOpen: true };
}

/** The longest entry of a C2SP tlog-tiles log, whose entries are prefixed by a 16-bit length. In UTF-8 bytes. */
const BODY_BYTES_MAX = 65_535;

function takeBatch(queue: Waiting[], limits: typeof LIMITS): readonly Waiting[] {
  let count = 0;
  let bytes = 0;
  for (const item of queue) {
    bytes += item.bytes;
    if (count === limits.batchEntries || (count > 0 && bytes > limits.batchBytes)) break;
    count += 1;
  }
  return queue.splice(0, count);
}

function notDurable(cause: string): Fault {
  return fault('evidence.unavailable', 'The record of this crossing could not be made durable. Try again.', {
    cause,
    retryAfterSeconds: 1,
  });
}

function alreadyOther(): Fault {
  return fault('evidence.unavailable', 'The ledger already holds other evidence for this attempt.');
}
