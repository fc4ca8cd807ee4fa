/** Values that nobody publishes a form of: what is assigned to a name of a secret, and looks drawn. */
import { charactersOf } from '../../characters.ts';
import { CONTEXT } from '../../detector.ts';
import { type Value, valueAfter } from './assignment.ts';
import type { Kind } from './kind.ts';
import { isOther, isStrong, nameOf } from './names.ts';
import { entropyOf, isPlaceholder, isPublic, isWordy } from './randomness.ts';
import { type Candidate, type Outcome, type Place, type Reader, runEnd } from './reading.ts';

/** Names of secrets, as the widest known rules have them, and names of passwords in some languages. */
const SECRET_NAMES = ['access', 'api', 'auth', 'credential', 'creds', 'key', 'secret', 'token'];
const PASSWORD_NAMES = [
  ...['passw', 'passphrase', 'passcode', 'pwd', '_pass', 'db_pass'],
  ...['contrase', 'kennwort', 'mot de passe', 'senha', 'wachtwoord'],
];

export const GENERIC: readonly Kind[] = [
  {
    id: 'generic-api-key',
    class: 'generic_secret',
    source: 'github.com/gitleaks/gitleaks: generic-api-key',
    forms: ['10 to 150 characters that look drawn'],
    names: SECRET_NAMES,
  },
  {
    id: 'generic-password',
    class: 'password',
    source: 'OWASP: Password Storage Cheat Sheet; CWE-798',
    forms: ['8 to 96 characters, letters and others'],
    names: PASSWORD_NAMES,
  },
];

export const GENERIC_READERS: Readonly<Record<string, Reader>> = {
  ...readers(SECRET_NAMES, readSecret),
  ...readers(PASSWORD_NAMES, readPassword),
};

const SECRET = charactersOf(/[\w.+/~-]/);
const PADDING = { members: charactersOf(/=/), max: 1 };
const SECRET_MIN = 10;
const SECRET_MAX = 150;
/** gitleaks' bound for keys that nobody publishes a form of. */
const SECRET_BITS = 3.5;
const SHORT_BITS = 3;
const LONG = 20;
/** What may follow a value that stands in no quotes. */
const BEHIND = charactersOf(/[\s;,"'`<)}\]&|\\]/);

function readSecret(place: Place): Outcome {
  const value = valueBehind(place);
  if (value === undefined) return undefined;
  const { text, last } = place;
  const end = runEnd(text, runEnd(text, value.start, { members: SECRET, max: SECRET_MAX }), PADDING);
  if (end - value.start > SECRET_MAX) return undefined;
  if (end === text.length && !last) return value.start;
  // Whether a backslash belongs to a quote that ends the value shows behind it.
  if (end === text.length - 1 && text[end] === '\\' && !last) return value.start;
  const found = trimmed(text, value, end);
  if (found === undefined || found.length < SECRET_MIN || value.isBelow || isListed(value, found))
    return undefined;
  if (isHeader(place, value) && isCredential(found))
    return { ...candidate('generic-api-key', value, found), id: 'curl-auth-header' };
  const name = nameOf(place, value.start);
  if (isOther(name) || !isSecret(found, { name, quoted: value.quote !== undefined })) return undefined;
  return candidate('generic-api-key', value, found);
}

function isSecret(
  value: string,
  { name, quoted }: { readonly name: string; readonly quoted: boolean },
): boolean {
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value)) return false;
  const strong = isStrong(name);
  if (value.length < LONG && !(strong && (quoted || value.length >= 16))) return false;
  // A digest that is called nothing but a key is one, or names something.
  if (/^[0-9a-f]+$/i.test(value)) return strong && value.length >= LONG && entropyOf(value) >= SHORT_BITS;
  if (entropyOf(value) < (value.length < LONG ? SHORT_BITS : SECRET_BITS)) return false;
  if (/^[\w-]+(?:\.[a-z]\w*)+$/i.test(value) && isWordy(value.replaceAll('.', ''))) return false;
  return !isPlaceholder(value) && !isPublic(value) && !isWordy(value);
}

/** curl(1): the header that carries a key says that it does, so the key may look like anything (`-H "X-Api-Key: …"`). */
const HEADER = /(?:-H|--header)[ =]{0,4}["'](?:[\w-]{0,24}-)?$/;
const HEADER_NAME = /^[\w-]{0,12}: {0,4}$/;
const HEADER_MAX = 40;
const HEADER_BITS = 2.75;

function isHeader({ text, start, floor }: Place, value: Value): boolean {
  const from = Math.max(floor, start - HEADER_MAX, value.start - CONTEXT);
  return HEADER_NAME.test(text.slice(start, value.start)) && HEADER.test(text.slice(from, start));
}

function isCredential(found: string): boolean {
  return entropyOf(found) >= HEADER_BITS && !isPlaceholder(found) && /\d/.test(found);
}

const PASSWORD = charactersOf(/[!-~]/);
const PASSWORD_MIN = 8;
const PASSWORD_MAX = 96;
/** What ends a password that stands in no quotes. */
const PASSWORD_BEHIND = charactersOf(/[\s;,"'`<>)}\]|\\]/);
const AMPERSAND = 0x26;
/** Code that gets a password from elsewhere. */
const EXPRESSION = /[()[\]{}]|^[A-Za-z_]\w*(?:(?:\.|->|::)[A-Za-z_]\w*)+$|^\w+:|:\/\/|^[-=:,/.]/;

function readPassword(place: Place): Outcome {
  const value = valueBehind(place);
  if (value === undefined) return undefined;
  const { text, last } = place;
  let end = value.start;
  while (end - value.start <= PASSWORD_MAX && PASSWORD[text.charCodeAt(end)] === 1) {
    if (value.quote === undefined ? endsBare(text, value.start, end) : text[end] === value.quote) break;
    end += 1;
  }
  if (end - value.start > PASSWORD_MAX) return undefined;
  if (end === text.length && !last) return value.start;
  if (value.quote !== undefined && text[end] !== value.quote) return undefined;
  let found = text.slice(value.start, end);
  if (value.quote !== undefined) found = found.replace(/\\+$/, '');
  else if (value.isSentence) found = found.replace(/[.?:]+$/, '');
  if (value.isBelow || isListed(value, found) || !isPassword(found, value)) return undefined;
  if (isOther(nameOf(place, value.start))) return undefined;
  const candidateOf = candidate('generic-password', value, found);
  return isInConnection(place, value)
    ? { ...candidateOf, id: 'connection-string', class: 'connection_string' }
    : candidateOf;
}

/** A connection string of ADO.NET, ODBC or JDBC: other settings stand before the password. */
const CONNECTION = /(?:;[ \t]?|jdbc:[^\s"']{4,}[?&;])$/i;
const CONNECTION_MAX = 64;

function isInConnection({ text, start, floor }: Place, value: Value): boolean {
  const from = Math.max(floor, start - CONNECTION_MAX, value.start - CONTEXT);
  return CONNECTION.test(text.slice(from, start));
}

/** In a query (`?password=…&`) an ampersand ends it, in a sentence it does not. */
function endsBare(text: string, start: number, end: number): boolean {
  const code = text.charCodeAt(end);
  return PASSWORD_BEHIND[code] === 1 || (code === AMPERSAND && text[start - 1] === '=');
}

function isPassword(value: string, { quote }: Value): boolean {
  if (value.length < PASSWORD_MIN || isPlaceholder(value) || new Set(value).size < 5) return false;
  const isMixed = /[A-Za-z]/.test(value) && /\d|[^\w.-]/.test(value);
  if (!isMixed || /^[\d.,:/-]+$/.test(value) || isPublic(value)) return false;
  if (EXPRESSION.test(value) && (quote === undefined || /^\w+\(/.test(value))) return false;
  // Letters with nothing but a sign at an end or between are a sentence's.
  return /\d/.test(value) || !/^[A-Za-z]+[^A-Za-z]?[A-Za-z]*[^A-Za-z]?$/.test(value);
}

function valueBehind({ text, end, start, floor }: Place): Value | undefined {
  const value = valueAfter(text, end);
  return value !== undefined && value.start - start <= CONTEXT && value.start > floor ? value : undefined;
}

/** Whether it is only the next in a list, or the name of a constant. */
function isListed({ sign, quote }: Value, found: string): boolean {
  return (
    ((sign === ',' || sign === '(') && quote !== '"' && quote !== "'") ||
    /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/.test(found)
  );
}

/** The value as it is written; undefined when it goes on as something else. */
function trimmed(text: string, { start, quote }: Value, end: number): string | undefined {
  const found = text.slice(start, end);
  if (quote !== undefined) {
    if (text[end] === quote || (text[end] === '\\' && text[end + 1] === quote)) return found;
    return end === text.length ? found : undefined;
  }
  if (end < text.length && BEHIND[text.charCodeAt(end)] !== 1) return undefined;
  return found.replace(/[.]+$/, '');
}

function candidate(id: string, { start }: Value, found: string): Candidate {
  const isPasswordLike = id === 'generic-password';
  return {
    id,
    class: isPasswordLike ? 'password' : 'generic_secret',
    start,
    end: start + found.length,
    confidence: isPasswordLike ? 0.7 : 0.65,
    yields: true,
  };
}

function readers(names: readonly string[], reader: Reader): Readonly<Record<string, Reader>> {
  return Object.fromEntries(names.map((name) => [name, reader]));
}
