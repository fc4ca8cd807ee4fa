/** `bench -- agents`: how much of what attackers want a taken-over agent can do, and how much honest work needs a person. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readRuns } from './corpus/recorded.ts';
import { readSuites } from './corpus/suite.ts';
import { acceptedIn, figuresOf } from './figures.ts';
import { manifestsFor, withDerivedContent } from './manifests.ts';
import { measure, type Source } from './measure.ts';
import { overHttp } from './over-http/over-http.ts';
import { tell } from './tell.ts';

const OPTIONS = {
  corpus: { type: 'string' },
  manifests: { type: 'string' },
  suite: { type: 'string' },
  show: { type: 'string', default: '0' },
  'no-http': { type: 'boolean', default: false },
} as const;

/**
 * `--corpus DIR` holds the suites, `--manifests` a folder of accepted manifests or `auto`, `--suite NAME` measures one,
 * `--show N` tells so many of the calls that were asked about or executed. `--no-http` leaves out
 * the part that starts a whole gate. `derived` is measured with derived content on.
 */
export async function benchAgents(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  const corpora = process.env.GATEHOUSE_CORPORA ?? join(import.meta.dirname, '../../../shared/corpora');
  const corpus = values.corpus ?? join(corpora, 'agentdojo');
  const folder = values.manifests ?? join(import.meta.dirname, 'manifests');
  const suites = readSuites(corpus)?.filter(({ name }) => (values.suite ?? name) === name);
  // WHY: a measurement that had nothing to measure is not a pass.
  if (suites === undefined || suites.length === 0) {
    process.exitCode = 1;
    return { suites: 'missing' };
  }
  const source: Source = {
    honest: readRuns(corpus, 'benign', suites),
    attacks: readRuns(corpus, 'attacks', suites),
  };
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const measured = suites.map((suite) => measure(suite, manifestsFor(suite, folder), source));
  const derived = suites.map((suite) =>
    measure(suite, withDerivedContent(manifestsFor(suite, folder), suite), source),
  );
  for (const one of measured) tell(one, { say, show: Number(values.show) });
  const http =
    values['no-http'] || folder === 'auto' ? {} : { over_http: await overHttp(suites, folder, say) };
  const manifests = acceptedIn(measured);
  return { ...figuresOf(measured), manifests, ...http, derived: figuresOf(derived) };
}
