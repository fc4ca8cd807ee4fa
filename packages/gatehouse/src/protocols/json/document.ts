/** A JSON document that remembers where everything stands in its source, so that it can be edited in place. */

export interface JsonNode {
  readonly kind: 'object' | 'array' | 'string' | 'number' | 'true' | 'false' | 'null';
  /** Offsets into the source, in UTF-16 code units; `end` is exclusive, quotes are included. */
  readonly start: number;
  readonly end: number;
  /** For a string: whether its source holds escapes. */
  readonly escaped: boolean;
  /** For an object: its keys with escapes undone, in the order of the source. */
  readonly names: readonly string[];
  /** For an object: its keys as strings in the source, aligned with `names`. */
  readonly keys: readonly JsonNode[];
  /** For an object its values, aligned with `names`; for an array its items. */
  readonly children: readonly JsonNode[];
}

export interface JsonDocument {
  readonly source: string;
  readonly root: JsonNode;
}

/** The value of `name` in an object; undefined when it is not there, or when `node` is no object. */
export function get(node: JsonNode, name: string): JsonNode | undefined {
  if (node.kind !== 'object') return undefined;
  const index = node.names.indexOf(name);
  return index < 0 ? undefined : node.children[index];
}

/** The items of an array; none when `node` is absent or something else. */
export function itemsOf(node: JsonNode | undefined): readonly JsonNode[] {
  return node?.kind === 'array' ? node.children : [];
}

/** The text of a string with its escapes undone; undefined when `node` is absent or no string. */
export function stringValue(document: JsonDocument, node: JsonNode | undefined): string | undefined {
  if (node?.kind !== 'string') return undefined;
  if (!node.escaped) return document.source.slice(node.start + 1, node.end - 1);
  return JSON.parse(document.source.slice(node.start, node.end)) as string;
}

/** The value of a number; undefined when `node` is absent or no number. */
export function numberValue(document: JsonDocument, node: JsonNode | undefined): number | undefined {
  return node?.kind === 'number' ? Number(document.source.slice(node.start, node.end)) : undefined;
}

/** Whether a field at the root is absent, null, or one of these strings. */
export function asksForOneOf(document: JsonDocument, name: string, known: readonly string[]): boolean {
  const node = get(document.root, name);
  if (node === undefined || node.kind === 'null') return true;
  return known.includes(stringValue(document, node) ?? '');
}
