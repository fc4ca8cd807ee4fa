/** Judges what a URL would carry away: placeholders, encoded text, sentences, and names that ask for data. */
import { isAddress, isCatching, isDisguisedAddress, isDrawing } from './hosts.ts';

/** Confidence, where a client fetches the URL by itself, and where a person has to follow it. */
interface Evidence {
  readonly fetched: number;
  readonly followed: number;
}

const EVIDENCE = {
  none: { fetched: 0, followed: 0 },
  asksForSecrets: { fetched: 0.9, followed: 0.6 },
  placeholder: { fetched: 0.75, followed: 0 },
  encoded: { fetched: 0.9, followed: 0.65 },
  hiddenInHost: { fetched: 0.8, followed: 0.6 },
  sentence: { fetched: 0.75, followed: 0 },
  caption: { fetched: 0.35, followed: 0 },
  telling: { fetched: 0.7, followed: 0.35 },
  random: { fetched: 0.4, followed: 0 },
  long: { fetched: 0.6, followed: 0.35 },
  caught: { fetched: 0.85, followed: 0.55 },
  disguised: { fetched: 0.8, followed: 0.6 },
  address: { fetched: 0.55, followed: 0.3 },
} as const satisfies Readonly<Record<string, Evidence>>;

type Kind = keyof typeof EVIDENCE;

export const PAYLOAD_RULES = EVIDENCE;

export interface Url {
  /** In lower case, without user and port. */
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

const URL_FORM = /^(?:https?:)?[/\\]{2}([^/\\?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is;

/** The parts of an absolute URL (RFC 3986, read as leniently as browsers do); undefined for any other. */
export function parseUrl(text: string): Url | undefined {
  const [, authority, path = '', query = '', fragment = ''] = URL_FORM.exec(text) ?? [];
  if (authority === undefined) return undefined;
  const host = authority
    .slice(authority.lastIndexOf('@') + 1)
    .replace(/:\d*$/, '')
    .toLowerCase();
  return host === '' ? undefined : { host, path, query, fragment };
}

/** The strongest sign that a URL carries data. */
export function judgePayload(url: Url, fetched: boolean): number {
  let strongest = 0;
  for (const kind of signs(url)) {
    const confidence = EVIDENCE[kind][fetched ? 'fetched' : 'followed'];
    if (confidence > strongest) strongest = confidence;
  }
  return strongest;
}

const LONG_MIN = 512;

function* signs(url: Url): Generator<Kind> {
  const { host, path, query, fragment } = url;
  const carried = path.length + query.length + fragment.length;
  if (isCatching(host)) yield 'caught';
  if (isDisguisedAddress(host)) yield 'disguised';
  if (isAddress(host) && (query !== '' || carried >= 24)) yield 'address';
  const placeholder = placeholderIn(url);
  if (isDrawing(host)) {
    // Braces also stand in formulas, which are drawn.
    yield placeholder === 'asksForSecrets' ? placeholder : 'none';
    return;
  }
  yield placeholder;
  if (hidesData(host)) yield 'hiddenInHost';
  if (query.length + fragment.length >= LONG_MIN) yield 'long';
  for (const segment of path.split('/', 32)) yield inSegment(segment);
  for (const field of query.split(/[&;]/, 32)) yield inField(field);
  // WHY: a fragment does not leave the client by itself, but the page that is opened reads it.
  if (fragment !== '' && (isEncodedText(decode(fragment)) || wordsIn(decode(fragment)) >= SENTENCE_WORDS))
    yield 'encoded';
}

/** `{{x}}`, `${x}`, `{x}`, `[X]`, `<X>`, also escaped: where something is to be filled in. */
const PLACEHOLDER =
  /\{\{[^{}]{0,48}\}\}|\$\{[^{}]{1,48}\}|\{[\w .-]{1,48}\}|\[[\p{L}\d_ .+-]{1,48}\]|<[\p{L}\d_ .+-]{1,48}>|\$\([^()]{0,48}/u;
const SECRETIVE =
  /secret|passw|credential|cookie|session|conversation|history|summary|context|prompt|chat|message|leak|exfil|stolen|private|token|api.?key|\bdata\b|_data|data_|user.?(?:data|info)|e.?mail|ssn|base64|encoded|content|document|placeholder|payload|\bquery\b/i;
/** Written in capitals without brackets, as attackers and models do: `?q=USER_SECRETS`. */
const SHOUTED =
  /[=/](?:[A-Z]{2,16}[_-]){0,4}(?:SECRETS?|PASSWORDS?|CREDENTIALS|CONVERSATION|HISTORY|SUMMARY|CONTEXT|PROMPT|MESSAGES?|PLACEHOLDER|PAYLOAD|DATA|QUERY|HERE|EXFIL)(?:[_-][A-Z]{2,16}){0,4}(?=$|[&#/])/;

function placeholderIn({ host, path, query, fragment }: Url): Kind {
  const carried = decode(`${path}?${query}#${fragment}`);
  const found = PLACEHOLDER.exec(carried);
  if (found !== null) {
    if (SECRETIVE.test(found[0]) || /^(?:\[|\$\()/.test(found[0])) return 'asksForSecrets';
    return query === '' && fragment === '' ? 'none' : 'placeholder';
  }
  if (SHOUTED.test(carried)) return 'asksForSecrets';
  return /[[{<]/.test(host) && PLACEHOLDER.test(host) ? 'placeholder' : 'none';
}

const LABEL_MIN = 30;

/** Labels in front of the registered name that are encoded text, or too long and too random to be a name. */
function hidesData(host: string): boolean {
  if (host.length < LABEL_MIN) return false;
  const labels = host.split('.', 16).slice(0, -2);
  const joined = labels.join('').replaceAll('-', '');
  if (joined.length >= 16 && isEncodedText(joined)) return true;
  return labels.some(
    (label) => label.length >= LABEL_MIN && !label.includes('-') && /\d/.test(label) && /[g-z]/.test(label),
  );
}

const SENTENCE_WORDS = 4;
/** Names of values that are drawn, and seldom hold more than a heading. */
const CAPTION =
  /^(?:text|title|label|caption|alt|name|heading|tex|latex|chl|description|theme|font|center|address|location|lines)$/i;
const CAPTION_WORDS = 8;
const TELLING =
  /^(?:.*[_-])?(?:secrets?|passwords?|passwd|pwd|cookies?|credentials?|session(?:_?id)?|conversation|history|summary|prompt|leak(?:ed)?|exfil\w*|stolen|payload|private|ssn|messages?|chat|api_?key|dump|user_?data|userinfo|context|data)$/i;
const TELLING_MIN = 4;
/** Names of values that are random by trade: signatures, versions, tickets of access. */
const RANDOM_BY_TRADE =
  /^(?:x-(?:amz|goog|ms|oss)-.*|s|v|u|ver|version|hash|hmac|sig|signature|token|key|policy|key-pair-id|awsaccesskeyid|expires|id|ixid|etag|digest|integrity|sv|st|se|sr|sp|oh|oe|_nc_\w+|utm_\w+)$/i;
const RANDOM_MIN = 32;
const ADDRESS = /[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}/;

function inField(field: string): Kind {
  const equals = field.indexOf('=');
  const name = equals < 0 ? '' : field.slice(0, equals);
  const raw = equals < 0 ? field : field.slice(equals + 1);
  const value = decode(raw.replaceAll('+', ' '));
  if (value.length < TELLING_MIN) return 'none';
  if (isEncodedText(decode(raw))) return 'encoded';
  const words = wordsIn(value);
  if (words >= SENTENCE_WORDS) return CAPTION.test(name) && words < CAPTION_WORDS ? 'caption' : 'sentence';
  if (TELLING.test(name)) return 'telling';
  if (ADDRESS.test(value)) return 'telling';
  return isRandom(value) && !RANDOM_BY_TRADE.test(name) ? 'random' : 'none';
}

function inSegment(segment: string): Kind {
  if (segment.length < 12) return 'none';
  const text = decode(segment);
  const bare = text.replace(/\.[a-z0-9]{1,5}$/i, '');
  if (isEncodedText(bare)) return 'encoded';
  return text === bare && wordsIn(text) > SENTENCE_WORDS ? 'sentence' : 'none';
}

const WORD = /(?<=^|[\s,.:;"'(])\p{L}{2,24}(?=$|[\s,.:;!?"')])/gu;
const READ_MAX = 256;

function wordsIn(text: string): number {
  if (!text.includes(' ') || text.includes('://')) return 0;
  return text.slice(0, READ_MAX).match(WORD)?.length ?? 0;
}

function isRandom(value: string): boolean {
  return (
    value.length >= RANDOM_MIN &&
    /^[\w+/=-]*$/.test(value) &&
    /[a-z]/.test(value) &&
    /[A-Z]/.test(value) &&
    /\d/.test(value)
  );
}

function decode(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/%([0-9a-f]{2})/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

const CODINGS: readonly { readonly form: RegExp; readonly decode: (text: string) => Buffer }[] = [
  { form: /^(?:[0-9a-f]{2}){9,}$/i, decode: (text) => Buffer.from(text, 'hex') },
  { form: /^[\w+/-]{14,}={0,2}$/, decode: (text) => Buffer.from(text, 'base64') },
  { form: /^[a-z2-7]{16,}={0,6}$/i, decode: base32 },
];

/** Whether a text is the encoding of another one. Nine bytes at random are readable once in ten thousand times. */
function isEncodedText(text: string): boolean {
  const read = text.slice(0, READ_MAX);
  return CODINGS.some((coding) => coding.form.test(read) && isReadable(coding.decode(read)));
}

const UNREADABLE = /\ufffd|[^\p{L}\p{N}\p{P}\p{S}\s]/u;

function isReadable(bytes: Buffer): boolean {
  // WHY: what is not text mostly shows it within a few bytes.
  for (const byte of bytes) if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return false;
  const text = bytes.toString('utf8');
  const letters = text.match(/[\p{L} ]/gu)?.length ?? 0;
  return text.length >= 9 && letters >= text.length * 0.4 && !UNREADABLE.test(text.slice(0, -1));
}

/** RFC 4648 section 6; a rest of bits at the end is dropped. */
function base32(text: string): Buffer {
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const character of text.replace(/=+$/, '').toLowerCase()) {
    const code = character.charCodeAt(0);
    bits = ((bits << 5) | (code >= 97 ? code - 97 : code - 24)) & 0xfff;
    count += 5;
    if (count < 8) continue;
    count -= 8;
    bytes.push((bits >> count) & 0xff);
  }
  return Buffer.from(bytes);
}
