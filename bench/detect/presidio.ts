/** The test cases of Presidio's own recognisers: exactly the spans that they expect, label by label. */
import type { Finding } from '../../packages/gatehouse/src/inspection/detector.ts';
import { readRows } from './corpus.ts';
import { classesFor } from './labels.ts';
import { findingsIn, groupBy, isFound, type Measurement, type Setting, share } from './look.ts';

interface Row {
  readonly entities: readonly string[] | null;
  readonly text: string;
  readonly kind: 'detect' | 'validate_bool' | 'context' | 'other';
  readonly expected:
    | readonly { readonly entity: string; readonly start: number; readonly end: number }[]
    | null;
  readonly expected_count: number | null;
  readonly bool: boolean | null;
}

interface Judged {
  readonly row: Row;
  readonly label: string;
  /** Whether the spans are right with every finding counted, and with those that count as found. */
  readonly exact: boolean;
  readonly exactFound: boolean;
  readonly findings: readonly Finding[];
}

export function measurePresidio({ corpus, show }: Setting): Measurement | undefined {
  const rows = readRows<Row>(corpus, 'pii/presidio_cases.jsonl.gz');
  if (rows === undefined) return undefined;
  const labels = new Set(rows.flatMap(labelsOf));
  const counted = rows.filter(({ kind }) => kind === 'detect' || kind === 'validate_bool');
  const judged = counted.filter((row) => labelsOf(row).some(isClaimed)).map(judge);
  const byLabel = [...groupBy(judged, ({ label }) => label)].sort(([left], [right]) =>
    left < right ? -1 : 1,
  );
  const exact = judged.filter((each) => each.exact).length;
  const exactFound = judged.filter((each) => each.exactFound).length;
  return {
    result: {
      labels: labels.size,
      claimed: [...labels].filter(isClaimed).length,
      unclaimed: [...labels].filter((label) => !isClaimed(label)).sort(),
      cases: judged.length,
      skipped: rows.length - counted.length,
      exact: share(exact, judged.length),
      exact_found: share(exactFound, judged.length),
      per_label: Object.fromEntries(byLabel.map(([label, cases]) => [label, summary(cases)])),
    },
    lines: [
      `presidio: ${exact} of ${judged.length} exact, ${exactFound} with found only`,
      ...byLabel.map(([label, cases]) => lineOf(label, cases)),
      ...judged
        .filter((each) => !each.exact)
        .slice(0, show)
        .map(missed),
    ],
  };
}

function labelsOf({ entities }: Row): readonly string[] {
  return entities ?? [];
}

function isClaimed(label: string): boolean {
  return classesFor(label).length > 0;
}

function judge(row: Row): Judged {
  const classes = new Set(labelsOf(row).flatMap(classesFor));
  const findings = findingsIn(row.text).filter((finding) => classes.has(finding.class));
  return {
    row,
    label: labelsOf(row).find(isClaimed) ?? '',
    exact: isRight(row, findings),
    exactFound: isRight(row, findings.filter(isFound)),
    findings,
  };
}

function isRight(row: Row, findings: readonly Finding[]): boolean {
  if (row.kind === 'validate_bool') return findings.length > 0 === row.bool;
  const ours = new Set(findings.map(({ start, end }) => `${start}-${end}`));
  if (row.expected === null) return ours.size === row.expected_count;
  const theirs = new Set(row.expected.map(({ start, end }) => `${start}-${end}`));
  return ours.size === theirs.size && [...ours].every((span) => theirs.has(span));
}

function summary(cases: readonly Judged[]) {
  const exact = cases.filter((each) => each.exact).length;
  return { cases: cases.length, exact, exact_found: cases.filter((each) => each.exactFound).length };
}

function lineOf(label: string, cases: readonly Judged[]): string {
  const { exact, exact_found: found } = summary(cases);
  return `  ${label.padEnd(30)} ${String(exact).padStart(4)} of ${String(cases.length).padStart(4)} exact, ${found} found`;
}

function missed({ row, label, findings }: Judged): string {
  const ours = findings.map(({ start, end, confidence }) => [start, end, confidence]);
  const theirs = row.kind === 'validate_bool' ? row.bool : (row.expected ?? row.expected_count);
  return `  ${label}: ${JSON.stringify(row.text)} expected ${JSON.stringify(theirs)}, got ${JSON.stringify(ours)}`;
}
