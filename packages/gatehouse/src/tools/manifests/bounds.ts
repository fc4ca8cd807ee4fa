/** Bounds of JSON that others wrote: how deep, how many values, how long; measured without recursion. */

export interface Bounds {
  readonly depth: number;
  readonly values: number;
  readonly characters: number;
}

/** Of one definition of a tool: far beyond what a model could read. */
export const DEFINITION_BOUNDS: Bounds = { depth: 48, values: 20_000, characters: 262_144 };

/** Of the arguments of one call. */
export const ARGUMENT_BOUNDS: Bounds = { depth: 32, values: 50_000, characters: 16_777_216 };

/** Which bound a value exceeds; undefined when none. */
export function excess(value: unknown, bounds: Bounds): keyof Bounds | undefined {
  let values = 0;
  let characters = 0;
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    values += 1;
    if (next.depth > bounds.depth) return 'depth';
    if (values + open.length > bounds.values) return 'values';
    if (typeof next.value === 'string') characters += next.value.length;
    else if (typeof next.value === 'object' && next.value !== null) {
      for (const [key, child] of Object.entries(next.value)) {
        characters += key.length;
        open.push({ value: child, depth: next.depth + 1 });
      }
    }
    if (characters > bounds.characters) return 'characters';
  }
  return undefined;
}
