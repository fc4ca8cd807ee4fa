/** Walks a JSON value, in order and without recursion, for whoever sent it decides how deep it is. */
import type { Json } from './flow.ts';

export type Segment = string | number;

export interface Visited {
  readonly path: readonly Segment[];
  /** A text, number or truth value; for the name of a property, the name. */
  readonly value: string | number | boolean;
  /** Whether it is the name of a property, which comes before what it names. */
  readonly isName: boolean;
}

type Pending = { readonly path: readonly Segment[]; readonly json: Json } | Visited;

/** Every scalar and every name of a property; nothing stands for nothing. */
export function* walk(root: Json): Generator<Visited> {
  const pending: Pending[] = [{ path: [], json: root }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if ('isName' in next) {
      yield next;
      continue;
    }
    const { path, json } = next;
    if (json === null || json === undefined) continue;
    if (typeof json !== 'object') {
      yield { path, value: json, isName: false };
    } else if (isList(json)) {
      for (let index = json.length - 1; index >= 0; index -= 1) {
        pending.push({ path: [...path, index], json: json[index] ?? null });
      }
    } else {
      for (const [name, item] of Object.entries(json).reverse()) {
        const inner = [...path, name];
        pending.push({ path: inner, json: item }, { path: inner, value: name, isName: true });
      }
    }
  }
}

/** What lies at a path; undefined where nothing does. */
export function valueAt(root: Json, path: readonly Segment[]): Json | undefined {
  let value: Json | undefined = root;
  for (const segment of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (isList(value)) value = value[Number(segment)];
    else value = Object.hasOwn(value, segment) ? value[String(segment)] : undefined;
  }
  return value;
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}
