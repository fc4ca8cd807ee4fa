/** A JSON document that remembers where everything stands in its source, so that it can be edited in place. */

export interface JsonNode {
  readonly kind: 'object' | 'array' | 'string' | 'number' | 'true' | 'false' | 'null';
  /** Offsets into the source, in UTF-16 code units; `end` is exclusive, quotes are included. */
  readonly start: number;
  readonly end: number;
}

export interface JsonDocument {
  readonly source: string;
  readonly root: JsonNode;
}
