/** What a detector must offer: it finds data of its classes, and says how long a stream has to wait for it. */
import type { Verdict } from '../kernel/marks.ts';
import type { Role } from '../kernel/passage.ts';
import type { Background } from './background.ts';
import type { Disguises } from './disguises.ts';
import type { Hits, Picks, Words } from './places.ts';

/** Something that a detector saw. Offsets are UTF-16 code units into the text that was scanned. */
export interface Finding {
  /** The data class, such as `email` or `payment_card`. */
  readonly class: string;
  /** The rule that found it, such as `github-pat`. */
  readonly detector: string;
  readonly start: number;
  readonly end: number;
  /** 0 to 1. From `SURE` on it counts as found; below it is only suspected. */
  readonly confidence: number;
  /** In the `json` view only: it stands outside of a JSON string (a number), so its mask must bring its own quotes. */
  readonly bare?: true;
  /** What it reads, where that is no content but a name: a placeholder. */
  readonly reads?: string;
}

/** The confidence from which a finding counts as found; below, its verdict is `unsure`. */
export const SURE = 0.5;

/** How far a detector has come in a growing text. */
export interface Cursor {
  /** Everything before this is settled; findings are reported from here on. */
  readonly from: number;
  /**
   * Where the last finding ended: what stands before it is masked, and is no context for what follows.
   * 0 where a detector never looks back.
   */
  readonly floor: number;
  /** Whether `from` lies inside a finding that was reported and still grows: the last one that was. */
  readonly inside: boolean;
  /** Numbers that a detector takes along from one scan to the next; never positions in the text. */
  readonly carry?: readonly number[];
}

export interface Scan {
  /** In order of their starts; those of one rule without overlaps. */
  readonly findings: readonly Finding[];
  /** Whether the first of them goes on with the finding that `inside` spoke of; it then starts at `from`. */
  readonly continued?: boolean;
  /** Text before `next.from` can no longer become part of another finding. */
  readonly next: Cursor;
}

/** What a detector sees of a growing text. Everything is indexed by `text`. */
export interface Glance {
  /** Folded: what stands there as its reader would read it. */
  readonly text: string;
  readonly role: Role;
  /** Where the literals of this detector stand, as far as they are complete. */
  readonly hits: Hits;
  /** The words, as far as they are complete. */
  readonly words: Words;
  /** Those of them that are runs of digits. */
  readonly numbers: Picks;
  /** Those of them that begin with a capital letter. */
  readonly capitals: Picks;
  /** What was folded away, or read as something else. */
  readonly disguises: Disguises;
  /** What an answer answers; absent for everything else. */
  readonly background: Background | undefined;
}

export interface Detector {
  readonly name: string;
  /** Every data class that its findings can have. */
  readonly classes: readonly string[];
  /** Names the rules, so that a change of them changes the digest of the inspector. */
  readonly version: string;
  /** Whether its findings are reported while they still grow, so that they stay in one piece wherever they reach. */
  readonly grows?: true;
  /** The most characters that stay open: a stream never waits for more than this. */
  readonly reach: number;
  /**
   * False when its findings are only noted, never masked: a stream does not wait for them, and they may come when their
   * text was released. What they still need is kept, within `reach`.
   */
  readonly holds?: false;
  /** Texts without which it finds nothing, looked for in any case (ASCII) while the survey walks the text once for all. */
  readonly literals?: readonly string[];
  /**
   * Reads the text from the cursor on; up to `CONTEXT` characters before it may be looked at, down to the floor.
   * Unless `last`, more text will follow, and what it could still change is not reported but left open.
   * INVARIANT: how a text is cut into pushes changes nothing. MUST be linear in what lies behind the cursor.
   */
  scan(glance: Glance, cursor: Cursor, last: boolean): Scan;
}

/** Whether it is certain, or only suspected. */
export function verdictOf({ confidence }: Finding): Verdict {
  return confidence >= SURE ? 'found' : 'unsure';
}

export const BEGINNING: Cursor = { from: 0, floor: 0, inside: false };

/** How far a detector may look back from its cursor, for the words around what it finds. */
export const CONTEXT = 128;
