/** The sequencer: one per database; gives pending leaves their places, gap-free, under a signed head. */
import { type Fault, fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import { createSigner, type Signer } from './checkpoint.ts';
import type { Keyring } from './keyring.ts';
import { growTree, type Tree } from './merkle.ts';

interface PendingLeaf {
  readonly entry: bigint;
  readonly leaf: Uint8Array;
}

/** What is stored with the newest head. */
export interface StoredHead {
  readonly note: string;
  /** The peaks of the tree, one after the other. */
  readonly peaks: Uint8Array;
}

export interface SealingStore {
  /** True while this process alone may seal. */
  holdDuty(): Promise<boolean>;
  newestHead(): Promise<StoredHead | undefined>;
  /** Leaves that wait for their place, lowest entry first. */
  pending(limit: number): Promise<readonly PendingLeaf[]>;
  /** Seals these leaves after the `size` that are sealed, in this order, under this head: all or nothing. */
  seal(size: number, entries: readonly bigint[], head: StoredHead): Promise<void>;
}

/** The newest head, kept outside the database, so that a database that was rolled back is noticed. */
export interface HeadFile {
  read(): Promise<string | undefined>;
  write(note: string): Promise<void>;
}

interface SequencerParts {
  readonly store: SealingStore;
  readonly headFile: HeadFile;
  readonly keyring: Keyring;
  /** The log's name: `gatehouse/<name>`. */
  readonly origin: string;
}

export interface Sequencer {
  /**
   * Seals what is pending, at most one batch; the number of leaves sealed. Zero where another has the duty. A fault
   * with code `evidence.unavailable` when the log may not grow: its head is forged, or it was rolled back.
   */
  sealOnce(): Promise<Result<number>>;
}

/** Leaves of one batch: some ten thousand hashes and one signature. */
const BATCH = 10_000;

export function createSequencer(parts: SequencerParts): Sequencer {
  let log: { readonly signer: Signer; readonly tree: Tree } | undefined;
  return {
    async sealOnce() {
      try {
        if (!(await parts.store.holdDuty())) {
          log = undefined;
          return ok(0);
        }
        const leaves = await parts.store.pending(BATCH);
        if (leaves.length === 0) return ok(0);
        const opened = log === undefined ? await openLog(parts) : ok(log);
        if (!opened.ok) return opened;
        // WHY: until the seal has succeeded nothing is known of the log; after a failure it is read anew.
        log = undefined;
        await grow(parts, opened.value, leaves);
        log = opened.value;
        return ok(leaves.length);
      } catch (cause) {
        return failed(
          fault('evidence.unavailable', 'The ledger could not be sealed; it is tried again.', { cause }),
        );
      }
    },
  };
}

/** Seals again and again, every quarter of a second, until it is stopped; then what is pending, one last time. */
export function keepSealing(parts: {
  readonly sequencer: Sequencer;
  readonly pause: (ms: number) => Promise<void>;
  readonly onFault: (fault: Fault) => void;
}): { stop(): Promise<void> } {
  let stopped = false;
  const sealed = async (): Promise<number> => {
    const result = await parts.sequencer.sealOnce();
    if (!result.ok) parts.onFault(result.fault);
    return result.ok ? result.value : 0;
  };
  const running = (async () => {
    while (!stopped) if ((await sealed()) < BATCH) await parts.pause(EVERY_MS);
    await sealed();
  })();
  return {
    stop() {
      stopped = true;
      return running;
    },
  };
}

const EVERY_MS = 250;

async function grow(
  { store, headFile }: SequencerParts,
  { signer, tree }: { signer: Signer; tree: Tree },
  leaves: readonly PendingLeaf[],
): Promise<void> {
  const size = tree.size;
  for (const { leaf } of leaves) tree.append(leaf);
  const note = signer.sign({ size: tree.size, root: tree.root() });
  const head = { note, peaks: Buffer.concat(tree.peaks()) };
  await store.seal(
    size,
    leaves.map(({ entry }) => entry),
    head,
  );
  await headFile.write(note);
}

/**
 * Reads the log's newest head. INVARIANT: this key never signs two histories: a log that is smaller than one that it
 * signed before, or whose head it did not sign, does not grow.
 */
async function openLog({
  store,
  headFile,
  keyring,
  origin,
}: SequencerParts): Promise<Result<{ signer: Signer; tree: Tree }>> {
  const fileNote = await headFile.read();
  const stored = await store.newestHead();
  const found = keyring.signingKey();
  if (!found.ok) return found;
  if (found.value === undefined && (stored !== undefined || fileNote !== undefined)) {
    return failed(mayNotGrow('The key that signs the ledger is gone, but the ledger is not.'));
  }
  const key = found.value === undefined ? keyring.createSigningKey() : ok(found.value);
  if (!key.ok) return key;
  const signer = createSigner(origin, key.value);
  const tree = treeUnder(stored, signer);
  if (tree === undefined)
    return failed(mayNotGrow('The head of the ledger is not one that this gate signed.'));
  const seen = fileNote === undefined ? undefined : signer.open(fileNote);
  if (fileNote !== undefined && seen === undefined) {
    return failed(mayNotGrow('The head file of the ledger is not one that this gate signed.'));
  }
  if (
    seen !== undefined &&
    (tree.size < seen.size || (tree.size === seen.size && differ(tree.root(), seen.root)))
  ) {
    return failed(mayNotGrow(`The database was rolled back: the ledger once had ${seen.size} entries.`));
  }
  return ok({ signer, tree });
}

/** The tree that a stored head stands for; undefined when the head is not signed by us, or the peaks do not belong to it. */
function treeUnder(stored: StoredHead | undefined, signer: Signer): Tree | undefined {
  if (stored === undefined) return growTree();
  const head = signer.open(stored.note);
  if (head === undefined) return undefined;
  const count = Math.floor(stored.peaks.length / HASH_BYTES);
  const peaks = Array.from({ length: count }, (_, index) =>
    stored.peaks.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
  );
  try {
    const tree = growTree({ size: head.size, peaks });
    return differ(tree.root(), head.root) ? undefined : tree;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const HASH_BYTES = 32;

function differ(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) !== 0;
}

function mayNotGrow(message: string): Fault {
  return fault(
    'evidence.unavailable',
    `${message} It is not sealed any further; run gatehouse ledger verify.`,
  );
}
