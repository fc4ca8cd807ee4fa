/** `gatehouse test`: asks the charter the questions of a case file and compares the answers with what was expected. */
import { customClasses } from '../config/check-inspection.ts';
import type { Problem } from '../config/problem.ts';
import { readYaml } from '../config/yaml.ts';
import { FINDABLE_CLASSES } from '../kernel/classes.ts';
import { caseFileSchema } from './case-file.ts';
import { type CheckOptions, checkFiles } from './check.ts';
import { EXIT, type Io } from './io.ts';
import { printProblems } from './print-problems.ts';
import { type CaseResult, runCase } from './run-cases.ts';

export interface TestOptions extends CheckOptions {
  readonly cases: string;
}

function testFiles(
  options: TestOptions,
): { readonly results: readonly CaseResult[] } | { readonly problems: readonly Problem[] } {
  const checked = checkFiles(options);
  if ('problems' in checked) return checked;
  const text = options.read(options.cases);
  if (text === undefined) {
    const message = `The file ${options.cases} cannot be read.`;
    return { problems: [{ file: options.cases, line: 1, column: 1, path: '', message }] };
  }
  const classes = [...FINDABLE_CLASSES, ...customClasses(checked.settings)];
  const file = readYaml({ name: options.cases, text }, caseFileSchema(classes));
  if ('problems' in file) return file;
  const outcomes = file.value.cases.map((given, index) =>
    runCase(checked, given, { report: file.report, index }),
  );
  const problems = outcomes.filter((outcome) => 'message' in outcome);
  if (problems.length > 0) return { problems };
  return { results: outcomes.filter((outcome) => 'passed' in outcome) };
}

export function testCommand(io: Io, options: TestOptions & { readonly json: boolean }): number {
  const tested = testFiles(options);
  const results = 'results' in tested ? tested.results : [];
  const problems = 'problems' in tested ? tested.problems : [];
  const failures = results.filter(({ passed }) => !passed);
  const code = problems.length + failures.length === 0 ? EXIT.fine : EXIT.refused;
  if (options.json) {
    const counts = { cases: results.length, passed: results.length - failures.length };
    io.write(`${JSON.stringify({ ...counts, results, problems })}\n`);
    return code;
  }
  printProblems(io, { problems, warnings: [] });
  if (problems.length > 0) return code;
  for (const result of results) {
    io.write(`${result.passed ? 'pass' : 'FAIL'}  ${result.name}\n`);
    for (const difference of result.differences) io.write(`      ${difference}\n`);
    if (!result.passed) io.write(`      ${result.reason}\n`);
  }
  io.write(`${results.length - failures.length} of ${results.length} cases pass.\n`);
  return code;
}
