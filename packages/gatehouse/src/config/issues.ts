/** Turns what the schema objects to into sentences that say what was expected, without repeating what was written. */
import { z } from 'zod';
import type { Path, Problem, Report } from './problem.ts';
import { didYouMean, nearest } from './suggest.ts';

type Issue = z.core.$ZodIssue;

interface Shape {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly const?: unknown;
  readonly required?: readonly string[];
}

export function explainIssues(issues: readonly Issue[], schema: z.ZodType, report: Report): Problem[] {
  const shape = z.toJSONSchema(schema, { io: 'input' }) as Shape;
  return issues.flatMap((issue) => explain(issue, shape, report));
}

function explain(issue: Issue, shape: Shape, report: Report): Problem[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(path, { key, shape, report }));
    case 'invalid_type':
      return [wrongType(path, issue, report)];
    case 'invalid_value':
      return [wrongValue(path, issue, report)];
    case 'invalid_key':
      return [
        report(path.slice(0, -1), `This name is not allowed; ${formOf(issue.issues[0])}.`, {
          key: String(path.at(-1)),
        }),
      ];
    case 'invalid_union': {
      if (issue.discriminator !== undefined) return [unknownForm(path, { issue, shape, report })];
      const forms = shapesAt([shape], path).flatMap(({ anyOf }) => anyOf ?? []);
      const keys = forms.map(({ properties }) => `{ ${Object.keys(properties ?? {}).join(', ')}: … }`);
      const found = describe(issue.input);
      return [report(path, `Expected one of ${keys.join(' or ')} in its right form, found ${found}.`)];
    }
    default:
      return [report(path, `The value is not allowed; ${formOf(issue)}.`)];
  }
}

/** One of several forms is told apart by a key, and its value names none of them. */
function unknownForm(
  path: Path,
  {
    issue,
    shape,
    report,
  }: {
    readonly issue: Extract<Issue, { code: 'invalid_union' }>;
    readonly shape: Shape;
    readonly report: Report;
  },
): Problem {
  const key = issue.discriminator ?? '';
  const holder = path.at(-1) === key ? path.slice(0, -1) : path;
  const kinds = shapesAt([shape], holder)
    .flatMap(({ oneOf }) => oneOf ?? [])
    .flatMap(({ properties }) => properties?.[key]?.const ?? [])
    .map(String);
  const written = (issue.input as Readonly<Record<string, unknown>> | undefined)?.[key];
  const extra = typeof written === 'string' ? didYouMean(written, kinds) : {};
  return report([...holder, key], `The key "${key}" is ${kinds.join(' or ')}.`, extra);
}

function unknownKey(
  path: Path,
  { key, shape, report }: { readonly key: string; readonly shape: Shape; readonly report: Report },
): Problem {
  const properties = shapesAt([shape], path)
    .flatMap(alternatives)
    .flatMap(({ properties }) => Object.keys(properties ?? {}));
  const known = [...new Set(properties)];
  const here = nearest(key, known);
  const elsewhere = here === undefined ? placesOf(shape, key)[0] : undefined;
  const suggestion =
    here !== undefined
      ? `Did you mean "${here}"?`
      : elsewhere !== undefined
        ? `This key belongs at ${elsewhere}.`
        : `Known here: ${known.join(', ')}.`;
  return report(path, `Unknown key "${clip(key)}".`, { key, suggestion });
}

function wrongType(path: Path, issue: Extract<Issue, { code: 'invalid_type' }>, report: Report): Problem {
  if (issue.input === undefined && path.length > 0) {
    return report(
      path.slice(0, -1),
      `The key "${String(path.at(-1))}" is missing; expected ${a(issue.expected)}.`,
    );
  }
  const quoted = issue.expected === 'string' && ['number', 'boolean'].includes(typeof issue.input);
  const message = `Expected ${a(issue.expected)}, found ${describe(issue.input)}.`;
  return report(path, message, quoted ? { suggestion: 'Write it in quotes.' } : {});
}

function wrongValue(path: Path, issue: Extract<Issue, { code: 'invalid_value' }>, report: Report): Problem {
  const values = issue.values.map(String);
  if (issue.input === undefined && path.length > 0) {
    return report(
      path.slice(0, -1),
      `The key "${String(path.at(-1))}" is missing; expected ${values.join(' or ')}.`,
    );
  }
  const extra = typeof issue.input === 'string' ? didYouMean(issue.input, values) : {};
  return report(path, `Expected ${values.join(' or ')}.`, extra);
}

function formOf(issue: Issue | undefined): string {
  switch (issue?.code) {
    case 'too_small':
      return `it must be at least ${issue.minimum} ${unit(issue.origin)}`.trim();
    case 'too_big':
      return `it must be at most ${issue.maximum} ${unit(issue.origin)}`.trim();
    case 'invalid_format':
      return issue.format === 'regex'
        ? `it must have the form ${issue.pattern}`
        : `it must be a well-formed ${issue.format}`;
    default:
      return issue?.message ?? 'see the reference';
  }
}

function unit(origin: string): string {
  return { string: 'characters long', array: 'entries long' }[origin] ?? '';
}

function alternatives(shape: Shape): readonly Shape[] {
  return [shape, ...(shape.anyOf ?? []), ...(shape.oneOf ?? [])];
}

/** The schemas that apply at a path. */
function shapesAt(shapes: readonly Shape[], path: Path): readonly Shape[] {
  return path.reduce<readonly Shape[]>(
    (current, step) =>
      current.flatMap(alternatives).flatMap((shape) => {
        if (typeof step === 'number') return shape.items ?? [];
        const extra = typeof shape.additionalProperties === 'object' ? shape.additionalProperties : [];
        return Object.hasOwn(shape.properties ?? {}, step) ? (shape.properties?.[step] ?? []) : extra;
      }),
    shapes,
  );
}

/** Every place at which the schema knows this key. */
function placesOf(shape: Shape, key: string, place = ''): string[] {
  const below = [
    ...Object.entries(shape.properties ?? {}).map(([name, inner]) => [`${place}.${name}`, inner] as const),
    ...(typeof shape.additionalProperties === 'object'
      ? [[`${place}.<name>`, shape.additionalProperties] as const]
      : []),
    ...(shape.items ? [[`${place}[]`, shape.items] as const] : []),
  ];
  const here = Object.hasOwn(shape.properties ?? {}, key) ? [`${place}.${key}`.slice(1)] : [];
  return [...here, ...below.flatMap(([name, inner]) => placesOf(inner, key, name))];
}

function describe(value: unknown): string {
  if (value === null) return 'nothing';
  return Array.isArray(value) ? 'a list' : a(typeof value);
}

function a(type: string): string {
  const names: Record<string, string> = {
    object: 'a mapping',
    record: 'a mapping',
    array: 'a list',
    string: 'text',
    int: 'a whole number',
    boolean: 'true or false',
    undefined: 'nothing',
  };
  return names[type] ?? `a ${type}`;
}

function clip(text: string): string {
  return text.length > 64 ? `${text.slice(0, 64)}…` : text;
}
