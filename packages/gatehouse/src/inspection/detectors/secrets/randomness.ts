/** Tells values that a machine has drawn from words, names, numbers and placeholders. */

/** Bits for a character (Shannon 1948), as the text itself has them. */
export function entropyOf(text: string): number {
  COUNTS.fill(0);
  for (let index = 0; index < text.length; index += 1) bump(text.charCodeAt(index) & 127);
  let bits = 0;
  for (const count of COUNTS) if (count > 0) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

const COUNTS = new Uint16Array(128);

function bump(code: number): void {
  COUNTS[code] = (COUNTS[code] ?? 0) + 1;
}

/** Fewer bits than this for a character, and it is a placeholder (`xxxx`, `0000-0000`); numbers have fewer. */
const TOKEN_BITS = 2.5;
const NUMBER_BITS = 1.9;

/** Whether what has the form of a token can be one. */
export function isDrawn(body: string): boolean {
  if (
    entropyOf(body) <
    (/[A-Za-z]/.test(body) ? Math.min(TOKEN_BITS, Math.log2(body.length) * 0.62) : NUMBER_BITS)
  )
    return false;
  return /\d/.test(body) || !isWordy(body);
}

/** The share of the characters that have to be in words. */
const WORDY = 0.5;
const WORD_MIN = 4;

/** Whether a good part of it reads as words: `getUserName2`, `my-secret-key`. */
export function isWordy(value: string): boolean {
  let inWords = 0;
  for (const [run] of value.matchAll(/[A-Z]?[a-z]+|[A-Z]+/g))
    if (run.length >= WORD_MIN && readsAsWord(run.toLowerCase())) inWords += run.length;
  return inWords >= value.length * WORDY;
}

/** Whether nearly all pairs of its letters are common ones. */
function readsAsWord(run: string): boolean {
  let rare = 0;
  for (let index = 1; index < run.length; index += 1) {
    if (COMMON[(run.charCodeAt(index - 1) - 97) * 26 + run.charCodeAt(index) - 97] !== 1) rare += 1;
  }
  return rare * 4 < run.length - 1;
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
  /^[$<{%[(@&*#]|[*•…]|\.{3}|(.)\1{4}|example|sample|placeholder|change[-_]?(?:me|it)|your|dummy|fake|redact|insert|replace|todo|foo|bar(?![a-z])|qwert|1234567|abcdef|secret|passw|passwd|token|api[-_]?key|credential|undefined|null|none|string|process\.env|os\.environ|getenv|config[.[]|env[.[]/i;

export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value);
}

/** Things that look drawn and are no secrets: UUIDs, dates, versions, addresses, paths, media types and digests with their name. */
const PUBLIC =
  /^(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|\d{4}-\d\d-\d\d.*|v?\d+(?:\.\d+)+.*|[\d._+/-]+|0x[0-9a-f]+|(?:sha\d+|md5)[-:].*|\.{0,2}\/.*|[\w.-]+\/[\w.-]+\.\w{1,5}|.*\.(?:com|org|net|io|dev|json|ya?ml|py|js|ts|html?|md|txt|pem|crt|key|png|jpe?g|svg|css|xml|go|java|rb|php|sh|toml|lock)\b.*)$/i;

export function isPublic(value: string): boolean {
  return PUBLIC.test(value);
}
