/** The manifests that a suite is judged with: accepted ones from a folder, or what `propose` derives from the schemas. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { manifestFile } from '../../packages/gatehouse/src/config/manifest-schema.ts';
import type { ToolManifest } from '../../packages/gatehouse/src/kernel/manifest.ts';
import { withDefaults } from '../../packages/gatehouse/src/tools/manifests/defaults.ts';
import { checkPin } from '../../packages/gatehouse/src/tools/manifests/pin.ts';
import { propose } from '../../packages/gatehouse/src/tools/manifests/propose.ts';
import type { ToolDefinition } from '../../packages/gatehouse/src/tools/transport.ts';
import type { Suite, SuiteTool } from './corpus/suite.ts';

export interface Manifests {
  readonly of: (tool: string) => ToolManifest | undefined;
  /** Lines that a person had to accept, comments and empty ones left out. */
  readonly lines: number;
  /** What they loosen: rows that call a field anything but outsiders', and arguments that may be derived. */
  readonly endorsements: number;
  readonly digest: string;
}

/** From a folder of accepted manifests, or with `auto` what is proposed. @throws Error when the folder has none for it. */
export function manifestsFor(suite: Suite, source: string): Manifests {
  const found = source === 'auto' ? proposedManifests(suite) : acceptedManifests(source, suite);
  if (found === undefined) throw new Error(`There are no manifests for ${suite.name} in ${source}.`);
  return found;
}

/** The same, with content that may be derived wherever a tool that writes or sends carries any. */
export function withDerivedContent(manifests: Manifests, suite: Suite): Manifests {
  const derived = new Map(
    suite.tools.flatMap(({ name }) => {
      const manifest = manifests.of(name);
      return manifest === undefined ? [] : [[name, derivable(manifest)] as const];
    }),
  );
  return { ...manifests, of: (tool) => derived.get(tool) };
}

function derivable(manifest: ToolManifest): ToolManifest {
  if (manifest.effect === 'read') return manifest;
  const given = Object.entries(manifest.arguments).map(([name, argument]) => [
    name,
    argument.kind === 'content' ? { ...argument, derived: true } : argument,
  ]);
  return { ...manifest, arguments: Object.fromEntries(given) };
}

/** Accepted manifests of a suite: `<folder>/<suite>.yaml`. A tool whose definition is not the pinned one has none. */
function acceptedManifests(folder: string, suite: Suite): Manifests | undefined {
  const path = join(folder, `${suite.name}.yaml`);
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8');
  const { server, owner, tools } = manifestFile.parse(parse(text));
  const accepted = new Map(
    suite.tools.flatMap((tool) => {
      const entry = tools[tool.name];
      if (entry === undefined) return [];
      const pinned = checkPin({ server, owner, tool: tool.name, ...entry }, definitionOf(tool));
      if (pinned.status !== 'same') throw new Error(`${suite.name}/${tool.name} is not what was accepted`);
      return [[tool.name, withDefaults(entry.manifest, tool.inputSchema)] as const];
    }),
  );
  return {
    of: (tool) => accepted.get(tool),
    lines: text.split('\n').filter((line) => /^\s*[^\s#]/.test(line)).length,
    endorsements: [...accepted.values()].reduce((sum, manifest) => sum + endorsementsIn(manifest), 0),
    digest: createHash('sha256').update(text).digest('hex'),
  };
}

export function definitionOf({ name, description, inputSchema, outputSchema }: SuiteTool): ToolDefinition {
  const definition = { name, description, inputSchema, ...(outputSchema ? { outputSchema } : {}) };
  return { ...definition, raw: definition };
}

function endorsementsIn(manifest: ToolManifest): number {
  const derived = Object.values(manifest.arguments).filter((argument) => argument.derived === true);
  return derived.length + manifest.result.filter(({ writers }) => writers !== 'outsiders').length;
}

/** What the product proposes from schemas and descriptions alone, unseen by any person. */
function proposedManifests(suite: Suite): Manifests {
  const proposed = new Map(
    suite.tools.map((tool) => [
      tool.name,
      withDefaults(propose(definitionOf(tool)).manifest, tool.inputSchema),
    ]),
  );
  const text = JSON.stringify([...proposed]);
  return {
    of: (tool) => proposed.get(tool),
    lines: 0,
    endorsements: [...proposed.values()].reduce((sum, manifest) => sum + endorsementsIn(manifest), 0),
    digest: createHash('sha256').update(text).digest('hex'),
  };
}
