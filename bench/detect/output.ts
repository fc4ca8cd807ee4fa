/** Answers that hide something or lead data out, and honest ones that look like it, read as answers. */
import { readRows } from './corpus.ts';
import { findingsIn, groupBy, groupOf, isFound, type Measurement, type Setting, share } from './look.ts';

interface Row {
  readonly text: string;
  readonly kind: string;
  /** Null where it depends on what the text is used for. */
  readonly positive: boolean | null;
}

export function measureOutput({ corpus, show }: Setting): Measurement | undefined {
  const rows = readRows<Row>(corpus, 'output/cases.jsonl.gz');
  if (rows === undefined) return undefined;
  const judged = rows.map((row) => {
    const threats = findingsIn(row.text, 'assistant').filter((finding) => groupOf(finding) === 'threats');
    return { ...row, found: threats.some(isFound), any: threats.length > 0 };
  });
  const per = (positive: boolean | null) =>
    Object.fromEntries(
      [
        ...groupBy(
          judged.filter((row) => row.positive === positive),
          ({ kind }) => kind,
        ),
      ].map(([kind, cases]) => [
        kind,
        {
          cases: cases.length,
          found: cases.filter(({ found }) => found).length,
          any: cases.filter(({ any }) => any).length,
        },
      ]),
    );
  const rate = (positive: boolean) => {
    const cases = judged.filter((row) => row.positive === positive);
    return share(cases.filter(({ found }) => found).length, cases.length);
  };
  const kinds = { caught: per(true), flagged: per(false), undecided: per(null) };
  return {
    result: { recall: rate(true), false_positives: rate(false), ...kinds },
    lines: [
      `output: recall ${rate(true)}, false positives ${rate(false)}`,
      ...Object.entries(kinds).flatMap(([name, counts]) =>
        Object.entries(counts).map(([kind, each]) => `  ${name} ${kind.padEnd(24)} ${JSON.stringify(each)}`),
      ),
      ...judged
        .filter(({ positive, found }) => positive !== null && positive !== found)
        .slice(0, show)
        .map(({ kind, text }) => `  wrong ${kind} ${JSON.stringify(text.slice(0, 200))}`),
    ],
  };
}
