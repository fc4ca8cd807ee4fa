/** Checks the arguments of a call against the pinned schema of its tool; what the schema does not name is refused. */

import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { canonical } from '../../kernel/canonical.ts';
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { JsonSchema } from '../transport.ts';
import { ARGUMENT_BOUNDS, excess } from './bounds.ts';
import {
  type CleanSchema,
  COST,
  cleanSchema,
  closed,
  compilePattern,
  FORMATS,
  propertyNames,
  UNIQUE,
  UnusableSchema,
} from './clean-schema.ts';

/** `tool.arguments` when they do not fit; names the argument, never its value. */
export type Validator = (given: Readonly<Record<string, unknown>>) => Result<void>;

/** What one call's arguments may cost, in visits of schemas; ordinary calls need some hundred. */
const FUEL = 1_000_000;

class OutOfFuel extends Error {}

/** @returns the validator, or why no validator can be made of this schema. */
export function createValidator(
  schema: JsonSchema,
): { readonly validate: Validator } | { readonly unusable: string } {
  try {
    return { validate: validatorOf(cleanSchema(schema)) };
  } catch (error) {
    if (error instanceof UnusableSchema) return { unusable: error.message };
    if (error instanceof URIError) return { unusable: 'a reference is not well-formed' };
    throw error;
  }
}

function validatorOf(schema: CleanSchema): Validator {
  const names = propertyNames(schema);
  let compiled: ((given: unknown) => ErrorObject | undefined) | undefined;
  return (given) => {
    if (excess(given, ARGUMENT_BOUNDS) !== undefined) {
      return failed(fault('tool.arguments', 'The arguments are nested too deeply, too many or too long.'));
    }
    const unknown = Object.keys(given).find((name) => !names.has(name));
    if (unknown !== undefined) {
      return failed(fault('tool.arguments', `The tool has no argument ${shown(unknown)}; leave it out.`));
    }
    try {
      // WHY only now: compiling takes a millisecond, and most tools that are listed are not called.
      compiled ??= compile(schema);
      const error = compiled(given);
      return error === undefined ? ok(undefined) : failed(fault('tool.arguments', sentence(error)));
    } catch (cause) {
      if (cause instanceof OutOfFuel || cause instanceof RangeError) {
        return failed(fault('tool.arguments', 'Checking the arguments takes more steps than are allowed.'));
      }
      // WHY every cause: the schema is somebody else's, and so is what the compiler thinks of it. Nothing is let through.
      return failed(
        fault('tool.arguments', 'The schema of the tool cannot be used to check arguments.', { cause }),
      );
    }
  };
}

function compile(schema: CleanSchema): (given: unknown) => ErrorObject | undefined {
  let fuel = FUEL;
  const ajv = new Ajv2020({
    strict: false,
    logger: false,
    meta: false,
    validateSchema: false,
    // WHY: a part that is copied into others is not counted by itself.
    inlineRefs: false,
    unevaluated: true,
    ownProperties: true,
    code: { regExp: Object.assign((source: string) => compilePattern(source), { code: 're2' }) },
  });
  ajv.addKeyword({
    keyword: COST,
    schemaType: 'number',
    validate: (cost: number, data: unknown) => {
      fuel -= cost * sizeOf(data);
      if (fuel < 0) throw new OutOfFuel();
      return true;
    },
  });
  ajv.addKeyword({
    keyword: UNIQUE,
    schemaType: 'boolean',
    validate: (_: boolean, data: unknown) =>
      !Array.isArray(data) || new Set(data.map((item) => canonical(item))).size === data.length,
  });
  addFormats.default(ajv, [...FORMATS]);
  const validate: ValidateFunction = ajv.compile(closed(schema) as object);
  return (given) => {
    fuel = FUEL;
    return validate(given) === true ? undefined : (validate.errors?.[0] ?? MISFIT);
  };
}

const MISFIT: ErrorObject = { keyword: '', instancePath: '', schemaPath: '', params: {} };

/** How often the keywords of a schema look at parts of a value. */
function sizeOf(data: unknown): number {
  if (typeof data === 'string') return 1 + data.length / 1_024;
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? 1 + Object.keys(data).length : 1;
}

/** What each keyword asks for. `ajv` writes values into some of its own messages, so none of them is used. */
const ASKED: Readonly<Record<string, (params: Readonly<Record<string, unknown>>) => string>> = {
  type: ({ type }) => `must be of type ${[type].flat().join(' or ')}`,
  required: ({ missingProperty }) => `lacks ${shown(String(missingProperty), 'a part that is required')}`,
  additionalProperties: ({ additionalProperty }) =>
    `has no ${shown(String(additionalProperty), 'part of that name')}`,
  unevaluatedProperties: ({ unevaluatedProperty }) =>
    `has no ${shown(String(unevaluatedProperty), 'part of that name')}`,
  enum: () => 'must be one of the listed values',
  const: () => 'must be the one value that is allowed',
  format: ({ format }) => `must be a well-formed ${format}`,
  pattern: () => 'must match its pattern',
  maxLength: ({ limit }) => `must have at most ${limit} characters`,
  minLength: ({ limit }) => `must have at least ${limit} characters`,
  maxItems: ({ limit }) => `must have at most ${limit} entries`,
  minItems: ({ limit }) => `must have at least ${limit} entries`,
  minimum: ({ limit }) => `must be at least ${limit}`,
  maximum: ({ limit }) => `must be at most ${limit}`,
  [UNIQUE]: () => 'must not repeat an entry',
};

function sentence({ keyword, instancePath, params }: ErrorObject): string {
  const place = instancePath
    .slice(1)
    .split('/')
    .filter((step) => step !== '')
    .map((step, index) => (/^\d{1,6}$/.test(step) ? `[${step}]` : `${index === 0 ? '' : '.'}${plain(step)}`))
    .join('');
  const subject = place === '' ? 'The call' : `The argument ${place}`;
  return `${subject} ${ASKED[keyword]?.(params) ?? 'does not fit the schema of the tool'}.`;
}

/** WHY: a name that a caller made up could be content. */
function plain(name: string): string {
  return /^[\w$-]{1,64}$/.test(name) ? name : '<name>';
}

function shown(name: string, otherwise = 'of that name'): string {
  return /^[\w$-]{1,64}$/.test(name) ? `"${name}"` : otherwise;
}
