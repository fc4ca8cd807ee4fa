/** The report: a table of controls by protocol and mode, every difference in words, and one object for machines. */
import type { Verdict } from './play.ts';

export interface Summary {
  readonly cells: number;
  readonly passed: number;
  readonly skipped: number;
  readonly failed: readonly { readonly cell: string; readonly differences: readonly string[] }[];
}

export function summary(verdicts: readonly Verdict[]): Summary {
  const played = verdicts.filter(({ skipped }) => !skipped);
  const failed = played.filter(({ differences }) => differences.length > 0);
  return {
    cells: played.length,
    passed: played.length - failed.length,
    skipped: verdicts.length - played.length,
    failed: failed.map(({ name, differences }) => ({ cell: name, differences })),
  };
}

const COLUMNS = [
  'openai-chat plain',
  'openai-chat streamed',
  'anthropic-messages plain',
  'anthropic-messages streamed',
  'mcp stateless',
  'mcp session',
];

export function table(verdicts: readonly Verdict[]): string {
  const controls = [...new Set(verdicts.map(({ cell }) => cell.control))].sort();
  const width = Math.max(...controls.map((control) => control.length), 'control'.length);
  const line = (cells: readonly string[]) =>
    `${cells.map((text, index) => text.padEnd(index === 0 ? width : (COLUMNS[index - 1] ?? '').length)).join('  ')}\n`;
  const rows = controls.map((control) =>
    line([control, ...COLUMNS.map((column) => tally(verdicts, control, column))]),
  );
  const red = verdicts.filter(({ differences }) => differences.length > 0);
  const told = red.map(
    ({ name, differences }) => `\nRED  ${name}\n${differences.map((one) => `     - ${one}\n`).join('')}`,
  );
  return `${line(['control', ...COLUMNS])}${rows.join('')}${told.join('')}\n`;
}

function tally(verdicts: readonly Verdict[], control: string, column: string): string {
  const here = verdicts.filter(
    ({ cell }) => cell.control === control && `${cell.protocol} ${cell.mode}` === column,
  );
  const played = here.filter(({ skipped }) => !skipped);
  const red = played.filter(({ differences }) => differences.length > 0).length;
  if (played.length === 0) return here.length === 0 ? '' : `${here.length} skipped`;
  return red === 0 ? `${played.length} ok` : `${red} of ${played.length} RED`;
}
