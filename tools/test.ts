/** Runs everything that must hold (`npm test`): a table of steps, and at the end the count of what passed and failed. */
import { dirname } from 'node:path';
import { STEPS } from './testing/steps.ts';

const root = dirname(import.meta.dirname);
const only = process.argv.slice(2);
const failures: string[] = [];
let passed = 0;

for (const { name, run } of STEPS.filter((step) => only.length === 0 || only.includes(step.name))) {
  console.log(`\n== ${name}`);
  const started = performance.now();
  const outcome = await run({ root, say: (line) => console.log(`   ${line}`) });
  passed += outcome.passed;
  failures.push(...outcome.failures.map((failure) => `${name}: ${failure}`));
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  console.log(`   ${outcome.passed} passed, ${outcome.failures.length} failed in ${seconds} s`);
}

if (failures.length > 0) console.log(`\n== failures\n\n${failures.join('\n\n')}`);
console.log(`\n${passed} passed, ${failures.length} failed`);
process.exit(failures.length > 0 || passed === 0 ? 1 : 0);
