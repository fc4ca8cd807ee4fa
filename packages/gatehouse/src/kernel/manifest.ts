/** A tool's manifest: what it does, which of its arguments steer it, and which fields of its result outsiders can write. */

/**
 * What calling it can do. `read` changes nothing and tells nobody; `write` changes something that lasts; `send` tells
 * somebody else (mail, a message, a public page, and fetching an address that the caller names).
 */
export type Effect = 'read' | 'write' | 'send';

/**
 * `control` steers what happens and to whom (recipient, account, amount, address, path, id); `content` is carried
 * along (body, title, note); `inert` neither (a format, a page size).
 */
export type ArgumentKind = 'control' | 'content' | 'inert';

/** What a control argument names; two values are only compared within one of these. */
export const ARGUMENT_ROLES = [
  'recipient',
  'account',
  'amount',
  'url',
  'path',
  'id',
  'name',
  'time',
  'number',
  'choice',
  'secret',
  'query',
  'text',
] as const;
export type ArgumentRole = (typeof ARGUMENT_ROLES)[number];

export interface ArgumentManifest {
  readonly kind: ArgumentKind;
  readonly role: ArgumentRole;
  /** The kind of thing that it names, such as `file`, `event`, `contact`; an id of one is never taken for another's. */
  readonly of?: string;
}

/** A field of a result, by a path of names, `[]` for every item of a list: `[].sender`; `` is the whole. */
export interface FieldManifest {
  readonly path: string;
  /** Who can have written what stands in it. `outsiders`: anyone, so it is never trusted. */
  readonly writers: 'outsiders' | 'members' | 'owner' | 'system';
  readonly role?: ArgumentRole;
  /** The kind of thing that it names, as in an argument's manifest. */
  readonly of?: string;
  /** Data that leaves only to somebody whom the words name. */
  readonly private?: true;
  /** Data classes that it is known to carry (`kernel/classes`). */
  readonly classes?: readonly string[];
}

export interface ToolManifest {
  readonly effect: Effect;
  /** Whether it can be undone without a trace by the mandate's subject. Unknown is `false`. */
  readonly reversible: boolean;
  /** Who can read what it writes. `named`: those whom its recipient arguments name. Unknown is `public`. */
  readonly readers: 'subject' | 'named' | 'members' | 'public';
  readonly arguments: Readonly<Record<string, ArgumentManifest>>;
  /** Unlisted fields are written by outsiders. */
  readonly result: readonly FieldManifest[];
  /** True when the result lists everything there is of its kind, so that a minimum over it is one. */
  readonly complete?: true;
  /** The kind of thing it lists or returns one of, such as `file`. */
  readonly of?: string;
}

/** What a tool is as long as nobody has said more: consequential, irreversible, public, and written by outsiders. */
export const UNKNOWN_TOOL: ToolManifest = {
  effect: 'send',
  reversible: false,
  readers: 'public',
  arguments: {},
  result: [],
};

/** An argument that a manifest does not speak of steers. */
export const UNKNOWN_ARGUMENT: ArgumentManifest = { kind: 'control', role: 'text' };
