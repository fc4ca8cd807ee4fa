/** A question as plain text, for terminals and for mail: quotes are marked on every line, so none can leave its place. */
import { type Part, restOf } from './parts.ts';
import { inertFor, type Quote } from './quote.ts';

interface Medium {
  /** Begins every line of a quote, and no line of ours. */
  readonly mark: string;
  /** What the medium would make more of than text. */
  readonly meant: RegExp;
  readonly heading: (text: string) => string;
}

const NOTHING = /(?!)/g;
/** WHY markup as well: mail is shown by programs that find links, and some that find HTML, in plain text. */
const MARKUP = /[<>&]|:(?=\/\/)|(?<=www)\./gi;

const MEDIA = {
  terminal: { mark: '  \u2502 ', meant: NOTHING, heading: (text) => text },
  bright: { mark: '  \u2502 ', meant: NOTHING, heading: (text) => `\u001b[1m${text}\u001b[22m` },
  mail: { mark: '> ', meant: MARKUP, heading: (text) => text },
} satisfies Record<string, Medium>;

/** WHY: whatever is this short is not broken by a terminal or mail program, which would not repeat the mark. */
const COLUMNS = 72;

/** INVARIANT: every line that holds text of others begins with the mark, and only those do. */
export function asText(parts: readonly Part[], where: keyof typeof MEDIA): string {
  const medium = MEDIA[where];
  const lines = parts.flatMap((part, index) => {
    if (part.kind === 'line') return [part.text];
    if (part.kind === 'quote') return quoteLines(part.quote, medium);
    return [...(index === 0 ? [] : ['']), medium.heading(part.text)];
  });
  return `${lines.join('\n')}\n`;
}

function quoteLines(quote: Quote, { mark, meant }: Medium): readonly string[] {
  const rest = restOf(quote);
  const rows = broken(inertFor(quote, meant)).map((row) => `${mark}${row}`);
  return rest === undefined ? rows : [...rows, `  ${rest}`];
}

/** Breaks a line of visible characters into rows, never within a character and its marks. */
function broken(text: string): readonly string[] {
  const rows: string[] = [];
  let row = '';
  let columns = 0;
  for (const [cluster] of text.matchAll(/\P{M}\p{M}*|\p{M}/gu)) {
    // WHY: all wide characters are above; counting some narrow ones as wide only makes a row shorter.
    const width = (cluster.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1;
    if (columns + width > COLUMNS) {
      rows.push(row);
      row = '';
      columns = 0;
    }
    row += cluster;
    columns += width;
  }
  return [...rows, row];
}
