/** The samples of gitleaks' rules: how many credentials are found, how many look-alikes are flagged. */
import type { Finding } from '../../packages/gatehouse/src/inspection/detector.ts';
import { readRows } from './corpus.ts';
import { findingsIn, groupBy, groupOf, isFound, type Measurement, type Setting, share } from './look.ts';

interface Row {
  readonly rule: string;
  readonly text: string;
  readonly positive: boolean;
}

interface Judged extends Row {
  /** Findings of credentials, at any confidence. */
  readonly findings: readonly Finding[];
}

export function measureSecrets({ corpus, show }: Setting): Measurement | undefined {
  const rows = readRows<Row>(corpus, 'secrets/gitleaks_samples.jsonl.gz');
  if (rows === undefined) return undefined;
  const judged = rows.map((row): Judged => {
    const findings = findingsIn(row.text).filter((finding) => groupOf(finding) === 'secrets');
    return { ...row, findings };
  });
  const positives = judged.filter(({ positive }) => positive);
  const negatives = judged.filter(({ positive }) => !positive);
  const caught = positives.filter(wasFound);
  const flagged = negatives.filter(wasFound);
  const perRule = [...groupBy(positives, ({ rule }) => rule)].sort(([left], [right]) =>
    left < right ? -1 : 1,
  );
  const missed = perRule.filter(([, cases]) => !cases.every(wasFound));
  return {
    result: {
      positives: positives.length,
      recall: share(caught.length, positives.length),
      recall_any: share(positives.filter(({ findings }) => findings.length > 0).length, positives.length),
      negatives: negatives.length,
      negatives_flagged: share(flagged.length, negatives.length),
      kind_agreement: share(caught.filter(isOfItsIssuer).length, caught.length),
      rules: perRule.length,
      rules_whole: perRule.length - missed.length,
      per_rule: Object.fromEntries(perRule.map(([rule, cases]) => [rule, summary(cases)])),
      flagged_per_rule: Object.fromEntries(
        [...groupBy(flagged, ({ rule }) => rule)].map(([rule, cases]) => [rule, cases.length]),
      ),
    },
    lines: [
      `secrets: ${caught.length} of ${positives.length} found, ${flagged.length} of ${negatives.length} negatives flagged`,
      ...missed.map(([rule, cases]) => `  ${rule.padEnd(44)} ${JSON.stringify(summary(cases))}`),
      ...flagged.slice(0, show).map((each) => `  flagged ${told(each)}`),
      ...positives
        .filter((each) => !wasFound(each))
        .slice(0, show)
        .map((each) => `  missed ${told(each)}`),
    ],
  };
}

function wasFound({ findings }: Judged): boolean {
  return findings.some(isFound);
}

/** Whether what was found names the same issuer: the rule's first word is part of our rule's name. */
function isOfItsIssuer({ rule, findings }: Judged): boolean {
  const [issuer = rule] = rule.split('-');
  return findings.some((finding) => isFound(finding) && finding.detector.toLowerCase().includes(issuer));
}

function summary(cases: readonly Judged[]) {
  const found = cases.filter(wasFound);
  return {
    cases: cases.length,
    found: found.length,
    recall: share(found.length, cases.length),
    of_its_issuer: found.filter(isOfItsIssuer).length,
  };
}

function told({ rule, text, findings }: Judged): string {
  const names = findings.map(({ detector }) => detector).join(', ');
  return `${rule} ${JSON.stringify(text.slice(0, 200))} ${names}`;
}
