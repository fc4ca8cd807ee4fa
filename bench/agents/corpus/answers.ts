/** Recorded runs have only the text that the model was shown; this reads it back into the structure that it was made from. */
import { parse } from 'yaml';
import type { Json } from '../../../packages/gatehouse/src/mandate/flow.ts';

/** The structure behind the text of a result; the text itself where the tool answers with text or it cannot be read. */
export function structureOf(text: string, answersText: boolean): Json {
  if (answersText) return text;
  if (text === 'None' || text === '') return null;
  return literalOf(text) ?? yamlOf(text) ?? text;
}

function yamlOf(text: string): Json | undefined {
  try {
    // WHY without timestamps: a date is text in the structure, and stays what the tool called it.
    const value: Json = parse(text, { schema: 'core', logLevel: 'error' });
    return value;
  } catch {
    return undefined;
  }
}

interface Cursor {
  readonly text: string;
  at: number;
}

const CONSTANTS: Readonly<Record<string, Json>> = { None: null, True: true, False: false };

/** Maps and lists as Python prints them. */
function literalOf(text: string): Json | undefined {
  if (!/^[[{]/.test(text)) return undefined;
  const cursor = { text, at: 0 };
  const value = valueAt(cursor);
  return cursor.at === text.trimEnd().length ? value : undefined;
}

function valueAt(cursor: Cursor): Json | undefined {
  skipSpace(cursor);
  const start = cursor.text[cursor.at];
  if (start === '{') return mapAt(cursor);
  if (start === '[') return listAt(cursor);
  if (start === "'" || start === '"') return textAt(cursor, start);
  const word = /^[\w.+-]+/.exec(cursor.text.slice(cursor.at, cursor.at + 40))?.[0];
  if (word === undefined) return undefined;
  cursor.at += word.length;
  if (Object.hasOwn(CONSTANTS, word)) return CONSTANTS[word];
  return Number.isNaN(Number(word)) ? undefined : Number(word);
}

function mapAt(cursor: Cursor): Json | undefined {
  const entries: [string, Json][] = [];
  const closed = eachAt(cursor, '}', () => {
    const name = valueAt(cursor);
    skipSpace(cursor);
    if (name === undefined || cursor.text[cursor.at] !== ':') return false;
    cursor.at += 1;
    const value = valueAt(cursor);
    if (value !== undefined) entries.push([String(name), value]);
    return value !== undefined;
  });
  return closed ? Object.fromEntries(entries) : undefined;
}

function listAt(cursor: Cursor): Json | undefined {
  const items: Json[] = [];
  const closed = eachAt(cursor, ']', () => {
    const value = valueAt(cursor);
    if (value !== undefined) items.push(value);
    return value !== undefined;
  });
  return closed ? items : undefined;
}

function eachAt(cursor: Cursor, end: string, item: () => boolean): boolean {
  cursor.at += 1;
  for (;;) {
    skipSpace(cursor);
    if (cursor.text[cursor.at] === end) {
      cursor.at += 1;
      return true;
    }
    if (cursor.text[cursor.at] === ',') cursor.at += 1;
    else if (!item()) return false;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

function textAt(cursor: Cursor, quote: string): string | undefined {
  let read = '';
  for (cursor.at += 1; cursor.at < cursor.text.length; cursor.at += 1) {
    const char = cursor.text[cursor.at] ?? '';
    if (char === quote) {
      cursor.at += 1;
      return read;
    }
    if (char !== '\\') read += char;
    else {
      cursor.at += 1;
      const escaped = cursor.text[cursor.at] ?? '';
      const code = /^(?:x[\da-f]{2}|u[\da-f]{4})/i.exec(cursor.text.slice(cursor.at, cursor.at + 5))?.[0];
      read += code ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : (ESCAPES[escaped] ?? escaped);
      cursor.at += code ? code.length - 1 : 0;
    }
  }
  return undefined;
}

function skipSpace(cursor: Cursor): void {
  while (/\s/.test(cursor.text[cursor.at] ?? '')) cursor.at += 1;
}
