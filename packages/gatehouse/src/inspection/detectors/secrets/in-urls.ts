/** Reads secrets in URLs: the password before the host, and the signature of a shared access. */
import { charactersOf } from '../../characters.ts';
import { CONTEXT } from '../../detector.ts';
import { isDrawn, isPassword } from './randomness.ts';
import { found, type Outcome, type Place, runEnd } from './reading.ts';

/** Schemes of databases, queues and stores, where a URL is all that it takes to get in. */
const CONNECTION =
  /^(?:postgres(?:ql)?|mysql2?|mariadb|mongodb|rediss?|amqps?|mssql|sqlserver|oracle|clickhouse|snowflake|cockroachdb|neo4j|bolt|cassandra|couchdb|couchbase|kafka|nats|influxdb|jdbc|ldaps?|smtps?|sftp|ftps?|db2|memcached|elasticsearch|stomp|mqtts?)\b/i;
const SCHEME = /[a-z][a-z0-9+.-]{1,24}$/i;
/** RFC 3986 section 3.2.1, with what people do not escape. */
const USER = charactersOf(/[^\s:/?#@"'<>`\\{}[\]|]/);
const USER_MAX = 64;
const SECRET_OF_URL = charactersOf(/[^\s/@"'<>`\\]/);
const SECRET_OF_URL_MAX = 128;
const HOST = charactersOf(/[\w[$%]/);
/** RFC 3986 section 3.2.1: `scheme://user:password@host`. */
export function readUrl({ text, start, end, floor, last }: Place): Outcome {
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
  if (secret === text.slice(end, colon) || !isPassword(secret)) return undefined;
  const isConnection = CONNECTION.test(scheme);
  return found(
    isConnection ? 'connection-string' : 'basic-auth-url',
    isConnection ? 'connection_string' : 'password',
    [from, at, 0.9],
  );
}

/** Azure Storage: the signature of a shared access signature, behind its other parameters. */
const SIGNATURE = charactersOf(/[\w%+/=-]/);
const SIGNATURE_MAX = 120;

export function readSignature({ text, start, end, floor, last }: Place): Outcome {
  if (!/[?&]s[veprt]=/.test(text.slice(Math.max(floor, end - CONTEXT), start))) return undefined;
  const until = runEnd(text, end, { members: SIGNATURE, max: SIGNATURE_MAX });
  if (until - end > SIGNATURE_MAX) return undefined;
  if (until === text.length && !last) return until > end ? end : undefined;
  if (until - end < 43 || !isDrawn(text.slice(end, until))) return undefined;
  return found('azure-sas-token', 'cloud_key', [end, until, 0.9]);
}
