/** Verification: recomputes the log from all evidence and finds whatever was changed, removed, inserted or moved. */
import type { KeyObject } from 'node:crypto';
import { createSigner, type Head, type Signer } from './checkpoint.ts';
import { leafHash } from './merkle.ts';
import { createProblems, type Problem } from './problems.ts';
import { seqSet } from './seq-set.ts';
import type { HeadFile } from './sequencer.ts';
import { type LogReader, type StoredNote, walkLog } from './walk-log.ts';

/** One row of evidence with what the log holds of it, read in one moment. */
export interface AuditedEntry {
  readonly crossing: string;
  readonly attempt: number;
  readonly kind: string;
  readonly body: string;
  readonly seq?: number;
  readonly sealedLeaf?: Uint8Array;
  readonly pendingLeaf?: Uint8Array;
}

export interface AuditStore extends LogReader {
  /** The newest head and the number of places taken, read in one moment. */
  extent(): Promise<{ readonly newest?: StoredNote; readonly places: number }>;
  /** A tenant's evidence after a row, in the order of crossing, attempt and kind. */
  evidence(tenant: string, after: AuditedEntry | undefined, limit: number): Promise<readonly AuditedEntry[]>;
}

export interface Verification {
  readonly ok: boolean;
  /** Entries under the newest head. */
  readonly size: number;
  /** Entries that wait for their place, which takes less than a second. */
  readonly pending: number;
  /** The newest head, if it is genuine. */
  readonly head?: string;
  /** For independent verifiers of C2SP signed notes. */
  readonly verifierKey: string;
  /** The first thousand of them. */
  readonly problems: readonly Problem[];
  readonly problemCount: number;
}

interface VerifyParts {
  readonly store: AuditStore;
  readonly headFile: Pick<HeadFile, 'read'>;
  readonly signingKey: KeyObject;
  readonly origin: string;
  /** All tenants whose evidence is in the log. */
  readonly tenants: readonly string[];
}

const PAGE = 1_000;

/** Reads in pages; holds one bit for each sealed entry. Rejects when the database fails. */
export async function verifyLedger(parts: VerifyParts): Promise<Verification> {
  const problems = createProblems();
  const signer = createSigner(parts.origin, parts.signingKey);
  // WHY: the file first: it is written after the database, so an older file is no contradiction.
  const seen = await openFileHead(parts, { signer, problems });
  const { newest, places } = await parts.store.extent();
  const size = newest?.size ?? 0;
  const genuine = newest === undefined || signer.open(newest.note)?.size === size;
  if (!genuine) problems.add({ kind: 'forged_head', message: 'The newest head is not signed by this gate.' });
  if (seen !== undefined && seen.size > size) {
    const message = `The ledger once had ${seen.size} entries under its head; the database now says ${size}.`;
    problems.add({ kind: 'rolled_back', seq: size, message });
  }
  const unmatched = seqSet();
  await walkLog(parts.store, { signer, problems, unmatched, places, size, seen });
  const pending = await walkEvidence(parts, { problems, unmatched, places });
  for (const seq of unmatched.values()) {
    problems.add({ kind: 'removed', seq, message: 'The evidence of this sealed entry is gone.' });
  }
  return {
    ok: problems.count() === 0,
    ...{ size, pending, verifierKey: signer.verifierKey },
    ...(newest !== undefined && genuine ? { head: newest.note } : {}),
    problems: problems.listed(),
    problemCount: problems.count(),
  };
}

type Problems = ReturnType<typeof createProblems>;
type SeqSet = ReturnType<typeof seqSet>;

async function openFileHead(
  { headFile }: VerifyParts,
  { signer, problems }: { signer: Signer; problems: Problems },
): Promise<Head | undefined> {
  const note = await headFile.read();
  if (note === undefined) return undefined;
  const head = signer.open(note);
  if (head === undefined) {
    problems.add({ kind: 'forged_head', message: 'The head file is not signed by this gate.' });
  }
  return head;
}

async function walkEvidence(
  { store, tenants }: VerifyParts,
  { problems, unmatched, places }: { problems: Problems; unmatched: SeqSet; places: number },
): Promise<number> {
  let pending = 0;
  for (const tenant of tenants) {
    let after: AuditedEntry | undefined;
    do {
      const page = await store.evidence(tenant, after, PAGE);
      for (const row of page) {
        const claimed = claim(row, { unmatched, places });
        const problem = problemWith(row, tenant) ?? claimed;
        if (problem !== undefined) problems.add({ ...problem, tenant, crossing: row.crossing });
        if (row.seq === undefined ? row.pendingLeaf !== undefined : row.seq >= places) pending += 1;
      }
      after = page.at(-1);
    } while (after !== undefined);
  }
  return pending;
}

/** Takes the row's place in the log for it; a problem where another row has taken it. */
function claim(row: AuditedEntry, { unmatched, places }: { unmatched: SeqSet; places: number }) {
  if (row.seq === undefined || row.seq >= places || unmatched.remove(row.seq)) return undefined;
  const message = `This ${row.kind} claims the place of another entry.`;
  return { kind: 'inserted', seq: row.seq, message } as const;
}

/** What is wrong with the row itself. */
function problemWith(row: AuditedEntry, tenant: string): Omit<Problem, 'tenant' | 'crossing'> | undefined {
  const known = row.sealedLeaf ?? row.pendingLeaf;
  const at = row.seq === undefined ? {} : { seq: row.seq };
  if (known === undefined) {
    return { kind: 'inserted', message: `The log does not know this ${row.kind}.` };
  }
  if (Buffer.compare(known, leafHash(row.body)) !== 0) {
    return {
      kind: 'changed',
      ...at,
      message: `The body of this ${row.kind} is not the one that was recorded.`,
    };
  }
  // WHY: the hash covers the body alone; the columns beside it only repeat what it says.
  if (!bodyAgrees(row, tenant)) {
    return {
      kind: 'changed',
      ...at,
      message: `This ${row.kind} was moved: its body is about something else.`,
    };
  }
  return undefined;
}

function bodyAgrees(row: AuditedEntry, tenant: string): boolean {
  const body = parsed(row.body);
  if (body?.kind !== row.kind) return false;
  if (row.kind === 'act') return body.id === row.crossing;
  return body.crossing === row.crossing && body.attempt === row.attempt && body.principal?.tenant === tenant;
}

interface Body {
  readonly kind?: string;
  readonly id?: string;
  readonly crossing?: string;
  readonly attempt?: number;
  readonly principal?: { readonly tenant?: string };
}

function parsed(text: string): Body | undefined {
  try {
    return JSON.parse(text) as Body;
  } catch {
    return undefined;
  }
}
