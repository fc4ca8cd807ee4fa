/** The walk along the sealed leaves, in order, under one signed head after the other. */
import type { Head, Signer } from './checkpoint.ts';
import { growTree, type Tree } from './merkle.ts';
import type { createProblems } from './problems.ts';
import type { seqSet } from './seq-set.ts';

interface SealedLeaf {
  readonly seq: number;
  readonly entry: bigint;
  readonly leaf: Uint8Array;
}

export interface StoredNote {
  readonly size: number;
  readonly note: string;
}

export interface LogReader {
  /** Sealed leaves from a place on, in order. */
  sealed(from: number, limit: number): Promise<readonly SealedLeaf[]>;
  /** Heads larger than a size, in order. */
  heads(after: number, limit: number): Promise<readonly StoredNote[]>;
}

const PAGE = 1_000;

interface Walk {
  readonly signer: Signer;
  readonly problems: ReturnType<typeof createProblems>;
  /** Filled with every place that is taken. */
  readonly unmatched: ReturnType<typeof seqSet>;
  /** Places taken when the walk began. */
  readonly places: number;
  /** What the newest head says it covers. */
  readonly size: number;
  /** The head that was kept outside the database. */
  readonly seen: Head | undefined;
}

export async function walkLog(store: LogReader, walk: Walk): Promise<void> {
  const { problems, unmatched, size, seen } = walk;
  const tree = growTree();
  const marks = headMarks(store, walk);
  const compare = async (): Promise<void> => {
    await marks.reach(tree);
    if (seen?.size === tree.size && differ(seen.root, tree.root())) {
      const message = `The first ${tree.size} entries are not those under the head that was kept outside the database.`;
      problems.add({ kind: 'forked', seq: tree.size - 1, message });
    }
  };
  let last: SealedLeaf | undefined;
  for (let from = 0; from < walk.places; ) {
    const page = await store.sealed(from, PAGE);
    for (const row of page.filter(({ seq }) => seq < walk.places)) {
      const expected = last === undefined ? 0 : last.seq + 1;
      if (row.seq !== expected) {
        problems.add({
          kind: 'gap',
          seq: expected,
          message: `Places ${expected} to ${row.seq - 1} are empty.`,
        });
      }
      if (row.seq >= size) {
        problems.add({
          kind: 'unsigned',
          seq: row.seq,
          message: 'This sealed entry is under no signed head.',
        });
      }
      if (last !== undefined && last.entry > row.entry && !marks.beginsAt(row.seq)) {
        problems.add({
          kind: 'reordered',
          seq: row.seq,
          message: 'This entry stands before one that is older.',
        });
      }
      unmatched.add(row.seq);
      tree.append(row.leaf);
      last = row;
      await compare();
    }
    const end = page.at(-1);
    if (end === undefined) break;
    from = end.seq + 1;
  }
  const reached = last === undefined ? 0 : last.seq + 1;
  if (reached < size) {
    const message = `The head covers ${size} entries, but places ${reached} to ${size - 1} are gone.`;
    problems.add({ kind: 'truncated', seq: reached, message });
  }
}

/** Compares the growing tree with each signed head that it passes; tells the first range that differs. */
function headMarks(store: LogReader, { signer, problems, size }: Walk) {
  let page: { size: number; note: string }[] = [];
  let passed = 0;
  let exhausted = false;
  let differs = false;
  return {
    /** Whether a head ends right before this place, so that a new batch begins with it. */
    beginsAt: (seq: number): boolean => seq === passed,
    async reach(tree: Tree): Promise<void> {
      if (page.length === 0 && !exhausted) {
        page = [...(await store.heads(passed, PAGE))];
        exhausted = page.length === 0;
      }
      const next = page[0];
      if (next === undefined || tree.size < next.size) return;
      page.shift();
      const genuine = signer.open(next.note);
      if (genuine?.size !== next.size) {
        // WHY: about the newest head the caller has said so already.
        if (next.size === size) return;
        const message = `The head over ${next.size} entries is not signed by this gate.`;
        problems.add({ kind: 'forged_head', seq: next.size - 1, message });
      } else if (!differs && differ(genuine.root, tree.root())) {
        differs = true;
        const message = `Entries ${passed} to ${next.size - 1} are not those, or not in the order, that were signed.`;
        problems.add({ kind: 'rewritten', seq: passed, message });
      }
      passed = next.size;
    },
  };
}

function differ(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) !== 0;
}
