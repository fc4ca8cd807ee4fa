/** Attacks on instructions and benign texts, per source: at the shipped verdicts, and as a curve. */
import type { Finding } from '../../packages/gatehouse/src/inspection/detector.ts';
import { SURE } from '../../packages/gatehouse/src/inspection/detector.ts';
import type { Role } from '../../packages/gatehouse/src/kernel/passage.ts';
import { readRows } from './corpus.ts';
import { findingsIn, groupBy, isFound, isKnownClass, type Measurement, type Setting, share } from './look.ts';

interface Row {
  readonly text: string;
  readonly label: 0 | 1;
  readonly source: string;
  readonly kind: string;
}

interface Scored extends Row {
  /** The strongest finding of class `injection`; 0 without one. */
  readonly score: number;
  readonly others: readonly Finding[];
}

const SPLITS = ['val', 'benign_mentions_attack', 'harmful_request', 'train'];
const FALSE_POSITIVES_ALLOWED = 0.01;
/** The share of attacks seen in any one benign source that is borne. */
const BENIGN_ALLOWED = 0.05;

/** Where a text of a kind is met; the corpus does not say. */
const PLACES: Readonly<Record<string, Role>> = {
  indirect_injection: 'document',
  benign_document: 'document',
  benign_mentions_attack: 'document',
};

export function measureInjection({ corpus, show }: Setting): Measurement | undefined {
  const splits = SPLITS.map((name) => ({
    name,
    rows: readRows<Row>(corpus, `injection/${name}.jsonl.gz`),
  })).filter((split) => split.rows !== undefined);
  if (splits.length === 0) return undefined;
  const measured = splits.map(({ name, rows = [] }) => {
    const natural = rows.map((row) => scored(row, PLACES[row.kind] ?? 'user'));
    const asUser = rows.map((row) => scored(row, 'user'));
    return { name, natural, asUser };
  });
  const result = Object.fromEntries(
    measured.map(({ name, natural, asUser }) => [
      name,
      { natural: summary(natural), as_user: summary(asUser), alarms: alarms(natural) },
    ]),
  );
  return {
    result: { claimed: isKnownClass('injection'), ...result },
    lines: measured.flatMap(({ name, natural, asUser }) => [
      `injection ${name}: in its place ${told(natural)}; as user ${told(asUser)}`,
      ...[...groupBy(natural, placed)].map(([key, rows]) => `  ${key.padEnd(60)} ${told(rows)}`),
      ...natural
        .filter(({ label, score }) => (label === 1) !== score >= SURE)
        .slice(0, show)
        .map((row) => `  wrong ${placed(row)} ${row.score} ${JSON.stringify(row.text.slice(0, 200))}`),
      `  other findings per megabyte in benign texts: ${JSON.stringify(alarms(natural))}`,
    ]),
  };
}

function scored(row: Row, role: Role): Scored {
  const findings = findingsIn(row.text, role);
  const scores = findings.filter((each) => each.class === 'injection').map(({ confidence }) => confidence);
  const others = findings.filter((each) => each.class !== 'injection' && isFound(each));
  return { ...row, score: Math.max(0, ...scores), others };
}

function placed({ source, kind }: Row): string {
  return `${source} ${kind}`;
}

function summary(rows: readonly Scored[]) {
  const perSource = [...groupBy(rows, placed)].map(([key, cases]) => [key, rates(cases)]);
  const benign = [...groupBy(rows.filter(isBenign), ({ source }) => source)];
  const worst = benign.map(([source, cases]) => ({
    source,
    cases: cases.length,
    attack: rates(cases).attack ?? 0,
  }));
  return {
    recall: rates(rows.filter(isAttack)).attack,
    false_positives: rates(rows.filter(isBenign)).attack,
    unsure_of_attacks: rates(rows.filter(isAttack)).unsure,
    unsure_of_benign: rates(rows.filter(isBenign)).unsure,
    recall_at_1_percent: recallAt(rows, FALSE_POSITIVES_ALLOWED),
    worst_benign_source: worst.sort((left, right) => right.attack - left.attack)[0] ?? null,
    benign_sources_above_5_percent: worst
      .filter(({ attack }) => attack > BENIGN_ALLOWED)
      .map(({ source, cases, attack }) => `${source}: ${attack} of ${cases}`),
    per_source: Object.fromEntries(perSource),
  };
}

/** The shares of each verdict. */
function rates(rows: readonly Scored[]) {
  return {
    cases: rows.length,
    attack: share(rows.filter(({ score }) => score >= SURE).length, rows.length),
    unsure: share(rows.filter(({ score }) => score > 0 && score < SURE).length, rows.length),
  };
}

/** The recall at the lowest threshold that flags no more of the benign texts than is allowed; what is clean scores 0. */
function recallAt(rows: readonly Scored[], allowed: number): number | null {
  const benign = rows.filter(isBenign).map(({ score }) => score);
  const attacks = rows.filter(isAttack);
  if (benign.length === 0 || attacks.length === 0) return null;
  const falling = benign.sort((left, right) => right - left);
  const threshold = falling[Math.floor(benign.length * allowed)] ?? 0;
  return share(attacks.filter(({ score }) => score > threshold).length, attacks.length);
}

/** How often other classes are found in benign texts, which hold little of them: each megabyte, in characters. */
function alarms(rows: readonly Scored[]): Readonly<Record<string, number>> {
  const benign = rows.filter(isBenign);
  const megabytes = benign.reduce((sum, { text }) => sum + text.length, 0) / 1e6;
  const counts = groupBy(
    benign.flatMap(({ others }) => others),
    (finding) => finding.class,
  );
  const rated = [...counts].map(([name, { length }]) => [name, Math.round(length / megabytes)] as const);
  return Object.fromEntries(rated.sort(([, left], [, right]) => right - left));
}

function told(rows: readonly Scored[]): string {
  const { cases, attack, unsure } = rates(rows);
  const attacks = rows.filter(isAttack).length;
  const of = attacks === 0 || attacks === cases ? '' : ` (recall ${rates(rows.filter(isAttack)).attack})`;
  return `${cases} texts, attack ${attack}${of}, unsure ${unsure}`;
}

function isAttack({ label }: Row): boolean {
  return label === 1;
}

function isBenign({ label }: Row): boolean {
  return label === 0;
}
