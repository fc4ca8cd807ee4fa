/** What verification can find wrong with the ledger, each in one sentence. */

type ProblemKind =
  /** Evidence whose body or columns are not those that were sealed. */
  | 'changed'
  /** A sealed entry whose evidence is gone. */
  | 'removed'
  /** Evidence that the log does not know, or that claims another's place. */
  | 'inserted'
  /** A sealed entry that stands before an older one. */
  | 'reordered'
  /** A range of the log that does not add up to what was signed. */
  | 'rewritten'
  /** Places of the log that are empty. */
  | 'gap'
  /** The end of the log is gone. */
  | 'truncated'
  /** Sealed entries under no head. */
  | 'unsigned'
  /** A head that this gate did not sign. */
  | 'forged_head'
  /** The database is older than the head that was kept outside it. */
  | 'rolled_back'
  /** The database has another history than the head that was kept outside it. */
  | 'forked';

export interface Problem {
  readonly kind: ProblemKind;
  /** The place in the log, where there is one. */
  readonly seq?: number;
  readonly tenant?: string;
  readonly crossing?: string;
  readonly message: string;
}

const LISTED_MAX = 1_000;

/** Collects problems: counts all, and lists the first thousand, so that a ruined ledger cannot fill the memory. */
export function createProblems() {
  const listed: Problem[] = [];
  let count = 0;
  return {
    add(problem: Problem): void {
      count += 1;
      if (listed.length < LISTED_MAX) listed.push(problem);
    },
    count: (): number => count,
    listed: (): readonly Problem[] => listed,
  };
}
