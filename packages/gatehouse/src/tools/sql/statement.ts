/** Reads the text of a named query once: one statement, of a kind that is allowed, with every `:name` in its place. */

export type Dialect = 'postgresql' | 'mysql';

export interface Statement {
  /** The text with the placeholders of its database. */
  readonly text: string;
  /** Parameters in the order in which they are bound. */
  readonly order: readonly string[];
}

export interface QueryText {
  readonly text: string;
  readonly dialect: Dialect;
  readonly parameters: readonly string[];
  readonly writes: boolean;
}

/** What the text may begin with. WHY a list: what is not on it sets, locks, loads or runs something beyond its words. */
const READS = ['select', 'with', 'values', 'table', 'show', 'explain', 'describe'];
const WRITES = ['select', 'with', 'insert', 'update', 'delete', 'merge', 'replace'];

/** Files, which no transaction keeps from being written or read. */
const FILES = /\b(?:outfile|dumpfile|load_file|infile)\b/i;

/** The statement, or what is wrong with it. INVARIANT: a parameter is only ever bound; its value never becomes text. */
export function readStatement({ text, dialect, parameters, writes }: QueryText): Statement | string {
  const order: string[] = [];
  let statement = '';
  let words = '';
  let isOver = false;
  for (let at = 0; at < text.length; ) {
    const piece = pieceAt(text, at, dialect);
    if (typeof piece === 'string') return piece;
    const { kind, end } = piece;
    const source = text.slice(at, end);
    at = end;
    if (kind === 'space') statement += ' ';
    else if (isOver) return 'It holds more than one statement.';
    else if (kind === 'end') isOver = true;
    else if (kind === 'parameter') {
      const name = source.slice(1);
      if (!parameters.includes(name)) return `There is no parameter "${name}".`;
      if (dialect === 'mysql' || !order.includes(name)) order.push(name);
      statement += dialect === 'mysql' ? '?' : `$${order.indexOf(name) + 1}`;
    } else {
      statement += source;
      words += kind === 'code' ? source : ' ';
    }
    if (kind !== 'code') words += ' ';
  }
  const first = /^\s*\(*\s*([a-z]+)/i.exec(words)?.[1]?.toLowerCase() ?? '';
  const allowed = writes ? WRITES : READS;
  if (!allowed.includes(first)) return `It must begin with one of: ${allowed.join(', ')}.`;
  if (FILES.test(words)) return 'It reads or writes files.';
  const unused = parameters.find((name) => !order.includes(name));
  return unused === undefined
    ? { text: statement.trim(), order }
    : `The parameter "${unused}" stands nowhere in it.`;
}

type Kind = 'code' | 'quoted' | 'space' | 'end' | 'parameter';

interface Piece {
  readonly kind: Kind;
  readonly end: number;
}

interface Rule {
  readonly dialects: readonly Dialect[];
  readonly pattern: RegExp;
  /** A sentence says why it is refused. */
  readonly is: Kind | { readonly refused: string };
}

const BOTH = ['postgresql', 'mysql'] as const;

/** The first rule that matches decides. */
const RULES: readonly Rule[] = [
  rule(BOTH, /\s+/y, 'space'),
  rule(BOTH, /\p{Cc}/uy, { refused: 'It holds a control character.' }),
  rule(['postgresql'], /--[^\r\n]*/y, 'space'),
  // MySQL takes `--` for two minus signs unless something blank follows.
  rule(['mysql'], /--(?=\s|$)[^\n]*|#[^\n]*/y, 'space'),
  rule(['mysql'], /\/\*M?!/y, { refused: 'It holds a comment that the database would run.' }),
  rule(['mysql'], /\/\*[\s\S]*?\*\//y, 'space'),
  rule(['postgresql'], /[eE]'(?:[^'\\]|''|\\[\s\S])*'/y, 'quoted'),
  rule(['postgresql'], /'(?:[^']|'')*'/y, 'quoted'),
  rule(['postgresql'], /"(?:[^"]|"")*"/y, 'quoted'),
  rule(['postgresql'], /\$([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$[\s\S]*?\$\1\$/y, 'quoted'),
  rule(['mysql'], /'(?:[^'\\]|''|\\[\s\S])*'/y, 'quoted'),
  rule(['mysql'], /"(?:[^"\\]|""|\\[\s\S])*"/y, 'quoted'),
  rule(['mysql'], /`(?:[^`]|``)*`/y, 'quoted'),
  rule(BOTH, /['"`]|\$[A-Za-z_]*\$|\/\*/y, { refused: 'A quotation or a comment in it does not end.' }),
  rule(['postgresql'], /\$\d+/y, { refused: 'Parameters are written as :name, not by number.' }),
  rule(['mysql'], /\?/y, { refused: 'Parameters are written as :name, not as question marks.' }),
  rule(BOTH, /;/y, 'end'),
  rule(BOTH, /::|:=/y, 'code'),
  rule(BOTH, /:[A-Za-z_][A-Za-z0-9_-]*/y, 'parameter'),
  // A word with its dollar signs, so that they open no quotation within it.
  rule(BOTH, /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y, 'code'),
  rule(BOTH, /[\s\S]/y, 'code'),
];

function pieceAt(text: string, at: number, dialect: Dialect): Piece | string {
  if (dialect === 'postgresql' && text.startsWith('/*', at)) return nestedComment(text, at);
  for (const { dialects, pattern, is } of RULES) {
    if (!dialects.includes(dialect)) continue;
    pattern.lastIndex = at;
    if (!pattern.test(text)) continue;
    return typeof is === 'string' ? { kind: is, end: pattern.lastIndex } : is.refused;
  }
  throw new Error('INVARIANT: the last rule takes any character');
}

/** Comments of PostgreSQL nest (SQL:1999). */
function nestedComment(text: string, at: number): Piece | string {
  let depth = 0;
  for (const { 0: mark, index } of text.slice(at).matchAll(/\/\*|\*\//g)) {
    depth += mark === '/*' ? 1 : -1;
    if (depth === 0) return { kind: 'space', end: at + index + mark.length };
  }
  return 'A quotation or a comment in it does not end.';
}

function rule(dialects: readonly Dialect[], pattern: RegExp, is: Rule['is']): Rule {
  return { dialects, pattern, is };
}
