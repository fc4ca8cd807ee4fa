/** Loads manifest files: typed, cross-checked with the configuration and with each other, or refused as a whole. */

import type { z } from 'zod';
import type { AcceptedTool } from '../kernel/accepted-tool.ts';
import { knownClassNames } from '../kernel/class-names.ts';
import { skeletonOf } from '../kernel/look-alikes.ts';
import { customClasses } from './check-inspection.ts';
import { manifestFile } from './manifest-schema.ts';
import type { Problem, Report } from './problem.ts';
import type { Settings } from './schema.ts';
import { didYouMean } from './suggest.ts';
import { readYaml } from './yaml.ts';

export type LoadedManifests =
  | { readonly accepted: readonly AcceptedTool[]; readonly warnings: readonly Problem[] }
  | { readonly problems: readonly Problem[] };

interface Manifests {
  readonly name: string;
  readonly value: z.infer<typeof manifestFile>;
  readonly report: Report;
}

/** `nowMs` decides which review dates have passed; that is a warning, everything else refuses all files. */
export function loadManifests(
  files: readonly { readonly name: string; readonly text: string }[],
  settings: Pick<Settings, 'tools' | 'inspection'>,
  nowMs: number,
): LoadedManifests {
  const today = new Date(nowMs).toISOString().slice(0, 10);
  const read: Manifests[] = [];
  const problems: Problem[] = [];
  for (const file of files) {
    const result = readYaml(file, manifestFile);
    if ('problems' in result) problems.push(...result.problems);
    else read.push({ name: file.name, ...result });
  }
  const warnings: Problem[] = [];
  const taken = new Map<string, string>();
  for (const file of read) {
    problems.push(...objections(file, settings), ...repeats(file, taken));
    if (file.value.review < today) {
      const message = `The manifests of ${file.value.server} were due for review on ${file.value.review}.`;
      warnings.push(file.report(['review'], message));
    }
  }
  if (problems.length > 0) return { problems };
  return { accepted: read.flatMap(toolsOf), warnings: [...warnings, ...lookAlikes(read, settings)] };
}

function toolsOf({ value: { server, owner, tools } }: Manifests): readonly AcceptedTool[] {
  return Object.entries(tools).map(([tool, entry]) => ({ server, owner, tool, ...entry }));
}

/** What names nothing that the configuration has. */
function objections(
  { value, report }: Manifests,
  settings: Pick<Settings, 'tools' | 'inspection'>,
): readonly Problem[] {
  const servers = Object.keys(settings.tools.servers);
  const problems: Problem[] = [];
  if (!servers.includes(value.server)) {
    problems.push(
      report(['server'], `There is no server "${value.server}".`, didYouMean(value.server, servers)),
    );
  }
  const classes = knownClassNames(customClasses(settings));
  for (const [name, { manifest }] of Object.entries(value.tools)) {
    const named = manifest.result.flatMap((row) => row.classes ?? []);
    for (const unknown of named.filter((each) => !classes.includes(each))) {
      const message = `There is no data class "${unknown}".`;
      problems.push(report(['tools', name, 'result'], message, didYouMean(unknown, classes)));
    }
  }
  return problems;
}

/** WHY refused: of two manifests of one tool, the order of files would decide which one holds. */
function repeats({ name, value, report }: Manifests, taken: Map<string, string>): readonly Problem[] {
  return Object.keys(value.tools).flatMap((tool) => {
    const id = `${value.server}/${tool}`;
    const before = taken.get(id);
    taken.set(id, name);
    if (before === undefined) return [];
    return [report(['tools', tool], `The tool ${id} has a manifest already, in ${before}.`)];
  });
}

/** WHY only warnings: such tools are suspended, and a gate that does not start helps nobody. */
function lookAlikes(files: readonly Manifests[], { tools }: Pick<Settings, 'tools'>): readonly Problem[] {
  const taken = new Map<string, string>();
  return files.flatMap(({ value, report }) =>
    Object.keys(value.tools).flatMap((tool) => {
      const alias = tools.servers[value.server]?.alias ?? {};
      const skeleton = skeletonOf((Object.hasOwn(alias, tool) ? alias[tool] : undefined) ?? tool);
      const other = taken.get(skeleton);
      taken.set(skeleton, `${value.server}/${tool}`);
      if (other === undefined) return [];
      const message = `Its name is or looks like that of ${other}; both are suspended.`;
      const suggestion = `Give it an alias: tools.servers.${value.server}.alias.`;
      return [report(['tools', tool], message, { suggestion })];
    }),
  );
}
