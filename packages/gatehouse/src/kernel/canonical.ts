/** Canonical JSON (RFC 8785, JCS): one value has one text, so that a digest of the text is a digest of the value. */

/**
 * Writes a JSON value canonically: keys sorted by UTF-16 code units, no white space, ECMAScript numbers.
 * Members that are `undefined` are left out, as in `JSON.stringify`.
 * @throws TypeError for what I-JSON cannot hold (lone surrogates, NaN, functions): a programmer error.
 */
export function canonical(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quote(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError('canonical JSON holds finite numbers only');
      // WHY: section 3.2.2.3 takes ECMAScript's own form; it writes -0 as 0.
      return String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? list(value) : members(value as Readonly<Record<string, unknown>>);
    default:
      throw new TypeError(`canonical JSON cannot hold a ${typeof value}`);
  }
}

const written = new WeakMap<object, string>();

/**
 * Writes an object now, and remembers its text for as long as it lives: for what many entries share.
 * INVARIANT: it is not changed from now on.
 */
export function writtenOnce<Value extends object>(value: Value): Value {
  written.set(value, canonical(value));
  return value;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what JSON escapes.
const NEEDS_CARE = /["\\\u0000-\u001f\ud800-\udfff]/;

function quote(text: string): string {
  if (!NEEDS_CARE.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new TypeError('canonical JSON cannot hold a lone surrogate');
  return JSON.stringify(text);
}

function list(values: readonly unknown[]): string {
  let text = '[';
  for (let index = 0; index < values.length; index++) {
    if (index > 0) text += ',';
    text += canonical(values[index]);
  }
  return `${text}]`;
}

function members(object: Readonly<Record<string, unknown>>): string {
  const known = written.get(object);
  if (known !== undefined) return known;
  let text = '{';
  for (const key of Object.keys(object).sort()) {
    const value = object[key];
    if (value === undefined) continue;
    if (text.length > 1) text += ',';
    text += `${quote(key)}:${canonical(value)}`;
  }
  return `${text}}`;
}
