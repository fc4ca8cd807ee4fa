/** Values that nobody publishes a form of: what is assigned to a name of a secret, and looks drawn. */
import { CONTEXT } from '../../detector.ts';
import { type Value, valueAfter } from './assignment.ts';
import { entropyOf, isPlaceholder, isPublic, isWordy } from './randomness.ts';
import { type Candidate, membersOf, type Outcome, type Place, type Reader, runEnd } from './reading.ts';

/** The names, as the widest known rules for unknown keys have them (gitleaks: generic-api-key), and passwords in some languages. */
export const GENERIC_NAMES: Readonly<Record<string, Reader>> = {
  ...readers(['key', 'token', 'secret', 'credential', 'creds', 'auth', 'access', 'api'], readSecret),
  ...readers(
    [
      'passw',
      'passphrase',
      'passcode',
      'pwd',
      '_pass',
      'db_pass',
      'contrase',
      'mot de passe',
      'senha',
      'wachtwoord',
      'kennwort',
    ],
    readPassword,
  ),
};

/** Names that have a name of a secret in them and are none. */
const OTHER_NAME =
  /access(?:ib|or|ed|es|ing|[-_.]?(?:id|time|level|mode|control|log|type))|api[-_.]?(?:id|name|version|group|base|doc)|author|authent|authority|authz|rapid|capital|therap|credentials?[-_.]?id|withcredentials|(?:bucket|foreign|hot|idx|index|natural|primary|pub(?:lic)?|schema|sequence|sort|partition|cache|composite|row|dict|lookup|i18n|translation|widget|site|publishable|react)[-_.]?key|turkey|monkey|donkey|hockey|jockey|whiskey|keying|keyed|key[-_.]?(?:alias|board|chain|code|event|frame|hash|id|index|len|length|map|mesh|name|note|pair|path|press|ring|selector|signature|size|space|stone|store|type|value|vault|word|up|down|left|right|s$)|issuerkeyhash|secret[-_.]?(?:length|name|size|id|ref|arn|manager)|usersecretsid|(?:csrf|xsrf|public|next|page|continuation|cancel|sync|anti)[-_.]?token|token[-_.]?(?:id|count|name|type|limit|length|size|url|uri|endpoint|file|expir)|tokeni[sz]|(?:api|credentials|token)[-_.]?(?:endpoint|ur[il])|(?:key|token)[-_.]?file|pass(?:word)?[-_.]?(?:hash|length|policy|field|min|max|reset|hint|file|url|label|type|input|regex|encoder)|fingerprint|checksum|digest|integrity|hash|sha\d|md5|etag|commit|revision|license/;
/** Names after which a value without much else to it counts. */
const STRONG_NAME =
  /secret|token|passw|api[-_. ]?key|access[-_. ]?key|auth[-_. ]?key|private|credential|encryption|signing|master|admin|client[-_. ]?key|app[-_. ]?key|service[-_. ]?key/;

const SECRET = membersOf(/[\w.+/~-]/);
const PADDING = { members: membersOf(/=/), max: 1 };
const SECRET_MIN = 10;
const SECRET_MAX = 150;
/** gitleaks' bound for keys that nobody publishes a form of. */
const SECRET_BITS = 3.5;
const SHORT_BITS = 3;
const LONG = 20;
/** What may follow a value that stands in no quotes. */
const BEHIND = membersOf(/[\s;,"'`<)}\]&|\\]/);

function readSecret(place: Place): Outcome {
  const value = valueBehind(place);
  if (value === undefined) return undefined;
  const { text, last } = place;
  const end = runEnd(text, runEnd(text, value.start, { members: SECRET, max: SECRET_MAX }), PADDING);
  if (end - value.start > SECRET_MAX) return undefined;
  if (end === text.length && !last) return value.start;
  const found = trimmed(text, value, end);
  if (found === undefined || found.length < SECRET_MIN || value.isBelow || isListed(value, found))
    return undefined;
  if (isHeader(place, value) && isCredential(found))
    return { ...candidate('generic-api-key', value, found), id: 'curl-auth-header' };
  const name = nameBefore(place, value);
  if (OTHER_NAME.test(name) || !isSecret(found, { name, quoted: value.quote !== undefined }))
    return undefined;
  return candidate('generic-api-key', value, found);
}

function isSecret(
  value: string,
  { name, quoted }: { readonly name: string; readonly quoted: boolean },
): boolean {
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value)) return false;
  const isStrong = STRONG_NAME.test(name);
  if (value.length < LONG && !(isStrong && (quoted || value.length >= 16))) return false;
  // A digest that is called nothing but a key is one, or names something.
  if (/^[0-9a-f]+$/i.test(value)) return isStrong && value.length >= 24 && entropyOf(value) >= SHORT_BITS;
  if (entropyOf(value) < (value.length < LONG ? SHORT_BITS : SECRET_BITS)) return false;
  if (/^[\w-]+(?:\.[a-z]\w*)+$/i.test(value) && isWordy(value.replaceAll('.', ''))) return false;
  return !isPlaceholder(value) && !isPublic(value) && !isWordy(value);
}

/** curl(1): the header that carries a key says that it does, so the key may look like anything (`-H "X-Api-Key: …"`). */
const HEADER = /(?:-H|--header)[ =]{0,4}["'](?:[\w-]{0,24}-)?$/;
const HEADER_NAME = /^[\w-]{0,12}: {0,4}$/;
const HEADER_BITS = 2.75;

function isHeader({ text, start, floor }: Place, value: Value): boolean {
  const from = Math.max(floor, start - NAME_MAX, value.start - CONTEXT);
  return HEADER_NAME.test(text.slice(start, value.start)) && HEADER.test(text.slice(from, start));
}

function isCredential(found: string): boolean {
  return entropyOf(found) >= HEADER_BITS && !isPlaceholder(found) && /\d/.test(found);
}

const PASSWORD = membersOf(/[!-~]/);
const PASSWORD_MIN = 8;
const PASSWORD_MAX = 96;
/** What ends a password that stands in no quotes. */
const PASSWORD_BEHIND = membersOf(/[\s;,"'`<>)}\]|\\]/);
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
  if (value.quote === undefined) found = found.replace(/[.!?:]+$/, '');
  if (value.quote !== undefined) found = found.replace(/\\+$/, '');
  if (value.isBelow || isListed(value, found) || !isPassword(found, value)) return undefined;
  if (OTHER_NAME.test(nameBefore(place, value))) return undefined;
  return candidate('generic-password', value, found);
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

/** How much of a name counts that stands before what it is known by. */
const NAME_MAX = 40;
const NAME_END = /[\w.-]{0,40}$/;

/** The whole name, in lower case. */
function nameBefore({ text, start, floor }: Place, value: Value): string {
  const from = Math.max(floor, start - NAME_MAX, value.start - CONTEXT);
  const before = NAME_END.exec(text.slice(from, start))?.[0] ?? '';
  const behind = /^[\w.-]*(?: [\w-]+)?/.exec(text.slice(start, value.start))?.[0] ?? '';
  return (before + behind).toLowerCase();
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
