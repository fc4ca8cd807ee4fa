/** Secrets that stand in a structure: URLs with a password, headers, command lines, Kubernetes, JSON web tokens, PKCS #12. */
import { CONTEXT } from '../../detector.ts';
import { valueAfter } from './assignment.ts';
import type { SecretClass } from './kind.ts';
import { entropyOf, isDrawn, isPlaceholder, isWordy } from './randomness.ts';
import { type Candidate, membersOf, type Outcome, type Place, type Reader, runEnd } from './reading.ts';

export const STRUCTURES: Readonly<Record<string, Reader>> = {
  '://': readUrl,
  authorization: readHeader,
  'bearer ': readBearer,
  '-u': readLogin,
  '--user': readLogin,
  '&sig=': readSignature,
  'password ': readMachine,
  'kind: secret': readManifest,
  'kind: "secret"': readManifest,
  "kind: 'secret'": readManifest,
};

/** Schemes of databases, queues and stores, where a URL is all that it takes to get in. */
const CONNECTION =
  /^(?:postgres(?:ql)?|mysql2?|mariadb|mongodb|rediss?|amqps?|mssql|sqlserver|oracle|clickhouse|snowflake|cockroachdb|neo4j|bolt|cassandra|couchdb|couchbase|kafka|nats|influxdb|jdbc|ldaps?|smtps?|sftp|ftps?|db2|memcached|elasticsearch|stomp|mqtts?)\b/i;
const SCHEME = /[a-z][a-z0-9+.-]{1,24}$/i;
/** RFC 3986 section 3.2.1, with what people do not escape. */
const USER = membersOf(/[^\s:/?#@"'<>`\\{}[\]|]/);
const USER_MAX = 64;
const SECRET_OF_URL = membersOf(/[^\s/@"'<>`\\]/);
const SECRET_OF_URL_MAX = 128;
const HOST = membersOf(/[\w[$%]/);
/** What stands for a password in manuals, or is none. */
const NO_PASSWORD =
  /^(?:p|pw|pwd|\w{0,4}pass(?:w(?:or)?d)?\d*|passphrase|secret|token|user|username|admin|root|guest|test|login|key|name|port|postgres|mysql|mongo|redis|\d{1,5}|x+|\.+)$/i;

/** RFC 3986 section 3.2.1: `scheme://user:password@host`. */
function readUrl({ text, start, end, floor, last }: Place): Outcome {
  const scheme = SCHEME.exec(text.slice(Math.max(floor, start - 26), start))?.[0];
  if (scheme === undefined) return undefined;
  const colon = runEnd(text, end, { members: USER, max: USER_MAX });
  if (text[colon] !== ':') return undefined;
  const from = colon + 1;
  const at = runEnd(text, from, { members: SECRET_OF_URL, max: SECRET_OF_URL_MAX });
  if (at - from > SECRET_OF_URL_MAX) return undefined;
  if (at >= text.length - 1 && !last) return at === text.length || text[at] === '@' ? from : undefined;
  if (text[at] !== '@' || HOST[text.charCodeAt(at + 1)] !== 1) return undefined;
  const secret = text.slice(from, at);
  if (
    secret.length < 3 ||
    secret === text.slice(end, colon) ||
    NO_PASSWORD.test(secret) ||
    isPlaceholder(secret)
  )
    return undefined;
  const isConnection = CONNECTION.test(scheme);
  return found(
    isConnection ? 'connection-string' : 'basic-auth-url',
    isConnection ? 'connection_string' : 'password',
    [from, at, 0.9],
  );
}

/** RFC 6750 section 2.1 and RFC 7617 section 2, and what else stands in such headers. */
const CREDENTIALS = membersOf(/[\w=~@.+/-]/);
const CREDENTIALS_MIN = 8;
const CREDENTIALS_MAX = 4096;
const CREDENTIALS_BITS = 2.75;
const SCHEME_OF_HEADER = /^(?:bearer|basic|token|bot|apikey|api-key|api-token|digest|negotiate|key|oauth)$/i;

/** RFC 9110 section 11.6.2: `Authorization: Bearer …`. */
function readHeader({ text, end, start, last }: Place): Outcome {
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
function readBearer({ text, end, last }: Place): Outcome {
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

/** curl(1): `-u user:password`, `--user "key:"`. */
const OPENING = membersOf(/[\s='"]/);
const LOGIN = membersOf(/[^\s:'"`$<{[(\\]/);
const LOGIN_MAX = 64;
const SECRET_OF_LOGIN = membersOf(/[^\s'"`\\]/);
const SECRET_OF_LOGIN_MAX = 96;
/** From so many characters on, a name without a password can be a key. */
const KEY_MIN = 12;

function readLogin({ text, start, end, floor, last }: Place): Outcome {
  if (!/\s/.test(text.charAt(start - 1))) return undefined;
  const user = runEnd(text, end, { members: OPENING, max: 2 });
  if (!text.slice(Math.max(floor, user - CONTEXT), start).includes('curl')) return undefined;
  const colon = runEnd(text, user, { members: LOGIN, max: LOGIN_MAX });
  if (colon >= text.length - 1 && !last) return user < text.length ? user : undefined;
  if (text[colon] !== ':') return undefined;
  const from = colon + 1;
  const until = runEnd(text, from, { members: SECRET_OF_LOGIN, max: SECRET_OF_LOGIN_MAX });
  if (until - from > SECRET_OF_LOGIN_MAX) return undefined;
  if (until === text.length && !last) return from;
  if (until === from) {
    const isKey =
      colon - user >= KEY_MIN && /\d/.test(text.slice(user, colon)) && isDrawn(text.slice(user, colon));
    return isKey ? { ...found('curl-auth-user', 'password', [user, colon, 0.7]), yields: true } : undefined;
  }
  const secret = text.slice(from, until);
  if (secret.length < 3 || NO_PASSWORD.test(secret) || isPlaceholder(secret)) return undefined;
  return found('curl-auth-user', 'password', [from, until, 0.8]);
}

/** Azure Storage: the signature of a shared access signature, behind its other parameters. */
const SIGNATURE = membersOf(/[\w%+/=-]/);
const SIGNATURE_MAX = 120;

function readSignature({ text, start, end, floor, last }: Place): Outcome {
  if (!/[?&]s[veprt]=/.test(text.slice(Math.max(floor, end - CONTEXT), start))) return undefined;
  const until = runEnd(text, end, { members: SIGNATURE, max: SIGNATURE_MAX });
  if (until - end > SIGNATURE_MAX) return undefined;
  if (until === text.length && !last) return until > end ? end : undefined;
  if (until - end < 43 || !isDrawn(text.slice(end, until))) return undefined;
  return found('azure-sas-token', 'cloud_key', [end, until, 0.9]);
}

/** netrc(5): `machine … login … password …`. */
const MACHINE = /\b(?:machine[ \t]+\S+|default)\s+login[ \t]+\S+\s+$/;
const SECRET_OF_MACHINE_MAX = 96;

function readMachine({ text, start, end, floor, last }: Place): Outcome {
  if (!MACHINE.test(text.slice(Math.max(floor, end - CONTEXT), start))) return undefined;
  const until = runEnd(text, end, { members: SECRET_OF_LOGIN, max: SECRET_OF_MACHINE_MAX });
  if (until - end > SECRET_OF_MACHINE_MAX) return undefined;
  if (until === text.length && !last) return until > end ? end : undefined;
  const secret = text.slice(end, until);
  if (secret.length < 3 || NO_PASSWORD.test(secret) || isPlaceholder(secret)) return undefined;
  return { ...found('netrc-password', 'password', [end, until, 0.9]), yields: true };
}

/** kubernetes.io/docs/concepts/configuration/secret: a value under `data`, in base64. */
const DATA = /[^\0]{0,80}?\bdata:[^\S\n]{0,4}\n[ \t]{1,8}[\w.-]{1,32}:[ \t]{1,3}["']?/y;
const ENCODED = membersOf(/[A-Za-z0-9+/=]/);
const ENCODED_MAX = 4096;

function readManifest({ text, start, end, last }: Place): Outcome {
  DATA.lastIndex = end;
  if (!DATA.test(text)) return undefined;
  const from = DATA.lastIndex;
  if (from - start > CONTEXT) return undefined;
  const until = runEnd(text, from, { members: ENCODED, max: ENCODED_MAX });
  if (until === text.length && !last) return until > from ? from : undefined;
  if (
    until - from < 8 ||
    until - from > ENCODED_MAX ||
    (until - from) % 4 !== 0 ||
    !/[\s"']/.test(text[until] ?? ' ')
  )
    return undefined;
  return found('kubernetes-secret-yaml', 'generic_secret', [from, until, 0.8]);
}

function found(
  id: string,
  className: SecretClass,
  [start, end, confidence]: readonly [number, number, number],
): Candidate {
  return { id, class: className, start, end, confidence };
}
