/** Reads a form strictly (application/x-www-form-urlencoded, WHATWG URL section 5.1): one meaning, or none. */

/** Values by name, in their order. */
export type Form = ReadonlyMap<string, readonly string[]>;

const FIELDS_MAX = 128;
const NAME = /^[a-z][a-z0-9_]{0,63}$/;

/** Undefined for what is not well-formed: a bad escape, bytes that are not UTF-8, a name of no parameter. */
export function readForm(body: string): Form | undefined {
  if (body === '') return new Map();
  const fields = body.split('&', FIELDS_MAX + 1);
  if (fields.length > FIELDS_MAX) return undefined;
  const form = new Map<string, string[]>();
  for (const field of fields) {
    const mark = field.indexOf('=');
    const name = decoded(mark < 0 ? field : field.slice(0, mark));
    const value = decoded(mark < 0 ? '' : field.slice(mark + 1));
    if (name === undefined || value === undefined || !NAME.test(name)) return undefined;
    form.set(name, [...(form.get(name) ?? []), value]);
  }
  return form;
}

function decoded(text: string): string | undefined {
  try {
    const value = decodeURIComponent(text.replaceAll('+', ' '));
    return value.isWellFormed() ? value : undefined;
  } catch {
    return undefined;
  }
}
