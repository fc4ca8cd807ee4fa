/** Picks the one credential out of a request's raw headers; two of them are a contradiction, not a choice. */
import { type Fault, fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';

/** Longest credential that is looked at, in characters; tokens with many groups stay well below it. */
const LENGTH_MAX = 16_384;

/** `b64token` of RFC 6750 section 2.1: nothing in it can end a header, a log line or a statement. */
const CREDENTIAL = /^[A-Za-z0-9\-._~+/]+=*$/;
const BEARER = /^bearer +(.*)$/i;

/** Where a credential may stand, and how it is read from there. */
const PLACES: Readonly<Record<string, (value: string) => string | undefined>> = {
  authorization: (value) => BEARER.exec(value)?.[1],
  'x-api-key': (value) => value,
  'api-key': (value) => value,
};

/**
 * Names and values as they arrived, in the order and spelling of `rawHeaders`: a merged header object
 * would already have hidden a repetition.
 * @returns the credential's text, or `identity.missing`, `identity.ambiguous` or `identity.invalid`.
 */
export function pickCredential(headers: Iterable<readonly [name: string, value: string]>): Result<string> {
  const places = new Set<string>();
  const credentials = new Set<string>();
  for (const [rawName, value] of headers) {
    const name = rawName.toLowerCase();
    const read = Object.hasOwn(PLACES, name) ? PLACES[name] : undefined;
    if (read === undefined) continue;
    if (places.has(name)) return failed(ambiguous());
    places.add(name);
    const credential = read(value);
    if (credential === undefined || credential.length > LENGTH_MAX || !CREDENTIAL.test(credential)) {
      return failed(malformed(name));
    }
    credentials.add(credential);
  }
  const [credential, ...others] = credentials;
  if (credential === undefined) return failed(missing());
  return others.length > 0 ? failed(ambiguous()) : ok(credential);
}

function missing(): Fault {
  return fault(
    'identity.missing',
    'No credential was sent. Send a Gatehouse key or a token as `authorization: Bearer ...` or `x-api-key`.',
  );
}

function ambiguous(): Fault {
  return fault('identity.ambiguous', 'More than one credential was sent. Send exactly one.');
}

function malformed(name: string): Fault {
  return fault('identity.invalid', `The \`${name}\` header does not hold a credential of a known form.`);
}
