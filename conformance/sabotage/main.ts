/** Breaks the gate on purpose, one way at a time, and asks whether the matrix turns red. */
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Cell, nameOf } from '../cell.ts';
import { CELLS } from '../cells/all.ts';
import { addressOfEmbedded, anotherDatabase } from '../house/ledger.ts';
import { CLI, type Company, gatherCompany, openStage } from '../house/stage.ts';
import { play, type Verdict } from '../run/play.ts';
import { SABOTAGES } from './all.ts';
import type { Edit, Sabotage } from './sabotage.ts';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
/** WHY two: a gate that starts waits for its database while another one is asked. */
const AT_ONCE = 2;

interface Result {
  readonly name: string;
  /** The cell that turned red. */
  readonly caughtBy?: string;
  /** Why it was not caught. */
  readonly missed?: string;
}

/** Applies every sabotage whose name fits; the answer is the exit code. */
export async function sabotage(pattern: RegExp): Promise<number> {
  const company = await gatherCompany();
  const host = await openStage(company, { cli: CLI });
  const database = addressOfEmbedded(host.dataDir);
  const wanted = SABOTAGES.filter(({ name }) => pattern.test(name));
  const results: Result[] = [];
  const queue = [...wanted.entries()];
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, row] = next;
      const result = await breakAndAsk(
        { company, database: anotherDatabase(database, `broken_${index}`) },
        row,
      );
      results.push(result);
      process.stdout.write(
        `${result.caughtBy === undefined ? 'MISSED' : 'caught'}  ${row.name}\n        ${result.caughtBy ?? result.missed}\n`,
      );
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    await host.close();
    await company.close();
  }
  const missed = results.filter(({ caughtBy }) => caughtBy === undefined).map(({ name }) => name);
  const summary = { sabotages: results.length, caught: results.length - missed.length, missed };
  process.stdout.write(`${JSON.stringify(summary)}\n`);
  return missed.length === 0 ? 0 : 1;
}

interface Place {
  readonly company: Company;
  readonly database: string;
}

async function breakAndAsk({ company, database }: Place, row: Sabotage): Promise<Result> {
  const copy = join(company.folder, `copy-${database.split('/').at(-1)?.split('?')[0]}`);
  try {
    const cli = brokenCopy(copy, row);
    const stage = await openStage(company, { cli, databaseUrl: database });
    try {
      const red = await firstRed(stage, row.cells);
      return red === undefined
        ? { name: row.name, missed: 'every cell stayed green' }
        : { name: row.name, caughtBy: `${red.name}: ${red.differences[0]?.slice(0, 160)}` };
    } finally {
      await stage.kill();
    }
  } catch (error) {
    // A gate that does not start proves nothing: it is the sabotage that has to be mended.
    return { name: row.name, missed: String(error).slice(0, 600) };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** A copy of the gate with one place of its source replaced. */
function brokenCopy(copy: string, row: Sabotage): string {
  const gate = join(copy, 'packages', 'gatehouse');
  mkdirSync(gate, { recursive: true });
  cpSync(join(REPOSITORY, 'packages/gatehouse/src'), join(gate, 'src'), { recursive: true });
  cpSync(join(REPOSITORY, 'packages/gatehouse/package.json'), join(gate, 'package.json'));
  symlinkSync(join(REPOSITORY, 'node_modules'), join(copy, 'node_modules'));
  for (const edit of [row, row.also]) if (edit !== undefined) replace(join(gate, 'src'), edit);
  return join(gate, 'src/cli/main.ts');
}

function replace(folder: string, { file, find, put }: Edit): void {
  const path = join(folder, file);
  const source = readFileSync(path, 'utf8');
  const times = source.split(find).length - 1;
  if (times !== 1) throw new Error(`its place stands ${times} times in ${file}`);
  writeFileSync(
    path,
    source.replace(find, () => put),
  );
}

/** The likely cells first, then all others. */
async function firstRed(stage: Parameters<typeof play>[0], likely: RegExp): Promise<Verdict | undefined> {
  const isLikely = (cell: Cell) => likely.test(nameOf(cell));
  for (const cells of [CELLS.filter(isLikely), CELLS.filter((cell) => !isLikely(cell))]) {
    const verdicts = await play(stage, cells, { untilRed: true });
    const red = verdicts.filter(isRed).map(({ cell }) => cell);
    // WHY again: what turned red because the machine was slow is no proof.
    const again = (await play(stage, red)).find(isRed);
    if (again !== undefined) return again;
  }
  return undefined;
}

function isRed({ differences }: Verdict): boolean {
  return differences.length > 0;
}
