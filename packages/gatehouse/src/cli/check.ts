/** `gatehouse check`: says everything that is wrong with a configuration, and where, without starting anything. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { customClasses } from '../config/check-inspection.ts';
import { loadSettings } from '../config/load.ts';
import { type LoadedManifests, loadManifests } from '../config/load-manifests.ts';
import type { Problem } from '../config/problem.ts';
import type { Settings } from '../config/schema.ts';
import { createCustom } from '../inspection/custom/all.ts';
import type { Detector } from '../inspection/detector.ts';
import { filesNamed } from '../main/manifest-files.ts';
import { compileCharter } from '../policy/compile.ts';
import type { PolicyEngine } from '../policy/decision.ts';
import { createPolicyEngine } from '../policy/engine.ts';
import type { CedarFile } from '../policy/raw.ts';
import { EXIT, type Io, type ReadFile } from './io.ts';
import { printProblems } from './print-problems.ts';

export interface CheckOptions {
  readonly file: string;
  readonly read: ReadFile;
  /** Decides which review dates have passed. */
  readonly nowMs: number;
}

/** A configuration that may become active, or everything that keeps it from it. */
export type Checked =
  | {
      readonly settings: Settings;
      readonly policy: PolicyEngine;
      /** The organisation's own, beside the built-in ones. */
      readonly detectors: readonly Detector[];
      readonly warnings: readonly Problem[];
    }
  | { readonly problems: readonly Problem[] };

/** The same steps, in the same order, as a start or a reload; only the last one, becoming active, is missing. */
export function checkFiles({ file, read, nowMs }: CheckOptions): Checked {
  const text = read(file);
  if (text === undefined) return { problems: [problemWith(file, `The file ${file} cannot be read.`)] };
  const loaded = loadSettings(text, file, nowMs);
  if ('problems' in loaded) return loaded;
  const { settings, warnings, report } = loaded;
  const custom = createCustom(settings.inspection.detectors, report);
  if ('problems' in custom) return custom;
  const manifests = checkManifests({ file, read, nowMs }, settings);
  if ('problems' in manifests) return manifests;
  const names = settings.charter.cedar.map((name) => join(dirname(file), name));
  const files = names.map((name): CedarFile | Problem => {
    const cedar = read(name);
    return cedar === undefined
      ? problemWith(file, `The Cedar file ${name} cannot be read.`, 'charter.cedar')
      : { file: name, text: cedar };
  });
  const unreadable = files.filter((entry) => 'message' in entry);
  if (unreadable.length > 0) return { problems: unreadable };
  const result = compileCharter(
    settings,
    files.filter((entry) => 'text' in entry),
    customClasses(settings),
  );
  if ('problems' in result) return result;
  const engine = createPolicyEngine(result.compiled);
  if (!engine.ok) return { problems: [problemWith(file, engine.fault.message, 'charter')] };
  return {
    settings,
    policy: engine.value,
    detectors: custom.detectors,
    warnings: [...warnings, ...manifests.warnings],
  };
}

function checkManifests({ file, read, nowMs }: CheckOptions, settings: Settings): LoadedManifests {
  const folder = dirname(file);
  const files: { name: string; text: string }[] = [];
  for (const pattern of settings.tools.manifests) {
    if (pattern.includes('*') && !existsSync(resolve(folder, dirname(pattern)))) {
      return { problems: [problemWith(file, `There is no folder for ${pattern}.`, 'tools.manifests')] };
    }
    for (const name of filesNamed(folder, pattern)) {
      const text = read(join(folder, name));
      if (text === undefined) {
        return {
          problems: [problemWith(file, `The manifest file ${name} cannot be read.`, 'tools.manifests')],
        };
      }
      files.push({ name, text });
    }
  }
  return loadManifests(files, settings, nowMs);
}

export function checkCommand(io: Io, options: CheckOptions & { readonly json: boolean }): number {
  const checked = checkFiles(options);
  const problems = 'problems' in checked ? checked.problems : [];
  const warnings = 'problems' in checked ? [] : checked.warnings;
  const valid = !('problems' in checked);
  if (options.json) {
    const policy = valid ? { policy_digest: checked.policy.digest } : {};
    io.write(`${JSON.stringify({ valid, problems, warnings, ...policy })}\n`);
    return valid ? EXIT.fine : EXIT.refused;
  }
  printProblems(io, { problems, warnings });
  if (!valid) return EXIT.refused;
  const { settings, policy } = checked;
  const rules = settings.charter.access.length + settings.charter.data.length;
  const parts = [
    counted(rules, 'rule'),
    counted(Object.keys(settings.models).length, 'model'),
    counted(settings.budgets.length, 'budget'),
  ];
  io.write(`${options.file} is valid: ${parts.join(', ')}; policy ${policy.digest.slice(0, 12)}.\n`);
  return EXIT.fine;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function problemWith(file: string, message: string, path = ''): Problem {
  return { file, line: 1, column: 1, path, message };
}
