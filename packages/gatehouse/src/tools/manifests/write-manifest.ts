/** Writes manifests as YAML, a few lines a tool, so that a person can read and change them before they are accepted. */
import { Document, isMap, isScalar, isSeq, type Pair } from 'yaml';
import type { AcceptedTool } from '../../kernel/accepted-tool.ts';
import type { ArgumentManifest, ToolManifest } from '../../kernel/manifest.ts';

export interface Heading {
  readonly server: string;
  readonly owner: string;
  readonly review: string;
}

type Entry = Pick<AcceptedTool, 'tool' | 'manifest' | 'pin' | 'accepted' | 'despite'>;

/** A whole manifest file. */
export function acceptedDocument(heading: Heading, tools: readonly Entry[]): Document {
  const document = new Document({ ...heading, tools: {} });
  for (const entry of tools) putTool(document, entry);
  return document;
}

/** Puts a tool into a manifest file in place of what was said of it before. Comments elsewhere stay. */
export function putTool(document: Document, { tool, manifest, pin, accepted, despite }: Entry): void {
  const node: unknown = document.createNode({
    ...{ pin, accepted },
    ...(despite === undefined ? {} : { despite }),
    ...written(manifest),
  });
  if (!isMap(node)) throw new TypeError('a record is written as a map');
  for (const name of ['accepted', 'arguments']) flow(node.get(name, true));
  const rows: unknown = node.get('result', true);
  if (isSeq(rows)) for (const row of rows.items) flow(row);
  document.setIn(['tools', tool], node);
}

/** Accepts another definition for what was said of a tool before; a reason to accept its text despite it goes. */
export function putPin(
  document: Document,
  { tool, pin, accepted, despite }: Pick<Entry, 'tool' | 'pin' | 'accepted' | 'despite'>,
): void {
  document.setIn(['tools', tool, 'pin'], pin);
  const by = document.createNode(accepted);
  flow(by);
  document.setIn(['tools', tool, 'accepted'], by);
  if (despite === undefined) document.deleteIn(['tools', tool, 'despite']);
  else document.setIn(['tools', tool, 'despite'], despite);
}

/** In the words of the file: what is the default is left out. */
function written({ effect, does, of, reversible, readers, complete, ...rest }: ToolManifest): object {
  const spoken = Object.entries(rest.arguments).map(([name, argument]) => [name, argumentText(argument)]);
  return {
    effect,
    ...(does === undefined ? {} : { does }),
    ...(of === undefined ? {} : { of }),
    ...(reversible ? { reversible } : {}),
    ...(readers === 'public' ? {} : { readers }),
    ...(complete === undefined ? {} : { complete }),
    ...(spoken.length === 0 ? {} : { arguments: Object.fromEntries(spoken) }),
    ...(rest.result.length === 0 ? {} : { result: rest.result }),
  };
}

function argumentText({ kind, role, of, outbound, derived }: ArgumentManifest): string {
  const parts = [
    kind,
    ...(role === 'text' && of === undefined ? [] : [role]),
    ...(of === undefined ? [] : ['of', of]),
    ...(outbound ? ['outbound'] : []),
    ...(derived ? ['derived'] : []),
  ];
  return parts.join(' ');
}

function flow(node: unknown): void {
  if (!isMap(node)) return;
  node.flow = true;
  for (const { value } of node.items as readonly Pair[]) if (!isScalar(value)) flow(value);
}
