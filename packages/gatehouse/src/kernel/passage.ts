/** A passage: a piece of text inside a crossing, with its place, its role, and how to read it. */

export const ROLES = [
  'system',
  'user',
  'assistant',
  'tool',
  'document',
  'definition',
  'metadata',
  'error',
] as const;

/**
 * Whose voice a passage is. `tool` is a tool's result, `document` a text that was attached or retrieved, `definition` a
 * tool's name, description or schema; `metadata` is every other field.
 */
export type Role = (typeof ROLES)[number];

/**
 * How a passage's text is read: as it stands, or as JSON source whose escapes are undone first
 * (tool arguments are JSON inside a JSON string, and `\u0040` there is an at sign to the tool).
 */
export type View = 'text' | 'json';

/** Where a passage stands in the source text of its document, so that it can be rewritten in place. */
export interface Slot {
  /** Offsets into the document's source, in UTF-16 code units, quotes included. */
  readonly start: number;
  readonly end: number;
  readonly kind: 'string' | 'number' | 'key';
}

export interface Passage {
  /** JSON path of the leaf, such as `$.messages[2].content`; keys end in `~key`. */
  readonly place: string;
  readonly role: Role;
  readonly view: View;
  readonly text: string;
  readonly slot: Slot;
  /** True where rewriting would break a signature: a finding that must be masked here blocks instead. */
  readonly signed: boolean;
  /** Read out of the file that stands at `slot`, which cannot be rewritten either. */
  readonly layer?: true;
}

/** Something inside a crossing that could not be read; recorded as not inspected, and decided as such. */
export interface Opaque {
  readonly place: string;
  readonly kind: 'image' | 'audio' | 'document' | 'tokens' | 'encrypted_reasoning';
  readonly bytes: number;
}

/** A passage's new text. */
export interface Rewrite {
  readonly passage: Passage;
  readonly text: string;
}
