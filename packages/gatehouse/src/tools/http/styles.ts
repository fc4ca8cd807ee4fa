/** How arguments stand in paths, queries, headers and cookies: the styles of OpenAPI, as a table (3.1.1 section 4.8.12.2). */
import { failed, ok, type Result } from '../../kernel/result.ts';
import { headerValue, objectionToPathText, percentEncode, refusedArgument, scalarText } from './encode.ts';

export type ParameterPlace = 'path' | 'query' | 'header' | 'cookie';

export interface Parameter {
  /** The argument of the tool that it comes from. */
  readonly argument: string;
  /** Its name in the request. */
  readonly name: string;
  readonly in: ParameterPlace;
  readonly style: string;
  readonly explode: boolean;
  readonly required: boolean;
  /** Carried as the JSON text of the value, whatever the style. */
  readonly json?: true;
  /** Whether a slash may stand in it (encoded); in paths only. */
  readonly slashes?: true;
}

interface Style {
  /** What stands before the first part, and between parts. */
  readonly prefix: string;
  readonly separator: string;
  /** Whether each part carries the parameter's name. */
  readonly named: boolean;
  /** Texts that could not be told from the separator, because it stands in the request encoded itself. */
  readonly reserved?: RegExp;
}

const STYLES: Readonly<Record<ParameterPlace, Readonly<Record<string, Style>>>> = {
  path: {
    simple: { prefix: '', separator: ',', named: false },
    label: { prefix: '.', separator: '.', named: false, reserved: /\./ },
    matrix: { prefix: ';', separator: ';', named: true },
  },
  query: {
    form: { prefix: '', separator: '&', named: true },
    spaceDelimited: { prefix: '', separator: '%20', named: true, reserved: / / },
    pipeDelimited: { prefix: '', separator: '%7C', named: true, reserved: /\|/ },
    deepObject: { prefix: '', separator: '&', named: true, reserved: /[[\]]/ },
  },
  header: { simple: { prefix: '', separator: ',', named: false, reserved: /[,=]/ } },
  cookie: { form: { prefix: '', separator: '; ', named: true } },
};

/** Whether a style is defined where a parameter stands. */
export function isStyle(place: ParameterPlace, style: string): boolean {
  return Object.hasOwn(STYLES[place], style);
}

/** Texts of a value: one for a scalar, several for a list, with keys for an object. */
type Parts =
  | { readonly kind: 'scalar'; readonly text: string }
  | { readonly kind: 'list'; readonly texts: readonly string[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, string])[] };

/**
 * The encoded text of one parameter. In a query and in cookies: pairs, joined. INVARIANT: decoding it gives exactly the
 * parameter's own name, and the value, and nothing else.
 */
export function serialise(
  parameter: Parameter,
  value: unknown,
  taken: ReadonlySet<string>,
): Result<string | undefined> {
  const parts = partsOf(parameter, value);
  if (!parts.ok) return parts;
  const style = STYLES[parameter.in][parameter.style];
  if (style === undefined) throw new Error(`INVARIANT: ${parameter.style} was checked when it was loaded`);
  const objection = objectionTo(parameter, parts.value, { style, taken });
  if (objection !== undefined) return refusedArgument(parameter.argument, objection);
  if (isEmpty(parts.value)) {
    if (parameter.in !== 'path') return ok(undefined);
    return refusedArgument(parameter.argument, 'an empty value would name another address');
  }
  const text = write(parameter, style, parts.value);
  return parameter.in === 'header' ? headerValue(parameter.argument, text) : ok(text);
}

function partsOf(parameter: Parameter, value: unknown): Result<Parts> {
  const bad = (why: string) => failed(refusedArgument(parameter.argument, why).fault);
  if (parameter.json === true) {
    const text = JSON.stringify(value);
    return text.isWellFormed() ? ok({ kind: 'scalar', text }) : bad('it is not well-formed text');
  }
  const scalar = scalarText(value);
  if (scalar !== undefined) return ok({ kind: 'scalar', text: scalar });
  if (typeof value !== 'object' || value === null) return bad('there is no way to write it');
  const texts = Object.values(value).map(scalarText);
  if (!texts.every((text) => text !== undefined))
    return bad('its parts must be plain texts, numbers or booleans');
  if (Array.isArray(value)) return ok({ kind: 'list', texts });
  const entries = Object.keys(value).map((key, index) => [key, texts[index] ?? ''] as const);
  return entries.every(([key]) => key.isWellFormed())
    ? ok({ kind: 'object', entries })
    : bad('a name is not text');
}

function objectionTo(
  parameter: Parameter,
  parts: Parts,
  { style, taken }: { readonly style: Style; readonly taken: ReadonlySet<string> },
): string | undefined {
  const keys = parts.kind === 'object' ? parts.entries.map(([key]) => key) : [];
  const texts = textsOf(parts);
  if (parameter.in === 'path') {
    for (const text of [...keys, ...texts]) {
      const objection = objectionToPathText(text, parameter.slashes === true);
      if (objection !== undefined) return objection;
    }
  }
  if (parameter.style === 'deepObject' && parts.kind !== 'object') return 'it must be an object';
  const ambiguous =
    parts.kind === 'scalar' ? [] : parameter.style === 'deepObject' ? keys : [...keys, ...texts];
  if (style.reserved !== undefined && ambiguous.some((text) => style.reserved?.test(text)))
    return 'a part holds the character that separates parts';
  // WHY: the names of an exploded object stand beside those of other parameters, and must not become one of them.
  const loose =
    parameter.explode && parts.kind === 'object' && style.named && parameter.style !== 'deepObject';
  if (loose && keys.some((key) => key === '' || taken.has(key.toLowerCase())))
    return 'a name in it is the name of another parameter';
  return undefined;
}

function isEmpty(parts: Parts): boolean {
  return parts.kind !== 'scalar' && textsOf(parts).length === 0;
}

function textsOf(parts: Parts): readonly string[] {
  if (parts.kind === 'scalar') return [parts.text];
  return parts.kind === 'list' ? parts.texts : parts.entries.map(([, text]) => text);
}

function write(parameter: Parameter, style: Style, parts: Parts): string {
  const encode = parameter.in === 'header' ? (text: string) => text : percentEncode;
  const name = encode(parameter.name);
  const { prefix, separator, named } = style;
  if (parts.kind === 'object' && parameter.style === 'deepObject') {
    return parts.entries.map(([key, text]) => `${name}%5B${encode(key)}%5D=${encode(text)}`).join('&');
  }
  if (parts.kind === 'object' && parameter.explode) {
    return prefix + parts.entries.map(([key, text]) => `${encode(key)}=${encode(text)}`).join(separator);
  }
  const texts = (parts.kind === 'object' ? parts.entries.flat() : textsOf(parts)).map(encode);
  if (parameter.explode && parts.kind === 'list') {
    return prefix + texts.map((text) => (named ? `${name}=${text}` : text)).join(separator);
  }
  // WHY: without `explode` the parts of all styles but two are joined by commas, which no part holds unencoded.
  const joint = separator === '&' || separator === ';' || separator === '; ' ? ',' : separator;
  return prefix + (named ? `${name}=` : '') + texts.join(joint);
}
