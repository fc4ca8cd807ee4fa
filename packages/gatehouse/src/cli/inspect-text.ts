/** `gatehouse inspect`: findings where they stand in their text, for people, or as one JSON object for programs. */
import type { Finding } from '../inspection/detector.ts';
import { printable } from '../ledger/story-words.ts';
import { toldVerdict } from './inspect-verdict.ts';
import type { Io } from './io.ts';
import { table } from './table.ts';

export interface InspectedText {
  /** The file, or what else it is called. */
  readonly name: string;
  readonly text: string;
  readonly findings: readonly Finding[];
}

export function showJson(texts: readonly InspectedText[]): string {
  const shown = texts.map(({ name, text, findings }) => {
    const positionOf = positionsIn(text);
    return {
      name,
      findings: findings.map((finding) => ({
        class: finding.class,
        detector: finding.detector,
        start: finding.start,
        end: finding.end,
        ...positionOf(finding.start),
        score: finding.confidence,
        verdict: toldVerdict(finding),
      })),
    };
  });
  return `${JSON.stringify({ texts: shown })}\n`;
}

/** The lines that hold findings, marked, and a table that counts them. */
export function showText(io: Io, texts: readonly InspectedText[]): string {
  const shown = texts.filter(({ findings }) => findings.length > 0).map((text) => `${showOne(io, text)}\n`);
  return shown.join('') + summary(texts);
}

const PAINT: Readonly<Record<ReturnType<typeof toldVerdict>, string>> = {
  attack: '\u001b[1;31m',
  found: '\u001b[31m',
  unsure: '\u001b[33m',
};
const FAINT = '\u001b[2m';
const PLAIN = '\u001b[0m';

/** How much of a line is shown on either side of a finding. */
const AROUND = 60;
/** Of a long finding, such as a private key, both ends are shown. */
const FINDING_SHOWN = 100;

/** Findings that overlap or follow one another on a line, shown as one stretch. */
interface Mark {
  readonly start: number;
  end: number;
  readonly findings: Finding[];
}

function showOne(io: Io, { name, text, findings }: InspectedText): string {
  const marks = marksOf(findings);
  const positionOf = positionsIn(text);
  const lines: string[] = [];
  let row: Mark[] = [];
  const show = () => {
    const [first] = row;
    if (first === undefined) return;
    const { line, column } = positionOf(first.start);
    lines.push(`  ${paint(io, FAINT, `${line}:${column}`)}  ${showRow(io, text, row)}\n`);
  };
  for (const mark of marks) {
    const before = row.at(-1);
    if (before !== undefined && text.slice(before.end, mark.start).includes('\n')) {
      show();
      row = [];
    }
    row.push(mark);
  }
  show();
  return `${printable(name)}\n${lines.join('')}`;
}

function marksOf(findings: readonly Finding[]): readonly Mark[] {
  const marks: Mark[] = [];
  for (const finding of findings) {
    const mark = marks.at(-1);
    if (mark === undefined || finding.start >= mark.end) {
      marks.push({ start: finding.start, end: finding.end, findings: [finding] });
      continue;
    }
    mark.end = Math.max(mark.end, finding.end);
    mark.findings.push(finding);
  }
  return marks;
}

function showRow(io: Io, text: string, row: readonly Mark[]): string {
  const begin = row[0]?.start ?? 0;
  const end = row.at(-1)?.end ?? begin;
  const from = begin === 0 ? 0 : text.lastIndexOf('\n', begin - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  const to = lineEnd < 0 ? text.length : lineEnd;
  const pieces = [elided(text.slice(from, begin), 'end')];
  for (const [index, mark] of row.entries()) {
    pieces.push(showMark(io, text, mark));
    const next = row[index + 1];
    pieces.push(next === undefined ? elided(text.slice(end, to), 'start') : between(text, mark, next));
  }
  return pieces.join('');
}

function showMark(io: Io, text: string, { start, end, findings }: Mark): string {
  const [strongest = 'unsure'] = findings.map(toldVerdict).sort();
  const shown =
    end - start <= FINDING_SHOWN
      ? text.slice(start, end)
      : `${text.slice(start, start + FINDING_SHOWN / 2)}…${text.slice(end - FINDING_SHOWN / 2, end)}`;
  const labels = findings.map((finding) => {
    const doubt = toldVerdict(finding) === 'unsure' ? '?' : '';
    return `${finding.class}${doubt} ${finding.confidence.toFixed(2)}`;
  });
  const label = `[${[...new Set(labels)].join(', ')}]`;
  const value = printable(shown);
  return (io.color ? paint(io, PAINT[strongest], value) : `«${value}»`) + paint(io, FAINT, label);
}

function between(text: string, { end }: Mark, { start }: Mark): string {
  const stretch = text.slice(end, start);
  return stretch.length <= 2 * AROUND
    ? printable(stretch)
    : printable(`${stretch.slice(0, AROUND)}…${stretch.slice(-AROUND)}`);
}

/** Context of which the part next to the finding is kept: the start of it, or its end. */
function elided(stretch: string, keep: 'start' | 'end'): string {
  if (stretch.length <= AROUND) return printable(stretch);
  return printable(keep === 'start' ? `${stretch.slice(0, AROUND)}…` : `…${stretch.slice(-AROUND)}`);
}

function summary(texts: readonly InspectedText[]): string {
  const counts = new Map<string, Record<'found' | 'unsure', number>>();
  for (const finding of texts.flatMap(({ findings }) => findings)) {
    const count = counts.get(finding.class) ?? { found: 0, unsure: 0 };
    count[toldVerdict(finding) === 'unsure' ? 'unsure' : 'found'] += 1;
    counts.set(finding.class, count);
  }
  const rows = [...counts]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, { found, unsure }]) => [name, String(found), String(unsure)]);
  return table(['class', 'found', 'unsure'], rows, 'Nothing was found.');
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** Lines and columns count from 1; columns in UTF-16 code units. Offsets must be asked for in order. */
function positionsIn(text: string): (offset: number) => Position {
  let line = 1;
  let start = 0;
  return (offset) => {
    for (let end = text.indexOf('\n', start); end >= 0 && end < offset; end = text.indexOf('\n', start)) {
      line += 1;
      start = end + 1;
    }
    return { line, column: offset - start + 1 };
  };
}

function paint({ color }: Io, code: string, text: string): string {
  return color ? `${code}${text}${PLAIN}` : text;
}
