/** Benchmarks: `npm run --silent bench -- NAME` prints progress on stderr and one JSON object on its last line. */
import { benchGate } from './gate/gate.ts';
import { benchPolicy } from './policy.ts';

const BENCHMARKS: Readonly<Record<string, () => Promise<Record<string, unknown>>>> = {
  gate: benchGate,
  policy: benchPolicy,
};

const [name = ''] = process.argv.slice(2);
const bench = Object.hasOwn(BENCHMARKS, name) ? BENCHMARKS[name] : undefined;
if (bench === undefined) {
  process.stderr.write(
    `There is no benchmark "${name}"; there are: ${Object.keys(BENCHMARKS).join(', ')}.\n`,
  );
  process.exitCode = 2;
} else {
  process.stdout.write(`${JSON.stringify(await bench())}\n`);
}
