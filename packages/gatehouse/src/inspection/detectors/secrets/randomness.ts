/** Tells values that a machine has drawn from words, names, numbers and placeholders. */

/** Bits for a character (Shannon 1948), as the text itself has them: log2 n - (1/n) sum of c log2 c over the counts c. */
export function entropyOf(text: string): number {
  let sum = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index) & 127;
    const count = (COUNTS[code] ?? 0) + 1;
    COUNTS[code] = count;
    sum += weigh(count) - weigh(count - 1);
  }
  for (let index = 0; index < text.length; index += 1) COUNTS[text.charCodeAt(index) & 127] = 0;
  return text.length === 0 ? 0 : Math.log2(text.length) - sum / text.length;
}

/** Zero between two calls. */
const COUNTS = new Uint32Array(128);

/** WHY a table: a logarithm costs more than all the rest. */
const WEIGHTS = Float64Array.from({ length: 256 }, (_, count) =>
  count === 0 ? 0 : count * Math.log2(count),
);

function weigh(count: number): number {
  return WEIGHTS[count] ?? count * Math.log2(count);
}

/** Fewer bits than this for a character, and it is a placeholder (`xxxx`, `0000-0000`). */
const BITS = { number: 1.9, hex: 2.8, other: 2.5 };
/** Short ones cannot have as many: this share of what they could have. */
const SHARE = 0.62;

/** Whether what has the form of a token can be one. */
export function isDrawn(body: string): boolean {
  const kind = !/[A-Za-z]/.test(body) ? 'number' : /^[0-9a-f]+$/i.test(body) ? 'hex' : 'other';
  if (entropyOf(body) < Math.min(BITS[kind], Math.log2(body.length) * SHARE)) return false;
  return /\d/.test(body) || !isWordy(body);
}

/** So many characters in the order of the alphabet, or of the digits, are nobody's draw. */
const SEQUENCE_MIN = 7;

export function isSequential(text: string): boolean {
  let length = 1;
  for (let index = 1; index < text.length && length < SEQUENCE_MIN; index += 1)
    length = text.charCodeAt(index) === text.charCodeAt(index - 1) + 1 ? length + 1 : 1;
  return length >= SEQUENCE_MIN;
}

/** The share of the characters that have to be in words. */
const WORDY = 0.5;
const WORD_MIN = 4;
const SEGMENTS_MIN = 4;

/** Whether a good part of it reads as words: `getUserName2`, `my-secret-key`. */
export function isWordy(value: string): boolean {
  let inWords = 0;
  for (let index = 0; index < value.length; ) {
    const end = wordEnd(value, index);
    if (end - index >= WORD_MIN && readsAsWord(value, index, end)) inWords += end - index;
    index = Math.max(end, index + 1);
  }
  return inWords >= value.length * WORDY || isPhrase(value);
}

/** Where the letters from `start` on end that are small but for the first, or all capitals; `start` when it is no letter. */
function wordEnd(value: string, start: number): number {
  let end = start;
  while (isCapital(value.charCodeAt(end))) end += 1;
  if (end - start > 1) return end;
  while (isSmall(value.charCodeAt(end))) end += 1;
  return end;
}

function isCapital(code: number): boolean {
  return code >= 65 && code <= 90;
}

function isSmall(code: number): boolean {
  return code >= 97 && code <= 122;
}

/** Words with hyphens, short ones and numbers among them: `now-it-is-32-bytes-long`. */
function isPhrase(value: string): boolean {
  const segments = value.split(/[-_.]/);
  if (segments.length < SEGMENTS_MIN) return false;
  const words = segments.filter(
    (segment) => /^(?:[A-Z]?[a-z]+|[A-Z]+)$/.test(segment) && readsAsWord(segment, 0, segment.length),
  );
  return words.length * 2 > segments.length;
}

/** Whether nearly all pairs of its letters are common ones. */
function readsAsWord(text: string, start: number, end: number): boolean {
  let rare = 0;
  for (let index = start + 1; index < end; index += 1) {
    if (COMMON[((text.charCodeAt(index - 1) | 32) - 97) * 26 + (text.charCodeAt(index) | 32) - 97] !== 1)
      rare += 1;
  }
  return rare * 4 < end - start - 1;
}

/** By letter, the letters that often follow it in the languages of names and code (English letter statistics). */
const FOLLOWERS = {
  a: 'bcdgilmnprstuvy',
  b: 'abeiloruy',
  c: 'acehiklorstuy',
  d: 'adeiorsuy',
  e: 'acdefilmnoprstvwxy',
  f: 'aefiltoru',
  g: 'aeghilnorsu',
  h: 'aeiortuy',
  i: 'abcdefglmnoprstvz',
  j: 'aeou',
  k: 'aeinsy',
  l: 'adefilmopstuvy',
  m: 'abeimopsuy',
  n: 'acdegiknostuvy',
  o: 'abcdfgiklmnoprstuvwy',
  p: 'aehiloprstuy',
  q: 'u',
  r: 'acdegiklmnorstuvy',
  s: 'acehiklmnopqstuwy',
  t: 'aehiorstuwy',
  u: 'abcdegilmnprst',
  v: 'aeio',
  w: 'aehinors',
  x: 'aceipt',
  y: 'aceimnops',
  z: 'aeioz',
} as const;

const COMMON = new Uint8Array(26 * 26);
for (const [letter, followers] of Object.entries(FOLLOWERS)) {
  for (const follower of followers)
    COMMON[(letter.charCodeAt(0) - 97) * 26 + follower.charCodeAt(0) - 97] = 1;
}

/** What people write where a secret would stand. */
const PLACEHOLDER =
  /^[$<{%[(@&*#]|[*•…]|\.{3}|(.)\1{4}|example|sample|placeholder|change[-_]?(?:me|it)|your|dummy|fake|redact|insert|replace|todo|foo|bar(?![a-z])|qwert|1234567|abcdef|abc[-_]?123|secret|pass(?!age|ion|ive)|token|api[-_]?key|credential|undefined|null|none|string|process\.env|os\.environ|getenv|config[.[]|env[.[]/i;

export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value);
}

/** Things that look drawn and are no secrets: UUIDs, dates, versions, addresses, paths, media types and digests with their name. */
const PUBLIC =
  /^(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|\d{4}-\d\d-\d\d.*|v?\d+(?:\.\d+)+.*|[\d._+/-]+|0x[0-9a-f]+|(?:sha\d+|md5)[-:].*|\.{0,2}\/.*|[\w.-]+\/[\w.-]+\.\w{1,5}|.*\.(?:com|org|net|io|dev|json|ya?ml|py|js|ts|html?|md|txt|pem|crt|key|png|jpe?g|svg|css|xml|go|java|rb|php|sh|toml|lock)\b.*)$/i;

export function isPublic(value: string): boolean {
  return PUBLIC.test(value);
}

/** What stands for a password in manuals, or is none. */
const NO_PASSWORD =
  /^(?:p|pw|pwd|\w{0,4}pass(?:w(?:or)?d)?\d*|passphrase|secret|token|user|username|admin|root|guest|test|login|key|name|port|postgres|mysql|mongo|redis|\d{1,5}|x+|\.+)$/i;

/** Whether it can be somebody's password, where the place says that it is one. */
export function isPassword(secret: string): boolean {
  return secret.length >= 3 && !NO_PASSWORD.test(secret) && !isPlaceholder(secret);
}
