/** Reads the path of an action: literal text and the arguments in it (RFC 6570, level 1), split once and for all. */

export interface PathTemplate {
  readonly parts: readonly (string | { readonly parameter: string })[];
  /** Arguments in the path, in order. */
  readonly arguments: readonly string[];
  /** Arguments that are the value of a pair of the query. */
  readonly pairs: readonly { readonly name: string; readonly argument: string }[];
  /** Pairs of the query without arguments, encoded. */
  readonly fixed: readonly string[];
}

const NAME = /\{([A-Za-z_][A-Za-z0-9_-]*)\}/;
const PART = /^[A-Za-z0-9._~:@!$&'()*+,;=%-]*$/;

/** The template, or what is wrong with it. */
export function readPath(text: string): PathTemplate | string {
  const [path = '', query, ...more] = text.split('?');
  if (more.length > 0) return 'There are two question marks.';
  const parts = readSegments(path);
  if (typeof parts === 'string') return parts;
  const names = parts.flatMap((part) => (typeof part === 'string' ? [] : [part.parameter]));
  if (new Set(names).size !== names.length) return 'An argument stands in the path twice.';
  const pairs: { name: string; argument: string }[] = [];
  const fixed: string[] = [];
  for (const pair of query === undefined ? [] : query.split('&')) {
    const [, key = '', value = ''] = /^([^=]*)=?([\s\S]*)$/.exec(pair) ?? [];
    const argument = new RegExp(`^${NAME.source}$`).exec(value)?.[1];
    if (key === '' || !isLiteral(key)) return `The query "${pair}" is not a name with a value.`;
    if (argument !== undefined) pairs.push({ name: decodeURIComponent(key), argument });
    else if (isLiteral(value)) fixed.push(pair);
    else return `The value in "${pair}" is neither plain (and percent-encoded) text nor one argument alone.`;
  }
  return { parts, arguments: names, pairs, fixed };
}

/** The path in parts; what stands between braces is a parameter, whatever it is called. */
export function readSegments(path: string): readonly (string | { readonly parameter: string })[] | string {
  if (!path.startsWith('/')) return 'A path begins with a slash.';
  const parts = path
    .split(/(\{[^{}/]+\})/)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('{') && part.endsWith('}') ? { parameter: part.slice(1, -1) } : part));
  const literal = parts.filter((part) => typeof part === 'string');
  if (!literal.every((part) => part.split('/').every(isLiteral)))
    return 'Outside of arguments, a path holds plain text, percent-encoded where it has to be.';
  // WHY: a parser would take these apart, and the call would go to an address that nobody wrote.
  const segments = path.replaceAll('%2e', '.').replaceAll('%2E', '.').split('/');
  if (segments.some((segment) => segment === '.' || segment === '..'))
    return 'A path has no parts of dots alone.';
  if (path.includes('//')) return 'A path has no empty parts.';
  return parts;
}

/** Plain text as it may stand in a URL: every `%` is followed by two digits of an encoded, well-formed text. */
function isLiteral(text: string): boolean {
  if (!PART.test(text)) return false;
  try {
    decodeURIComponent(text);
    return true;
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}

/** Why the configuration or a caller may not set a header; undefined when they may. */
export function headerObjection(name: string): string | undefined {
  if (!/^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name)) return 'This is not the name of a header.';
  return OWN_HEADERS.test(name) ? `The header ${name} is written by the gate itself.` : undefined;
}

/** Framing, routing, connections, credentials and signatures (RFC 9110 sections 7.6.1 and 11). */
const OWN_HEADERS =
  /^(?:host|content-(?:length|type|encoding|digest)|transfer-encoding|te|trailer|connection|keep-alive|upgrade|expect|proxy-.*|authorization|cookie|accept-encoding|signature|signature-input|forwarded|x-forwarded-.*|via|x-http-method(?:-override)?|x-method-override)$/;
