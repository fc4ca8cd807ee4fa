/** Picks the one credential out of a request's raw headers; two of them are a contradiction, not a choice. */
import { type Fault, fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';

/** A credential as it was shown. */
export interface Presented {
  readonly secret: string;
  /** `key`: in a header of its own, which says nothing about its form. */
  readonly scheme: 'bearer' | 'dpop' | 'key';
  /** The proof of possession that came along (RFC 9449 section 4.1). */
  readonly proof: string | undefined;
}

/** Longest credential that is looked at, in characters; tokens with many groups stay well below it. */
const LENGTH_MAX = 16_384;

/** `b64token` of RFC 6750 section 2.1: nothing in it can end a header, a log line or a statement. */
const CREDENTIAL = /^[A-Za-z0-9\-._~+/]+=*$/;
const AUTHORIZATION = /^(bearer|dpop) +(.*)$/i;

type Shown = Omit<Presented, 'proof'>;

/** Where a credential may stand, and how it is read from there. */
const PLACES: Readonly<Record<string, (value: string) => Shown | undefined>> = {
  authorization(value) {
    const [, scheme, secret] = AUTHORIZATION.exec(value) ?? [];
    if (secret === undefined) return undefined;
    return { secret, scheme: scheme?.toLowerCase() === 'dpop' ? 'dpop' : 'bearer' };
  },
  'x-api-key': (secret) => ({ secret, scheme: 'key' }),
  'api-key': (secret) => ({ secret, scheme: 'key' }),
};
const PROOF = 'dpop';

/**
 * Names and values as they arrived, in the order and spelling of `rawHeaders`: a merged header object
 * would already have hidden a repetition.
 * @returns the credential, or `identity.missing`, `identity.ambiguous` or `identity.invalid`.
 */
export function pickCredential(headers: Iterable<readonly [name: string, value: string]>): Result<Presented> {
  const places = new Set<string>();
  const shown = new Map<string, Shown>();
  let proof: string | undefined;
  for (const [rawName, value] of headers) {
    const name = rawName.toLowerCase();
    const read = Object.hasOwn(PLACES, name) ? PLACES[name] : undefined;
    if (read === undefined && name !== PROOF) continue;
    if (places.has(name)) return failed(ambiguous());
    places.add(name);
    const credential = read === undefined ? { secret: value } : read(value);
    if (credential === undefined || !isWellFormed(credential.secret)) return failed(malformed(name));
    if ('scheme' in credential) shown.set(credential.secret, shown.get(credential.secret) ?? credential);
    else proof = value;
  }
  const [credential, ...others] = shown.values();
  if (credential === undefined) return failed(missing());
  return others.length > 0 ? failed(ambiguous()) : ok({ ...credential, proof });
}

function isWellFormed(text: string): boolean {
  return text.length <= LENGTH_MAX && CREDENTIAL.test(text);
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
