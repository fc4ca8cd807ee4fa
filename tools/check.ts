/** Checks the repository by its own rules (`npm run check`), and says where each is broken. */
import { dirname } from 'node:path';
import { CHECKS } from './checks/all.ts';
import { readRepository } from './checks/repository.ts';

const repository = readRepository(dirname(import.meta.dirname));
const results = CHECKS.map(({ name, run }) => ({ name, problems: run(repository) }));

for (const { name, problems } of results) {
  console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'}  ${name}`);
  for (const { path, line, message } of problems) console.log(`      ${path}:${line}: ${message}`);
}
process.exitCode = results.some(({ problems }) => problems.length > 0) ? 1 : 0;
