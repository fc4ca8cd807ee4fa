/** Finds text that its reader cannot see or sees as another: what the reading folded away, where no script asks for it. */
import type { Cursor, Detector, Finding, Glance, Scan } from '../../detector.ts';
import { DISGUISES, type Disguise, type Disguises } from '../../disguises.ts';
import { digestOfRules } from '../rules.ts';

/** How sure a run of touching disguises makes, from how many of a kind on; the last row that fits counts. */
type Row = { readonly least: number; readonly confidence: number };

const RUNS: Readonly<Partial<Record<Disguise, readonly Row[]>>> = {
  tag: [{ least: 1, confidence: 0.95 }],
  variation: [
    { least: 3, confidence: 0.6 },
    { least: 5, confidence: 0.9 },
  ],
  zero_width: [
    { least: 3, confidence: 0.6 },
    { least: 6, confidence: 0.9 },
  ],
  joiner: [
    { least: 3, confidence: 0.6 },
    { least: 6, confidence: 0.9 },
  ],
  // WHY: by themselves these have a use in texts; in a row they have none.
  soft_hyphen: [{ least: 3, confidence: 0.6 }],
  bidi_mark: [{ least: 4, confidence: 0.7 }],
  bidi_override: [{ least: 1, confidence: 0.9 }],
  confusable: [
    { least: 1, confidence: 0.6 },
    { least: 2, confidence: 0.8 },
  ],
  combining: [
    { least: 6, confidence: 0.4 },
    { least: 16, confidence: 0.6 },
  ],
  braille: [
    { least: 6, confidence: 0.4 },
    { least: 24, confidence: 0.6 },
  ],
  private_use: [
    { least: 3, confidence: 0.4 },
    { least: 12, confidence: 0.6 },
  ],
};

/** Between two plain letters or digits these make another word that looks the same (Trojan Source, CVE-2021-42694). */
const SPLITS: readonly Disguise[] = ['zero_width', 'joiner', 'bidi_mark'];
const SPLIT = 0.6;
/** Opened and not closed on its line, it shows the rest of the line in another order (CVE-2021-42574). */
const OPENS: readonly Disguise[] = ['bidi_embedding', 'bidi_isolate'];
const UNBALANCED = 0.85;
/** Texts in Hebrew and Arabic are careless about it. */
const UNBALANCED_RIGHT_TO_LEFT = 0.3;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const LINE_MAX = 256;
const RUN_MAX = 64;

export const hiddenText: Detector = {
  name: 'hidden_text',
  classes: ['hidden_text'],
  version: digestOfRules(1, DISGUISES, RUNS, SPLITS, SPLIT, OPENS, UNBALANCED, UNBALANCED_RIGHT_TO_LEFT),
  reach: LINE_MAX + RUN_MAX,
  scan,
};

function scan({ text, disguises }: Glance, { from }: Cursor, last: boolean): Scan {
  const findings: Finding[] = [];
  const stop = (at: number): Scan => ({ findings, next: { from: at, floor: 0, inside: false } });
  for (let index = disguises.from(from); index < disguises.length; ) {
    const run = runFrom(disguises, index);
    if (run.end === text.length && run.end - run.start < RUN_MAX && !last) return stop(run.start);
    const bidi = readLine(text, disguises, { ...run, last });
    if (bidi === 'open') return stop(run.start);
    const lookalike = isSymbol(text, run) ? 0 : ofRun(run.counts);
    const confidence = Math.max(bidi, lookalike, isSplit(text, run) ? SPLIT : 0);
    if (confidence > 0) {
      findings.push({
        class: 'hidden_text',
        detector: 'hidden_text',
        start: run.start,
        end: run.end,
        confidence,
      });
    }
    index = run.next;
  }
  return stop(text.length);
}

interface Run {
  readonly start: number;
  readonly end: number;
  /** Index of the first disguise, and of the first behind the run. */
  readonly index: number;
  readonly next: number;
  readonly counts: ReadonlyMap<Disguise, number>;
}

/** Disguises that touch each other. */
function runFrom(disguises: Disguises, index: number): Run {
  const start = disguises.start(index);
  const counts = new Map<Disguise, number>();
  let end = start;
  let next = index;
  for (; next < disguises.length; next += 1) {
    const at = disguises.start(next);
    if (at > end || at - start >= RUN_MAX) break;
    end = Math.max(end, disguises.end(next));
    const kind = DISGUISES[disguises.literal(next)];
    if (kind !== undefined) counts.set(kind, (counts.get(kind) ?? 0) + disguises.count(next));
  }
  return { start, end, index, next, counts };
}

function ofRun(counts: Run['counts']): number {
  let confidence = 0;
  for (const [kind, count] of counts) {
    for (const row of RUNS[kind] ?? []) {
      if (count >= row.least) confidence = Math.max(confidence, row.confidence);
    }
  }
  return confidence;
}

/**
 * A small letter in the middle or at the end of capitals is a symbol of science: the Greek ones of IFN and NF-B.
 * WHY: who wants a word to look like another takes a letter of the same case.
 */
function isSymbol(text: string, { start, end, counts }: Run): boolean {
  if (counts.size > 1 || !counts.has('confusable') || end - start > 1) return false;
  return /[a-z]/.test(text.charAt(start)) && /^[A-Z]{2}$/.test(text.slice(Math.max(0, start - 2), start));
}

function isSplit(text: string, { start, counts }: Run): boolean {
  return SPLITS.some((kind) => counts.has(kind)) && isPlain(text, start - 1) && isPlain(text, start);
}

function isPlain(text: string, index: number): boolean {
  return /[A-Za-z0-9_]/.test(text.charAt(index));
}

/** What becomes of the controls that a run opens, up to the end of their line; `open` while that is not there. */
function readLine(
  text: string,
  disguises: Disguises,
  { start, index, counts, last }: Run & { readonly last: boolean },
): number | 'open' {
  if (!OPENS.some((kind) => counts.has(kind))) return 0;
  const limit = start + LINE_MAX;
  const feed = text.slice(start, limit).indexOf('\n');
  const end = feed < 0 ? Math.min(limit, text.length) : start + feed;
  let depth = 0;
  for (let at = index; at < disguises.length && disguises.start(at) <= end; at += 1) {
    const kind = DISGUISES[disguises.literal(at)];
    if (kind !== undefined && OPENS.includes(kind)) depth += disguises.count(at);
    if (kind === 'bidi_end') depth -= disguises.count(at);
    if (depth <= 0) return 0;
  }
  if (end === text.length && end < limit && !last) return 'open';
  return RIGHT_TO_LEFT.test(text.slice(start, end)) ? UNBALANCED_RIGHT_TO_LEFT : UNBALANCED;
}
