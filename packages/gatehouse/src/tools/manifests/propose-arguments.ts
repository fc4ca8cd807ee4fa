/** Proposes what the arguments of a tool are: control, unless their name and type say that they only carry or only shape. */
import type { ArgumentManifest, ArgumentRole, Effect } from '../../kernel/manifest.ts';
import type { JsonSchema } from '../transport.ts';
import { CONTENT, INERT, MAIL, ROLES, singular, wordsOf } from './lexicon.ts';

export interface ProposedArguments {
  readonly arguments: Readonly<Record<string, ArgumentManifest>>;
  readonly reasons: readonly string[];
  /** Whether one of them is an address that the tool would ask. */
  readonly fetches: boolean;
  /** Whether one of them names somebody. */
  readonly hasRecipients: boolean;
}

export function proposeArguments(schema: JsonSchema, tool: Tool): ProposedArguments {
  const properties = isRecord(schema.properties) ? Object.entries(schema.properties) : [];
  const rows = properties.map(([name, property]) => ({
    name,
    ...proposeOne(name, isRecord(property) ? property : {}, tool),
  }));
  return {
    arguments: Object.fromEntries(rows.map(({ name, argument }) => [name, argument])),
    reasons: rows.map(({ name, argument, because }) => `${shown(name)} is ${argument.kind}: ${because}.`),
    fetches: rows.some(({ argument }) => argument.role === 'url'),
    hasRecipients: rows.some(({ argument }) => argument.role === 'recipient'),
  };
}

interface Tool {
  readonly effect: Effect;
  readonly isOutside: boolean;
  /** Whether its name says that it sends mail. */
  readonly isMail: boolean;
  /** The kind of thing that it is about; a bare `id` is the id of one. */
  readonly kind: string | undefined;
}

interface Row {
  readonly argument: ArgumentManifest;
  readonly because: string;
}

function proposeOne(
  name: string,
  property: Readonly<Record<string, unknown>>,
  { effect, isOutside, isMail, kind: about }: Tool,
): Row {
  const words = wordsOf(name);
  const types = typesOf(property);
  if (effect === 'read' && INERT.has(words.join('_')) && !types.has('object') && !types.has('array')) {
    return { argument: { kind: 'inert', role: 'choice' }, because: 'it shapes what a read gives back' };
  }
  if (isContent(words, property, types)) {
    return { argument: { kind: 'content', role: 'text' }, because: 'its name says that it carries text' };
  }
  const { role, because } = roleOf(words, property, types);
  const kind = kindOf(role, { words, about, property, isMail });
  // WHY all of them: whatever is asked outside is heard there.
  const isHeard =
    isOutside && effect === 'read' && (types.has('string') || types.has('array') || types.has('object'));
  return {
    argument: {
      kind: 'control',
      role,
      ...(kind === undefined ? {} : { of: kind }),
      ...(isHeard ? { outbound: true } : {}),
    },
    because,
  };
}

/** A plain text under a plain name, which its description does not contradict. */
function isContent(
  words: readonly string[],
  property: Readonly<Record<string, unknown>>,
  types: ReadonlySet<string>,
): boolean {
  const last = words.at(-1) ?? '';
  if (!CONTENT.has(last) || words.slice(0, -1).some((word) => word in ROLES)) return false;
  if (types.size !== 1 || !types.has('string') || 'format' in property || 'enum' in property) return false;
  const said = wordsOf(typeof property.description === 'string' ? property.description : '');
  return !said.some((word) => STEERING.has(ROLES[word] ?? 'text'));
}

/** What no text is only about: a `note` that is said to be an account is none. */
const STEERING: ReadonlySet<ArgumentRole> = new Set(['account', 'url', 'path', 'secret', 'amount', 'id']);

const FORMATS: Readonly<Record<string, ArgumentRole>> = {
  email: 'recipient',
  'idn-email': 'recipient',
  uri: 'url',
  'uri-reference': 'url',
  iri: 'url',
  hostname: 'url',
  date: 'time',
  time: 'time',
  'date-time': 'time',
  password: 'secret',
};

function roleOf(
  words: readonly string[],
  property: Readonly<Record<string, unknown>>,
  types: ReadonlySet<string>,
): { readonly role: ArgumentRole; readonly because: string } {
  const format = formatOf(property);
  const byFormat = format !== undefined && Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (byFormat !== undefined) return { role: byFormat, because: `its format is ${format}` };
  if ('enum' in property || 'const' in property || types.has('boolean')) {
    return { role: 'choice', because: 'it chooses among given values' };
  }
  const telling = words.findLast((word) => word in ROLES);
  const role = telling === undefined ? undefined : ROLES[telling];
  if (role !== undefined)
    return {
      role,
      because: `its name says that it is ${role === 'id' || role === 'amount' || role === 'account' ? 'an' : 'a'} ${role}`,
    };
  if (types.has('number') || types.has('integer')) return { role: 'number', because: 'numbers steer' };
  return { role: 'text', because: 'nothing says that it does not steer' };
}

/** The types that a property, or an entry of it, can have. */
function typesOf(property: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const alternatives = [property, ...[property.anyOf, property.oneOf].flat().filter(isRecord)];
  return new Set(
    alternatives
      .flatMap(({ type }) => [type].flat())
      .filter((type) => typeof type === 'string' && type !== 'null') as string[],
  );
}

function formatOf(property: Readonly<Record<string, unknown>>): string | undefined {
  const parts = [property, property.items, ...[property.anyOf, property.oneOf].flat()].filter(isRecord);
  return parts.map(({ format }) => format).find((format) => typeof format === 'string');
}

/**
 * What an argument names, as far as names say: whoever gets mail is an `address`.
 * WHY it tightens: what is to be an address is never a mere name.
 */
function kindOf(
  role: ArgumentRole,
  of: Pick<Tool, 'isMail'> & {
    readonly words: readonly string[];
    readonly about: string | undefined;
    readonly property: Readonly<Record<string, unknown>>;
  },
): string | undefined {
  const { words, about, property, isMail } = of;
  if (role === 'id') return words.length === 1 ? about : kindBefore(words);
  if (role !== 'recipient') return undefined;
  const isAddress = isMail || words.some((word) => MAIL.has(word)) || formatOf(property) === 'email';
  return isAddress ? 'address' : undefined;
}

/** `file_id` names a `file`. */
function kindBefore(words: readonly string[]): string | undefined {
  const at = words.findLastIndex((word) => ROLES[word] === 'id');
  const before = at > 0 ? singular(words[at - 1] ?? '') : '';
  return /^[a-z][a-z0-9_-]{0,31}$/.test(before) ? before : undefined;
}

function shown(name: string): string {
  return /^[\w$-]{1,64}$/.test(name) ? name : 'An argument';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
