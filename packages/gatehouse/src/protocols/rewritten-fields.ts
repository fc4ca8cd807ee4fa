/** The published table of fields that the gate sets in requests: the same rows write the request and its documentation. */
import { get, type JsonDocument, type JsonNode, stringValue } from './json/document.ts';
import type { Edit } from './json/edit.ts';
import type { ModelRequest, RequestChanges } from './protocol.ts';
import { rewritten } from './rewriting.ts';

export interface RewrittenField {
  /** The field by its path. */
  readonly field: string;
  /** What happens to it. */
  readonly change: string;
  readonly why: string;
  edits(request: ModelRequest, changes: RequestChanges): readonly Edit[];
}

/** The body that leaves: the original source with only touched passages and the fields of the table replaced. */
export function writeWithTable(
  table: readonly RewrittenField[],
  request: ModelRequest,
  changes: RequestChanges,
): string {
  const own = table.flatMap((row) => row.edits(request, changes));
  return rewritten(request.document, { rewrites: changes.rewrites, own });
}

/** The row that both protocols share. */
export const MODEL_FIELD: RewrittenField = {
  field: 'model',
  change: "becomes the provider's name for the model",
  why: 'Callers use the names of the charter, which can be moved to another provider without a change.',
  edits: ({ document }, { model }) => replaceString(document, get(document.root, 'model'), () => model),
};

/** Replaces a string if it is there. WHY: even by itself, so that no rewrite of the same place gets in between. */
export function replaceString(
  document: JsonDocument,
  node: JsonNode | undefined,
  change: (original: string) => string,
): readonly Edit[] {
  const original = stringValue(document, node);
  if (node === undefined || original === undefined) return [];
  return [{ start: node.start, end: node.end, text: JSON.stringify(change(original)) }];
}
