/** Labels a result field by field, and gathers the fields into the records that they belong to. */
import type { ArgumentRole, FieldManifest, ToolManifest } from '../kernel/manifest.ts';
import type { Json } from './flow.ts';
import { plain } from './normalise.ts';
import { type Segment, valueAt, walk } from './walk.ts';

/** One labelled value of a result. */
export interface Field {
  readonly name: string;
  readonly role: ArgumentRole;
  readonly of: string | undefined;
  readonly writers: FieldManifest['writers'];
  readonly private: boolean;
  readonly classes: readonly string[];
  readonly step: number;
  /** JSON path within the result. */
  readonly place: string;
  readonly raw: string;
  /** In plain form. */
  readonly text: string;
}

/** Fields of a result that belong together: an item of a list, an entry of a map, or the whole. */
export interface Entry {
  readonly kind: string | undefined;
  readonly step: number;
  readonly place: string;
  readonly fields: readonly Field[];
}

/** What a result says, by who can have written it. */
export interface Labelled {
  readonly entries: readonly Entry[];
  /** Text that outsiders can write, or that no row of the manifest speaks of. */
  readonly outside: readonly { readonly place: string; readonly text: string }[];
}

interface Row {
  readonly manifest: FieldManifest;
  readonly segments: readonly string[];
  /** How many of the segments lead to the record that the field belongs to. */
  readonly base: number;
  readonly keys: boolean;
}

export function labelled(manifest: ToolManifest, value: Json, step: number): Labelled {
  const rows = rowsOf(manifest);
  const gathered = new Map<string, Field[]>();
  const outside: { place: string; text: string }[] = [];
  const add = (base: string, field: Field): void => {
    const fields = gathered.get(base);
    if (fields === undefined) gathered.set(base, [field]);
    else fields.push(field);
  };
  for (const visited of walk(value)) {
    const leaf = { path: visited.path, text: String(visited.value) };
    const row = rows.find(
      (candidate) => candidate.keys === visited.isName && matches(candidate, leaf.path, value),
    );
    if (visited.isName) {
      const place = pathText(leaf.path);
      if (row !== undefined)
        add(place, makeField(row.manifest, { raw: leaf.text, step, place, name: 'name' }));
      continue;
    }
    if (row === undefined) {
      outside.push({ place: pathText(leaf.path), text: leaf.text });
      continue;
    }
    const split = splitText(row.manifest, leaf.text);
    for (const part of split.values) {
      const base = pathText([...leaf.path.slice(0, row.base), ...(row.manifest.lines ? [part.line] : [])]);
      const place = pathText(leaf.path);
      add(base, makeField(row.manifest, { raw: part.raw, step, place, name: nameOf(row, leaf.path) }));
    }
    if (split.rest !== '') outside.push({ place: pathText(leaf.path), text: split.rest });
  }
  const entries = [...gathered].map(([place, fields]) => ({
    kind: kindOf(fields, manifest),
    step,
    place,
    fields,
  }));
  return { entries: entries.filter((entry) => entry.fields.length > 0), outside };
}

/** The field by which people name a record, if it has one. */
export function nameField(fields: readonly Field[], kind: string | undefined): Field | undefined {
  return (
    fields.find((field) => field.role === 'name' || field.role === 'path') ??
    fields.find((field) => field.role === 'recipient' && field.of !== undefined && field.of === kind)
  );
}

/**
 * Who can have written a field decides what it may be used for. A name may be its owner's choice, for the words chose
 * the thing; everything else must come from the system or the mandate's subject.
 */
export function isSource(field: Field, role: ArgumentRole): boolean {
  if (field.private) return false;
  if (field.writers === 'system' || field.writers === 'owner') return true;
  return (
    field.role === 'name' || (role === 'recipient' && field.of !== undefined && !field.raw.includes('@'))
  );
}

const memo = new WeakMap<ToolManifest, readonly Row[]>();

/** Rows with names before rows with wildcards, for a more exact path says more. */
function rowsOf(manifest: ToolManifest): readonly Row[] {
  const known = memo.get(manifest);
  if (known !== undefined) return known;
  const rows = manifest.result
    .filter((row) => row.writers !== 'outsiders' || row.role !== undefined || row.private)
    .map(readRow)
    .sort((one, other) => wildcards(one) - wildcards(other) || where(other) - where(one));
  memo.set(manifest, rows);
  return rows;
}

function readRow(manifest: FieldManifest): Row {
  const segments = manifest.path === '' ? [] : (manifest.path.match(/\[\]|[^.[\]]+/gu) ?? []);
  const keys = segments.at(-1) === '*~';
  const lists = segments.flatMap((segment, index) =>
    segment === '[]' || segment.startsWith('*') ? [index + 1] : [],
  );
  const named = lists.filter((end) => segments[end] !== undefined && !isWild(segments[end]));
  return { manifest, segments, keys, base: named.at(-1) ?? lists[0] ?? 0 };
}

function isWild(segment: string): boolean {
  return segment === '[]' || segment === '*' || segment === '*~';
}

function wildcards(row: Row): number {
  return row.segments.filter((segment) => segment === '*').length;
}

function where(row: Row): number {
  return row.manifest.where === undefined ? 0 : 1;
}

function matches(row: Row, path: readonly Segment[], root: Json): boolean {
  if (row.segments.length !== path.length) return false;
  const fits = row.segments.every((segment, index) => {
    const actual = path[index];
    if (segment === '[]') return typeof actual === 'number';
    if (segment === '*' || segment === '*~') return typeof actual === 'string';
    return segment === actual;
  });
  if (!fits || row.manifest.where === undefined) return fits;
  const { field, is } = row.manifest.where;
  const owner = valueAt(root, path.slice(0, row.base));
  const actual = isObject(owner) && Object.hasOwn(owner, field) ? owner[field] : undefined;
  if (typeof actual !== 'string') return false;
  // WHY: an address ends in the domain exactly; `is` without `@` is the whole value.
  return is.startsWith('@')
    ? plain(actual).endsWith(plain(is)) && actual.split('@').length === 2
    : actual === is;
}

function makeField(
  row: FieldManifest,
  at: { readonly raw: string; readonly step: number; readonly place: string; readonly name: string },
): Field {
  return {
    ...at,
    role: row.role ?? 'text',
    of: row.of,
    writers: row.writers,
    private: row.private ?? false,
    classes: row.classes ?? [],
    text: plain(at.raw),
  };
}

function nameOf(row: Row, path: readonly Segment[]): string {
  const last = path.findLast((segment) => typeof segment === 'string');
  const named = row.segments.at(-1) === '*' || row.segments.at(-1) === '[]' ? undefined : last;
  const inner = row.segments.slice(row.base).findLast((segment) => !isWild(segment));
  return plain(
    row.manifest.name ??
      row.manifest.label ??
      inner ??
      (typeof named === 'string' ? named : undefined) ??
      String(last ?? ''),
  );
}

function kindOf(fields: readonly Field[], manifest: ToolManifest): string | undefined {
  return fields.find((field) => field.role === 'id')?.of ?? manifest.of ?? nameField(fields, undefined)?.of;
}

interface Split {
  readonly values: readonly { readonly raw: string; readonly line: number }[];
  readonly rest: string;
}

/** The values that a row finds in a text, and what is left for outsiders. */
function splitText(row: FieldManifest, text: string): Split {
  if (row.lines) {
    const lines = text
      .split('\n')
      .map((line, index) => (index === 0 ? line.replace(/^[^:]*:\s*/u, '') : line).trim());
    return { values: lines.flatMap((raw, line) => (raw === '' ? [] : [{ raw, line }])), rest: '' };
  }
  if (row.label === undefined) return { values: [{ raw: text, line: 0 }], rest: '' };
  const begin = `${row.label}:`;
  if (!text.startsWith(begin)) return { values: [], rest: text };
  const end = text.includes('\n') ? text.indexOf('\n') : text.length;
  return { values: [{ raw: text.slice(begin.length, end).trim(), line: 0 }], rest: text.slice(end).trim() };
}

function isObject(value: Json | undefined): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function pathText(path: readonly Segment[]): string {
  return `$${path.map((segment) => (typeof segment === 'number' ? `[${segment}]` : `.${segment}`)).join('')}`;
}
