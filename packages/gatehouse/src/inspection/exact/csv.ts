/** Reads one column of a table of comma-separated values (RFC 4180), or one value a line. */

const NO_COLUMN = 'The file has no such column; its first line names the columns.';
const OPEN_QUOTE = 'A quoted value does not end.';

/** The values of a column that the first line names; without a name, every line is one value. A string says what is wrong. */
export function columnOf(text: string, column: string | undefined): Iterable<string> | string {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text;
  if (column === undefined) return body.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  const records = recordsOf(body);
  const header = records.next();
  if (header.done === true || header.value === undefined) return NO_COLUMN;
  const place = header.value.findIndex((name) => name.trim() === column);
  if (place < 0) return NO_COLUMN;
  const values: string[] = [];
  for (const record of records) {
    if (record === undefined) return OPEN_QUOTE;
    const value = record[place] ?? '';
    if (value.trim() !== '') values.push(value);
  }
  return values;
}

/** Undefined in the place of a record whose last quote is never closed. */
function* recordsOf(text: string): Generator<readonly string[] | undefined> {
  const separator = separatorOf(text);
  const delimiter = new RegExp(`[${separator}\\r\\n]|$`, 'g');
  let record: string[] = [];
  for (let at = 0; at < text.length || record.length > 0; ) {
    const quoted = text[at] === '"' ? quotedAt(text, at) : undefined;
    if (text[at] === '"' && quoted === undefined) {
      yield undefined;
      return;
    }
    delimiter.lastIndex = quoted?.end ?? at;
    const end = delimiter.exec(text)?.index ?? text.length;
    // What stands between a closing quote and the delimiter belongs to nothing.
    record.push(quoted?.value ?? text.slice(at, end));
    at = end + (text.startsWith('\r\n', end) ? 2 : 1);
    if (text[end] === separator) continue;
    yield record;
    record = [];
  }
}

function quotedAt(text: string, start: number): { readonly value: string; readonly end: number } | undefined {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  if (end < 0) return undefined;
  return { value: text.slice(start + 1, end).replaceAll('""', '"'), end: end + 1 };
}

/** Spreadsheets write a comma, a semicolon or a tab, whichever their country does. */
function separatorOf(text: string): string {
  const header = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  return [',', ';', '\t'].reduce((best, each) =>
    header.split(each).length > header.split(best).length ? each : best,
  );
}
