/** `bench -- detect`: how much is found and how much is flagged, on labelled texts that are no part of the repository. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureInjection } from './injection.ts';
import type { Measurement, Setting } from './look.ts';
import { measureOutput } from './output.ts';
import { measurePresidio } from './presidio.ts';
import { measureSecrets } from './secrets.ts';
import { measureSynthetic } from './synthetic.ts';

/** What is measured; a part whose file is not there says so. */
const PARTS: Readonly<Record<string, (setting: Setting) => Measurement | undefined>> = {
  presidio: measurePresidio,
  synthetic: measureSynthetic,
  secrets: measureSecrets,
  output: measureOutput,
  injection: measureInjection,
};

const OPTIONS = {
  corpus: { type: 'string' },
  only: { type: 'string' },
  show: { type: 'string', default: '0' },
} as const;

/** `--corpus DIR` says where the texts lie, `--only PART` measures one, `--show N` tells so many that went wrong. */
export function benchDetect(args: readonly string[]): Record<string, unknown> {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  const repository = join(import.meta.dirname, '../..');
  const corpus = values.corpus ?? process.env.GATEHOUSE_CORPORA ?? join(repository, '../shared/corpora');
  const results: Record<string, unknown> = {};
  for (const [name, measure] of Object.entries(PARTS)) {
    if (values.only !== undefined && values.only !== name) continue;
    const measured = measure({ corpus, show: Number(values.show) });
    results[name] = measured?.result ?? 'missing';
    for (const line of measured?.lines ?? [`${name}: missing`]) process.stderr.write(`${line}\n`);
  }
  // WHY: a measurement that had nothing to measure is not a pass.
  if (Object.values(results).every((result) => result === 'missing')) process.exitCode = 1;
  return results;
}
