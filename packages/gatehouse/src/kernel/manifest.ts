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
  /** What it says reaches somebody outside although the tool only reads, such as the query of a search engine. */
  readonly outbound?: true;
  /**
   * Content that may be derived from what was read, when the words ask for a derivation (a summary, a list) and name
   * who gets it. Opt-in; it may still bring no address, number or account that the words or trusted fields do not hold.
   */
  readonly derived?: true;
}

/**
 * A field of a result, by a path: names between dots, `[]` for every item of a list, `*` for every value of a map and
 * `*~` for its keys. `[].sender` is a field of listed records; `*` of records that a map holds by name; `` is the whole.
 */
export interface FieldManifest {
  readonly path: string;
  /** Who can have written what stands in it. `outsiders`: anyone, so it is never trusted. */
  readonly writers: 'outsiders' | 'members' | 'owner' | 'system';
  /** What the field is called where its path does not say it, as in a map: `rating`, `price`. */
  readonly name?: string;
  /** The text lists values, one in each line, after an optional heading (`Hotels: A`, then `B`). */
  readonly lines?: true;
  /**
   * Only what follows this label and a colon at the very beginning of the text, up to the end of the line. Whoever
   * writes behind it cannot imitate it; the rest of the text is written by outsiders.
   */
  readonly label?: string;
  /**
   * The row holds only for records whose field of this name is exactly this, or ends so where it begins with `@`
   * (`{ field: sender, is: me }`, `{ field: sender, is: '@example.com' }`). Elsewhere outsiders write the field.
   */
  readonly where?: { readonly field: string; readonly is: string };
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
  /**
   * Verbs, in their plain form, by which people ask for it where its name does not say so: `[pay, refund]` for
   * `create_transfer`. The verbs that stand in the name itself count without being listed.
   */
  readonly does?: readonly string[];
  /** Whether it can be undone without a trace by the mandate's subject. Unknown is `false`. */
  readonly reversible: boolean;
  /** Who can read what it writes. `named`: those whom its recipient arguments name. Unknown is `public`. */
  readonly readers: 'subject' | 'named' | 'members' | 'public';
  readonly arguments: Readonly<Record<string, ArgumentManifest>>;
  /** What arguments are when they are left out, by the definition that was accepted: to say so changes nothing. */
  readonly defaults?: Readonly<Record<string, string | number | boolean>>;
  /** Unlisted fields are written by outsiders. */
  readonly result: readonly FieldManifest[];
  /** True when the result lists everything there is of its kind, so that a minimum over it is one. */
  readonly complete?: true;
  /** The kind of thing it lists, returns one of or acts upon, such as `file`; results of one kind are joined by name. */
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
