/** Synthetic sentences with personal data: precision and recall of what counts as found, by overlap and exactly. */
import { readRows } from './corpus.ts';
import { classesFor } from './labels.ts';
import { findingsIn, isFound, type Measurement, type Setting, share } from './look.ts';

interface Row {
  readonly full_text: string;
  readonly spans: readonly {
    readonly entity_type: string;
    readonly start_position: number;
    readonly end_position: number;
  }[];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Right and wrong ones of a kind, counted from both sides. */
interface Tally {
  ours: number;
  oursRight: number;
  oursExact: number;
  theirs: number;
  theirsSeen: number;
  theirsExact: number;
}

export function measureSynthetic({ corpus, show }: Setting): Measurement | undefined {
  const rows = readRows<Row>(corpus, 'pii/synthetic.jsonl.gz');
  if (rows === undefined) return undefined;
  const labels = [...new Set(rows.flatMap(({ spans }) => spans.map((span) => span.entity_type)))].sort();
  const kinds = new Map(labels.map((label) => [label, kindOf(label)]));
  const tallies = new Map([...new Set(kinds.values())].map((kind) => [kind, newTally()]));
  const unlabelled = new Map<string, number>();
  const wrong: string[] = [];
  for (const row of rows) {
    const found = findingsIn(row.full_text).filter(isFound);
    const known = new Set<string>();
    for (const [kind, tally] of tallies) {
      const classes = new Set(labels.filter((label) => kinds.get(label) === kind).flatMap(classesFor));
      for (const name of classes) known.add(name);
      const ours = found.filter((finding) => classes.has(finding.class));
      const theirs = row.spans
        .filter((span) => kinds.get(span.entity_type) === kind)
        .map((span) => ({ start: span.start_position, end: span.end_position }));
      wrong.push(...count(tally, ours, theirs).map((each) => `  ${kind} ${each(row.full_text)}`));
    }
    for (const { class: name } of found) {
      if (!known.has(name)) unlabelled.set(name, (unlabelled.get(name) ?? 0) + 1);
    }
  }
  const all = [...tallies.values()].reduce(sum, newTally());
  const rates = new Map([...tallies].map(([kind, tally]) => [kind, ratesOf(tally)]));
  return {
    result: {
      sentences: rows.length,
      ...ratesOf(all),
      per_entity: Object.fromEntries(rates),
      unlabelled: Object.fromEntries(unlabelled),
    },
    lines: [
      `synthetic: F2 ${ratesOf(all).f2}, exact ${ratesOf(all).exact_f2}`,
      ...[...rates].map(([kind, { spans, precision, recall, f2, exact_f2 }]) =>
        [`  ${kind.padEnd(20)} ${String(spans).padStart(5)}`, `P ${precision}`, `R ${recall}`, `F2 ${f2}`]
          .concat(`exact F2 ${exact_f2}`)
          .join('  '),
      ),
      `  found without a label: ${JSON.stringify(Object.fromEntries(unlabelled))}`,
      ...wrong.slice(0, show),
    ],
  };
}

/** Labels that we call the same are one kind. */
function kindOf(label: string): string {
  return classesFor(label)[0] ?? label.toLowerCase();
}

function newTally(): Tally {
  return { ours: 0, oursRight: 0, oursExact: 0, theirs: 0, theirsSeen: 0, theirsExact: 0 };
}

/** Counts, and says what was wrong. */
function count(
  tally: Tally,
  ours: readonly Span[],
  theirs: readonly Span[],
): readonly ((text: string) => string)[] {
  const spurious = ours.filter((one) => !theirs.some((other) => overlap(one, other)));
  const missed = theirs.filter((one) => !ours.some((other) => overlap(one, other)));
  tally.ours += ours.length;
  tally.oursRight += ours.length - spurious.length;
  tally.oursExact += ours.filter((one) => theirs.some((other) => same(one, other))).length;
  tally.theirs += theirs.length;
  tally.theirsSeen += theirs.length - missed.length;
  tally.theirsExact += theirs.filter((one) => ours.some((other) => same(one, other))).length;
  const told = (what: string) => (span: Span) => (text: string) =>
    `${what} ${JSON.stringify(text.slice(span.start, span.end))} in ${JSON.stringify(text)}`;
  return [...spurious.map(told('spurious')), ...missed.map(told('missed'))];
}

function overlap(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}

function same(one: Span, other: Span): boolean {
  return one.start === other.start && one.end === other.end;
}

function sum(left: Tally, right: Tally): Tally {
  return {
    ours: left.ours + right.ours,
    oursRight: left.oursRight + right.oursRight,
    oursExact: left.oursExact + right.oursExact,
    theirs: left.theirs + right.theirs,
    theirsSeen: left.theirsSeen + right.theirsSeen,
    theirsExact: left.theirsExact + right.theirsExact,
  };
}

function ratesOf({ ours, oursRight, oursExact, theirs, theirsSeen, theirsExact }: Tally) {
  return {
    spans: theirs,
    precision: share(oursRight, ours),
    recall: share(theirsSeen, theirs),
    f2: f2(oursRight / ours, theirsSeen / theirs),
    exact_precision: share(oursExact, ours),
    exact_recall: share(theirsExact, theirs),
    exact_f2: f2(oursExact / ours, theirsExact / theirs),
  };
}

/** Recall counts four times as much as precision; nothing found is 0. */
function f2(precision: number, recall: number): number {
  const value = (5 * precision * recall) / (4 * precision + recall);
  return Number.isNaN(value) ? 0 : Math.round(value * 10_000) / 10_000;
}
