/** Proposes which fields of a result only the system writes, and which are private; all others are outsiders'. */
import type { FieldManifest } from '../../kernel/manifest.ts';
import type { JsonSchema } from '../transport.ts';
import { HOLDERS, PRIVATE_FIELDS, SYSTEM_FIELDS, singular, wordsOf } from './lexicon.ts';

const DEPTH_MAX = 6;
const FIELDS_MAX = 64;

export function proposeResult(
  schema: JsonSchema | undefined,
  kind: string | undefined,
): { readonly fields: readonly FieldManifest[]; readonly reasons: readonly string[] } {
  if (schema === undefined)
    return { fields: [], reasons: ["Its result has no schema, so all of it is outsiders'."] };
  const fields: FieldManifest[] = [];
  const open: { readonly path: string; readonly schema: unknown; readonly depth: number }[] = [
    { path: '', schema, depth: 0 },
  ];
  for (let next = open.shift(); next !== undefined && fields.length < FIELDS_MAX; next = open.shift()) {
    const { path, depth } = next;
    const parts = partsOf(next.schema, schema);
    if (depth > DEPTH_MAX) continue;
    for (const part of parts) {
      if (part.items !== undefined) open.push({ path: `${path}[]`, schema: part.items, depth: depth + 1 });
      if (!isRecord(part.properties)) continue;
      for (const [name, inner] of Object.entries(part.properties)) {
        // WHY: a path has no way to say such a name.
        if (!/^[\w-]{1,64}$/.test(name)) continue;
        const at = path === '' ? name : `${path}.${name}`;
        const field = fieldFor(at, {
          name,
          kind: kindAt(path, kind),
          isFlat: partsOf(inner, schema).every(isFlat),
        });
        if (field !== undefined) fields.push(field);
        open.push({ path: at, schema: inner, depth: depth + 1 });
      }
    }
  }
  const trusted = fields.filter(({ writers }) => writers === 'system').map(({ path }) => path);
  const reasons =
    trusted.length === 0 ? [] : [`By their names, only the system writes ${trusted.join(', ')}.`];
  return { fields, reasons };
}

function fieldFor(
  path: string,
  {
    name,
    kind,
    isFlat: flat,
  }: { readonly name: string; readonly kind: string | undefined; readonly isFlat: boolean },
): FieldManifest | undefined {
  if (!flat) return undefined;
  const words = wordsOf(name);
  const hidden = words.map((word) => PRIVATE_FIELDS[word]).find((role) => role !== undefined);
  if (hidden !== undefined) return { path, writers: 'outsiders', role: hidden, private: true };
  const role = SYSTEM_FIELDS[words.join('_')];
  // WHY not an id of an unknown kind: it could be taken for the id of anything.
  if (role === undefined || (role === 'id' && kind === undefined)) return undefined;
  return { path, writers: 'system', role, ...(role === 'id' && kind !== undefined ? { of: kind } : {}) };
}

/** `attachments[].id` is the id of an attachment, whatever the tool is about. */
function kindAt(path: string, kind: string | undefined): string | undefined {
  const holder = path.replaceAll('[]', '').split('.').at(-1) ?? '';
  if (holder === '' || HOLDERS.has(holder.toLowerCase())) return kind;
  const own = singular(wordsOf(holder).at(-1) ?? '');
  return /^[a-z][a-z0-9_-]{0,31}$/.test(own) ? own : undefined;
}

/** A schema with what it refers to and its alternatives, one level deep. */
function partsOf(schema: unknown, root: JsonSchema): readonly Readonly<Record<string, unknown>>[] {
  const whole = referred(schema, root);
  if (!isRecord(whole)) return [];
  const inner = [whole.anyOf, whole.oneOf, whole.allOf].flat().map((part) => referred(part, root));
  return [whole, ...inner.filter(isRecord)];
}

function referred(schema: unknown, root: JsonSchema): unknown {
  if (!isRecord(schema) || typeof schema.$ref !== 'string') return schema;
  const [, table = '', name = ''] = /^#\/(\$defs|definitions)\/([\w.-]{1,128})$/.exec(schema.$ref) ?? [];
  const definitions = root[table];
  return isRecord(definitions) && Object.hasOwn(definitions, name) ? definitions[name] : undefined;
}

function isFlat({ type }: Readonly<Record<string, unknown>>): boolean {
  return type !== 'object' && type !== 'array';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
