/** What a table of secrets has rows of: a kind, the class of data that it is, and the forms in which it stands. */

export type SecretClass =
  | 'private_key'
  | 'cloud_key'
  | 'service_token'
  | 'jwt'
  | 'connection_string'
  | 'password'
  | 'generic_secret';

export interface Kind {
  /** In kebab case; as in gitleaks where it has the kind, so that reports line up. */
  readonly id: string;
  readonly class: SecretClass;
  /** Who describes the form. */
  readonly source: string;
  /** In the notation of `notation.ts`. */
  readonly forms: readonly string[];
  /** The names of which one stands before the value; none for a form that tells by itself. */
  readonly names: readonly string[];
}

type Rows = Readonly<Record<string, readonly string[]>>;

/** Kinds that are told by a text within the token. */
export function tokens(className: SecretClass, source: string, rows: Rows): readonly Kind[] {
  return Object.entries(rows).map(([id, forms]) => ({ id, class: className, source, forms, names: [] }));
}

/** Kinds that are told by the name that a value is assigned to. */
export function named(
  className: SecretClass,
  what: { readonly source: string; readonly names: readonly string[] },
  rows: Rows,
): readonly Kind[] {
  return Object.entries(rows).map(([id, forms]) => ({ id, class: className, ...what, forms }));
}
