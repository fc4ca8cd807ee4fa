/** Prints problems the way editors and CI systems can follow: file:line:column, what is wrong, what to do. */
import type { Problem } from '../config/problem.ts';
import type { Io } from './io.ts';

const RED = '\u001b[31m';
const YELLOW = '\u001b[33m';
const PLAIN = '\u001b[0m';

export function printProblems(
  io: Io,
  { problems, warnings }: { readonly problems: readonly Problem[]; readonly warnings: readonly Problem[] },
): void {
  for (const problem of problems) io.error(line(problem, paint(io, RED, 'error')));
  for (const warning of warnings) io.error(line(warning, paint(io, YELLOW, 'warning')));
}

function line(problem: Problem, severity: string): string {
  const where = `${problem.file}:${problem.line}:${problem.column}`;
  const path = problem.path === '' ? '' : ` (${problem.path})`;
  const suggestion = problem.suggestion === undefined ? '' : `\n    ${problem.suggestion}`;
  return `${printable(`${where}: `)}${severity}: ${printable(`${problem.message}${path}`)}${printable(suggestion)}\n`;
}

/** Text from a file must not steer the terminal. */
function printable(text: string): string {
  return text.replace(/[^\P{C}\n]/gu, '\ufffd');
}

function paint(io: Io, color: string, text: string): string {
  return io.color ? `${color}${text}${PLAIN}` : text;
}
