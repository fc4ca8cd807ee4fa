/** Writes down what a person accepted: pins and manifests into their files, and the definitions for showing changes later. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Document, parseDocument } from 'yaml';
import { canonical } from '../kernel/canonical.ts';
import { fault } from '../kernel/faults.ts';
import { covers } from '../kernel/pattern.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import type { SurveyedTool } from '../tools/manifests/survey.ts';
import { acceptedDocument, putPin, putTool } from '../tools/manifests/write-manifest.ts';
import { definitionsFile, keptDefinitions, type ToolLook } from './tool-look.ts';

type Acceptance = Omit<ToolLook, 'tools'> & { readonly by: string; readonly despite?: string };

/** The manifests that are proposed for tools of one or more servers, as files to read, change and accept. */
export function proposalText(tools: readonly SurveyedTool[], todayText: string): string {
  const servers = Map.groupBy(tools, ({ server }) => server);
  return [...servers]
    .map(([server, own]) => {
      const heading = { server, owner: '', review: inAYear(todayText) };
      const document = acceptedDocument(
        heading,
        own.flatMap((each) => entryOf(each, { by: '', todayText })),
      );
      document.commentBefore = ` ${REVIEW}\n${own
        .flatMap(reasonsOf)
        .map((line) => ` ${line}`)
        .join('\n')}`;
      return document.toString({ lineWidth: 120 });
    })
    .join('---\n');
}

const REVIEW =
  'Proposed from names and schemas. Read it, change it, and fill in who answers for it and who accepts it.';

/** Accepts exactly the definitions that were looked at. All files are written, or none is touched when one cannot be. */
export function acceptTools(
  tools: readonly SurveyedTool[],
  acceptance: Acceptance,
): Result<{ readonly written: readonly string[] }> {
  const texts = new Map<string, { readonly path: string; readonly document: Document }>();
  for (const seen of tools) {
    const target = fileFor(seen, acceptance);
    if (!target.ok) return target;
    const { name, path, text } = target.value;
    const document =
      texts.get(name)?.document ?? (text === undefined ? newFile(seen, acceptance) : parseDocument(text));
    texts.set(name, { path, document });
    for (const entry of entryOf(seen, acceptance)) {
      if (seen.accepted === undefined) putTool(document, entry);
      else putPin(document, entry);
    }
  }
  for (const { path, document } of texts.values()) write(path, document.toString({ lineWidth: 120 }));
  for (const [server, own] of Map.groupBy(tools, (each) => each.server)) keep(acceptance.folder, server, own);
  return ok({ written: [...texts.keys()] });
}

function entryOf(
  { tool, pin, accepted, proposal }: SurveyedTool,
  { by, todayText, despite }: { readonly by: string; readonly todayText: string; readonly despite?: string },
) {
  const manifest = accepted?.manifest ?? proposal?.manifest;
  if (pin === undefined || manifest === undefined) return [];
  return [
    { tool, pin, manifest, accepted: { by, at: todayText }, ...(despite === undefined ? {} : { despite }) },
  ];
}

interface Target {
  readonly name: string;
  readonly path: string;
  readonly text: string | undefined;
}

/** The file that speaks of the tool already, or of its server, or a new one where the configuration looks for it. */
function fileFor({ server, tool }: SurveyedTool, { files, folder, settings }: Acceptance): Result<Target> {
  const own = files.filter(({ text }) => parseDocument(text).get('server') === server);
  const target = own.find(({ text }) => parseDocument(text).hasIn(['tools', tool])) ?? own[0];
  if (target !== undefined) return ok(target);
  const name = join('tools', `${server}.yaml`);
  if (!settings.tools.manifests.some((pattern) => covers(pattern.replace(/^\.\//, ''), name))) {
    const message = `The configuration reads no manifests from ${name}; add "tools/*.yaml" to tools.manifests.`;
    return failed(fault('config.invalid', message));
  }
  return ok({ name, path: resolve(folder, name), text: undefined });
}

function newFile({ server }: SurveyedTool, { settings, todayText }: Acceptance): Document {
  const owner = settings.tools.servers[server]?.owner ?? '';
  return acceptedDocument({ server, owner, review: inAYear(todayText) }, []);
}

function keep(folder: string, server: string, tools: readonly SurveyedTool[]): void {
  const now = tools.flatMap(({ tool, definition }) =>
    definition === undefined ? [] : [[tool, definition] as const],
  );
  const all = { ...keptDefinitions(folder, server), ...Object.fromEntries(now) };
  write(definitionsFile(folder, server), `${JSON.stringify(JSON.parse(canonical(all)), null, 2)}\n`);
}

/** WHY by renaming: a gate that reloads meanwhile reads the old file or the new one. */
function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

function inAYear(todayText: string): string {
  return `${Number(todayText.slice(0, 4)) + 1}${todayText.slice(4).replace('-02-29', '-02-28')}`;
}

function reasonsOf({ tool, proposal, suspicions }: SurveyedTool): readonly string[] {
  const found = suspicions.map(({ place, what }) => `! ${place} holds ${what}.`);
  const lines = [...(proposal?.reasons ?? []), ...found].map((line) => `  ${line}`);
  return [`${tool}:`, ...lines].map((line) => line.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\ufffd'));
}
