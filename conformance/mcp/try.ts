import { startEverything } from './everything.ts';
import { startPermissiveGate } from './permissive-gate.ts';
import { runSuite } from './suite.ts';
const everything = await startEverything();
const t0 = performance.now();
const house = await startPermissiveGate(everything.url);
console.log('up', performance.now() - t0);
for (const revision of process.argv[2] ? [process.argv[2]] : ['2026-07-28', '2025-11-25']) {
  const t1 = performance.now();
  const run = await runSuite(house.url, revision, process.argv[3]);
  console.log(revision, performance.now() - t1, run.required.length, run.exitCode);
  for (const [name, s] of run.scenarios) console.log(run.required.includes(name) ? 'R' : ' ', name, s.passed, s.complaints);
  for (const name of run.required) if (!run.scenarios.has(name)) console.log('NOT RUN', name);
  if (process.argv[3]) console.log(run.output);
}
console.log(house.gate.reports);
await house.close(); await everything.close();
