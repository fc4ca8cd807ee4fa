/** Reads what a directory says of a user: whole (RFC 7644 sections 3.3 and 3.5.1), in parts (3.5.2), or as a filter (3.4.2.2). */
import { z } from 'zod';
import { PATCH, type ScimProblem, USER } from './messages.ts';

/** The attributes that are kept. Others are read over: they never keep a person from being put out. */
export interface UserFields {
  readonly userName: string;
  readonly externalId: string | undefined;
  readonly displayName: string | undefined;
  readonly active: boolean;
}

export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: ScimProblem };

const text = z
  .string()
  .max(256)
  .regex(/^[^\p{Cc}\p{Cs}]+$/u);
/** WHY also as text: Microsoft Entra sends `"False"`. */
const flag = z.union([
  z.boolean(),
  z
    .string()
    .regex(/^(?:true|false)$/i)
    .transform((word) => word.toLowerCase() === 'true'),
]);
const FIELDS = {
  username: { name: 'userName', shape: text },
  externalid: { name: 'externalId', shape: text },
  displayname: { name: 'displayName', shape: text },
  active: { name: 'active', shape: flag },
} as const;

const envelope = z.looseObject({ schemas: z.array(z.string()) });
const operations = z.looseObject({
  schemas: z.array(z.string()),
  Operations: z
    .array(z.looseObject({ op: z.string(), path: z.string().optional(), value: z.unknown().optional() }))
    .min(1)
    .max(100),
});

/** A user as a whole: what is left out is not there, and `active` is true. */
export function readUser(body: unknown): Read<UserFields> {
  const given = envelope.safeParse(body);
  if (!given.success || !given.data.schemas.includes(USER))
    return wrong('invalidSyntax', 'This is not a User.');
  const nobody: Partial<UserFields> = {};
  return complete(assigned(nobody, given.data));
}

/** A user after these changes, all of them or none. */
export function patchUser(before: UserFields, body: unknown): Read<UserFields> {
  const given = operations.safeParse(body);
  if (!given.success || !given.data.schemas.includes(PATCH))
    return wrong('invalidSyntax', 'This is not a PatchOp.');
  let fields: Read<Partial<UserFields>> = { ok: true, value: before };
  for (const { op, path, value } of given.data.Operations) {
    if (!fields.ok) return fields;
    fields = changed(fields.value, { op: op.toLowerCase(), path, value });
  }
  return complete(fields);
}

interface Change {
  readonly op: string;
  readonly path: string | undefined;
  readonly value: unknown;
}

function changed(fields: Partial<UserFields>, { op, path, value }: Change): Read<Partial<UserFields>> {
  if (op === 'add' || op === 'replace') {
    if (path !== undefined) return assigned(fields, { [path]: value });
    const several = z.record(z.string(), z.unknown()).safeParse(value);
    return several.success ? assigned(fields, several.data) : wrong('invalidValue', 'A value is missing.');
  }
  if (op !== 'remove') return wrong('invalidSyntax', 'op is add, replace or remove.');
  if (path === undefined)
    return { ok: false, problem: { status: 400, type: 'invalidPath', detail: 'No path.' } };
  const field = fieldOf(path);
  if (field === undefined) return { ok: true, value: fields };
  if (field.name === 'userName') return wrong('mutability', 'A user has a userName.');
  // INVARIANT: that somebody may cross is said, never left out.
  return { ok: true, value: { ...fields, [field.name]: field.name === 'active' ? false : undefined } };
}

function assigned(
  fields: Partial<UserFields>,
  given: Readonly<Record<string, unknown>>,
): Read<Partial<UserFields>> {
  let result = fields;
  for (const [path, value] of Object.entries(given)) {
    const field = fieldOf(path);
    if (field === undefined) continue;
    // RFC 7643 section 2.5: null is the same as no value.
    if (value === null && field.name !== 'active' && field.name !== 'userName') {
      result = { ...result, [field.name]: undefined };
      continue;
    }
    const read = field.shape.safeParse(value);
    if (!read.success) return wrong('invalidValue', `${field.name} does not have a usable value.`);
    result = { ...result, [field.name]: read.data };
  }
  return { ok: true, value: result };
}

function complete(fields: Read<Partial<UserFields>>): Read<UserFields> {
  if (!fields.ok) return fields;
  const { userName, externalId, displayName, active = true } = fields.value;
  if (userName === undefined) return wrong('invalidValue', 'userName is missing.');
  return { ok: true, value: { userName, externalId, displayName, active } };
}

/** Names of attributes are not case-exact, and may be given in full (RFC 7643 section 2.1, RFC 7644 section 3.10). */
function fieldOf(path: string): (typeof FIELDS)[keyof typeof FIELDS] | undefined {
  const plain = path.toLowerCase().replace(`${USER.toLowerCase()}:`, '');
  return Object.hasOwn(FIELDS, plain) ? FIELDS[plain as keyof typeof FIELDS] : undefined;
}

const FILTER = /^([\w:.]{1,100}) +eq +("(?:[^"\\]|\\.){0,512}")$/i;

/** `userName eq "…"` or `externalId eq "…"`; nothing else is supported. */
export function readFilter(
  filter: string,
): Read<{ readonly attribute: 'userName' | 'externalId'; readonly value: string }> {
  const [, path = '', quoted = ''] = FILTER.exec(filter.trim()) ?? [];
  const attribute = fieldOf(path)?.name;
  const value = text.safeParse(unquoted(quoted));
  if ((attribute === 'userName' || attribute === 'externalId') && value.success) {
    return { ok: true, value: { attribute, value: value.data } };
  }
  return wrong('invalidFilter', 'Only userName eq "..." and externalId eq "..." are supported.');
}

function unquoted(quoted: string): unknown {
  try {
    return JSON.parse(quoted);
  } catch {
    return undefined;
  }
}

function wrong(type: NonNullable<ScimProblem['type']>, detail: string) {
  return { ok: false, problem: { status: 400, type, detail } } as const;
}
