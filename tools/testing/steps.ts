/** The steps of `npm test`, in order: what is quick to fail comes first. A new one is one row. */
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKS } from '../checks/all.ts';
import { readRepository } from '../checks/repository.ts';
import type { Outcome, Surroundings } from './outcome.ts';
import { lastJson, runProgram } from './program.ts';
import { runTests } from './tests.ts';

export interface Step {
  readonly name: string;
  readonly run: (surroundings: Surroundings) => Promise<Outcome>;
}

export const STEPS: readonly Step[] = [
  { name: 'types', run: ({ root }) => program(root, ['node_modules/.bin/tsc', '-p', '.']) },
  {
    name: 'lint',
    run: ({ root }) =>
      program(root, ['node_modules/.bin/biome', 'check', '--error-on-warnings', '--colors=off', '.']),
  },
  { name: 'checks', run: async ({ root }) => checks(root) },
  { name: 'tests', run: runTests },
  { name: 'examples', run: examples },
  { name: 'conformance', run: conformance },
  { name: 'chaos', run: chaos },
];

const NOTHING: Outcome = { passed: 0, failures: [] };

async function program(root: string, [command = '', ...args]: readonly string[]): Promise<Outcome> {
  const { code, output } = await runProgram(join(root, command), args, root);
  return code === 0 ? { passed: 1, failures: [] } : { passed: 0, failures: [output.trim()] };
}

function checks(root: string): Outcome {
  const repository = readRepository(root);
  const broken = CHECKS.flatMap(({ name, run }) => {
    const problems = run(repository).map(({ path, line, message }) => `  ${path}:${line}: ${message}`);
    return problems.length === 0 ? [] : [[name, ...problems].join('\n')];
  });
  return { passed: CHECKS.length - broken.length, failures: broken };
}

/** Each example asserts what it shows. */
async function examples({ root, say }: Surroundings): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const path of globSync(['examples/*.ts', 'examples/*/main.ts'], { cwd: root }).sort()) {
    say(path);
    const { code, output } = await runProgram(process.execPath, [path], root);
    outcomes.push(
      code === 0 ? { passed: 1, failures: [] } : { passed: 0, failures: [`${path}\n${output.trim()}`] },
    );
  }
  return {
    passed: outcomes.reduce((sum, one) => sum + one.passed, 0),
    failures: outcomes.flatMap((one) => one.failures),
  };
}

/** The enforcement matrix: each cell counts. */
async function conformance({ root }: Surroundings): Promise<Outcome> {
  if (!existsSync(join(root, 'conformance/main.ts'))) return NOTHING;
  const { code, output } = await runProgram(process.execPath, ['conformance/main.ts'], root);
  const report = lastJson(output);
  const failed = Array.isArray(report?.failed) ? report.failed.map((cell) => JSON.stringify(cell)) : [];
  if (typeof report?.passed !== 'number' || (code !== 0 && failed.length === 0)) {
    return { passed: 0, failures: [output.slice(-4_000)] };
  }
  return { passed: report.passed, failures: failed };
}

/** A few dozen kills; the long run is `npm run chaos`. */
async function chaos({ root }: Surroundings): Promise<Outcome> {
  const trials = 30;
  if (!existsSync(join(root, 'chaos/main.ts'))) return NOTHING;
  const { code, output } = await runProgram(
    process.execPath,
    ['chaos/main.ts', '--trials', String(trials)],
    root,
  );
  return code === 0 ? { passed: trials, failures: [] } : { passed: 0, failures: [output.slice(-4_000)] };
}
