/** The enforcement matrix: plays every cell against a gate, and tells each difference. */
import { parseArgs } from 'node:util';
import { nameOf } from './cell.ts';
import { CELLS } from './cells/all.ts';
import { matrixSettings } from './house/settings.ts';
import { CLI, foreignStage, gatherCompany, openStage } from './house/stage.ts';
import { play } from './run/play.ts';
import { summary, table } from './run/report.ts';

const { values } = parseArgs({
  options: {
    target: { type: 'string' },
    key: { type: 'string' },
    'provider-port': { type: 'string' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
    sabotage: { type: 'boolean', default: false },
    describe: { type: 'boolean', default: false },
  },
});

const pattern = new RegExp(values.only ?? '', 'i');
const cells = CELLS.filter((cell) => pattern.test(nameOf(cell)));

if (values.describe) {
  process.stdout.write(describe());
} else if (values.sabotage) {
  const { sabotage } = await import('./sabotage/main.ts');
  process.exitCode = await sabotage(pattern);
} else {
  process.exitCode = await matrix();
}

/** What a foreign gateway has to be configured like: our own configuration, with addresses to fill in. */
function describe(): string {
  const recorder = `http://127.0.0.1:${values['provider-port'] ?? 'PORT'}`;
  return matrixSettings({ issuer: 'http://127.0.0.1:ISSUER', recorder });
}

async function matrix(): Promise<number> {
  const company = await gatherCompany(
    values['provider-port'] === undefined ? undefined : Number(values['provider-port']),
  );
  const { target, key } = values;
  const stage =
    target === undefined
      ? await openStage(company, { cli: CLI })
      : foreignStage(company, { url: target, key: key ?? '' });
  try {
    const verdicts = await play(stage, cells);
    process.stdout.write(values.json ? '' : table(verdicts));
    const { skipped } = summary(verdicts);
    if (skipped > 0 && !values.json)
      process.stdout.write(
        `${skipped} cells were skipped: they need other callers, or the record of the gate.\n`,
      );
    if (stage.complaints() !== '' && !values.json)
      process.stdout.write(`The gate said:\n${stage.complaints()}\n`);
    process.stdout.write(`${JSON.stringify(summary(verdicts))}\n`);
    return verdicts.some(({ differences }) => differences.length > 0) ? 1 : 0;
  } finally {
    await stage.close();
    await company.close();
  }
}
