/** Checks the head of a request before anything else looks at it: no two readers may understand it differently. */
import { type FaultCode, fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';

/** A head with one meaning. */
export interface Head {
  readonly method: string;
  /**
   * The path as it was sent: no dot segment, empty segment or control character, and an encoded slash only in the
   * last segment, where some routes take a name.
   */
  readonly path: string;
  /** With its question mark; empty when there is none. */
  readonly query: string;
  /** By lower-case name; repeated headers are joined as RFC 9110 section 5.3 says, critical ones cannot repeat. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface HeadParts {
  readonly method: string;
  /** The request target as it stood on the wire. */
  readonly target: string;
  /** Names and values in turn, as they stood on the wire. */
  readonly rawHeaders: readonly string[];
}

const HEADERS_MAX = 100;
const METHODS_REFUSED = new Set(['CONNECT', 'TRACE']);

/** Headers that decide who is asking, for what, and where the message ends. */
const CRITICAL = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'content-type',
  'content-encoding',
  'authorization',
  'x-api-key',
  'api-key',
  'anthropic-version',
  'expect',
  'trailer',
]);

/** The only values that mean one thing; the header may be absent. */
const MEANINGS: Readonly<Record<string, RegExp>> = {
  host: /^[A-Za-z0-9._~[\]:-]{1,255}$/,
  'content-length': /^\d{1,15}$/,
  'transfer-encoding': /^chunked$/i,
  expect: /^100-continue$/i,
};

/** Takes a head apart, or says in general terms what is wrong with it. */
export function checkHead(parts: HeadParts): Result<Head> {
  if (METHODS_REFUSED.has(parts.method)) return refused('request.method', 'This method is not served.');
  const problem = problemOfTarget(parts.target);
  if (problem !== undefined) return refused('request.malformed', problem);
  const headers = collect(parts.rawHeaders);
  if (!headers.ok) return headers;
  const mark = parts.target.indexOf('?');
  const path = mark === -1 ? parts.target : parts.target.slice(0, mark);
  return ok({
    method: parts.method,
    path,
    query: parts.target.slice(path.length),
    headers: Object.fromEntries(headers.value),
  });
}

function problemOfTarget(target: string): string | undefined {
  // WHY: origin form only (RFC 9112 section 3.2.1); an absolute target names a second host, an asterisk none.
  if (!target.startsWith('/')) return 'The request target must be a path.';
  if (!/^[!-~]*$/.test(target) || /[\\#"<>^`{|}]/.test(target)) {
    return 'The request target has characters that do not belong in a URL.';
  }
  if (/%(?![0-9A-Fa-f]{2})|%00/.test(target)) return 'The request target has a bad percent-encoding.';
  const path = target.split('?', 1)[0] ?? '';
  const segments = path.slice(1).split('/');
  // WHY: models have slashes in their names, and SDKs encode them. Routes are compared as they were sent, so the
  // last segment stays one: it is decoded only as a name, to be looked up among names.
  if (/%5c/i.test(path) || segments.slice(0, -1).some((segment) => /%2f/i.test(segment))) {
    return 'The path has an encoded slash.';
  }
  if (segments.some((segment, index) => segment === '' && index < segments.length - 1)) {
    return 'The path has an empty segment.';
  }
  if (segments.flatMap((segment) => segment.split(/%2f/i)).some(isDotSegment))
    return 'The path has a dot segment.';
  return undefined;
}

function isDotSegment(segment: string): boolean {
  return /^\.{1,2}$/.test(segment.replace(/%2e/gi, '.').split(';', 1)[0] ?? '');
}

function collect(rawHeaders: readonly string[]): Result<Map<string, string>> {
  if (rawHeaders.length > HEADERS_MAX * 2) {
    return refused('request.headers', `There are more than ${HEADERS_MAX} headers.`);
  }
  const headers = new Map<string, string>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    const value = rawHeaders[index + 1] ?? '';
    const earlier = headers.get(name);
    if (earlier !== undefined && CRITICAL.has(name)) {
      return refused('request.headers', `The header ${name} is repeated.`);
    }
    headers.set(name, earlier === undefined ? value : `${earlier}, ${value}`);
  }
  const problem = problemOfHeaders(headers);
  return problem === undefined ? ok(headers) : refused('request.headers', problem);
}

function problemOfHeaders(headers: ReadonlyMap<string, string>): string | undefined {
  if (!headers.has('host')) return 'The header host is missing.';
  if (headers.has('upgrade')) return 'Protocol upgrades are not served.';
  if (headers.has('content-length') && headers.has('transfer-encoding')) {
    // RFC 9112 section 6.3, rule 3: the seed of request smuggling.
    return 'The headers content-length and transfer-encoding contradict each other.';
  }
  for (const [name, meaning] of Object.entries(MEANINGS)) {
    const value = headers.get(name);
    if (value !== undefined && !meaning.test(value))
      return `The header ${name} has a value that is not accepted.`;
  }
  for (const value of headers.values()) {
    // WHY: a parser that unfolds continuation lines (RFC 9112 section 5.2) leaves control characters behind.
    if (hasControl(value)) return 'A header has a control character.';
  }
  return undefined;
}

function hasControl(value: string): boolean {
  for (let index = 0; index < value.length; index++) {
    const code = value.charCodeAt(index);
    if ((code < 0x20 && code !== 0x09) || code === 0x7f) return true;
  }
  return false;
}

function refused(code: FaultCode, message: string) {
  return failed(fault(code, message));
}
