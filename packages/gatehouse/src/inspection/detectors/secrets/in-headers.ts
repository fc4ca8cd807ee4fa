/** Reads secrets in headers of HTTP: `Authorization: Bearer …`, and the scheme alone. */
import { charactersOf } from '../../characters.ts';
import { CONTEXT } from '../../detector.ts';
import { valueAfter } from './assignment.ts';
import { entropyOf, isPlaceholder, isWordy } from './randomness.ts';
import { found, type Outcome, type Place, runEnd } from './reading.ts';

/** RFC 6750 section 2.1 and RFC 7617 section 2, and what else stands in such headers. */
const CREDENTIALS = charactersOf(/[\w=~@.+/-]/);
const CREDENTIALS_MIN = 8;
const CREDENTIALS_MAX = 4096;
const CREDENTIALS_BITS = 2.75;
const SCHEME_OF_HEADER = /^(?:bearer|basic|token|bot|apikey|api-key|api-token|digest|negotiate|key|oauth)$/i;

/** RFC 9110 section 11.6.2: `Authorization: Bearer …`. */
export function readHeader({ text, end, start, last }: Place): Outcome {
  const value = valueAfter(text, end);
  if (value === undefined || value.isBelow) return undefined;
  let from = value.start;
  const word = runEnd(text, from, { members: CREDENTIALS, max: CREDENTIALS_MAX });
  if (word === text.length && !last) return from;
  if (SCHEME_OF_HEADER.test(text.slice(from, word))) {
    from = word;
    while (from - word < 4 && (text[from] === ' ' || text[from] === '\t')) from += 1;
    if (from === word) return undefined;
  }
  if (from - start > CONTEXT) return undefined;
  return credentials(text, { from, last, id: 'curl-auth-header', least: CREDENTIALS_MIN });
}

/** The scheme alone, wherever it stands: then the token has to look like one. */
export function readBearer({ text, end, last }: Place): Outcome {
  return credentials(text, { from: end, last, id: 'bearer-token', least: 20 });
}

function credentials(
  text: string,
  {
    from,
    last,
    id,
    least,
  }: { readonly from: number; readonly last: boolean; readonly id: string; readonly least: number },
): Outcome {
  const end = runEnd(text, from, { members: CREDENTIALS, max: CREDENTIALS_MAX });
  if (end === text.length && !last) return end > from ? from : undefined;
  if (end - from > CREDENTIALS_MAX) return undefined;
  // Cut short, as manuals do (`eyJ…`).
  if (text.slice(end - 2, end) === '..') return undefined;
  const secret = text.slice(from, end).replace(/\.$/, '');
  if (
    secret.length < least ||
    entropyOf(secret) < CREDENTIALS_BITS ||
    (/^(?:[A-Za-z_.-]+|\.+)$/.test(secret) && isWordy(secret))
  )
    return undefined;
  if (isPlaceholder(secret) || (!/\d/.test(secret) && !/[a-z][A-Z]+[a-z]/.test(secret))) return undefined;
  return { ...found(id, 'service_token', [from, from + secret.length, 0.8]), yields: true };
}
