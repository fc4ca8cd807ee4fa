/** Brings texts to the one form in which they are compared, without ever making two different-looking ones equal. */

/** What canonical composition would turn into an ASCII character: the Kelvin sign, the Greek question mark and varia. */
const DISGUISED = /[\u212a\u037e\u1fef]/gu;
const SPACE = /\s+/gu;
const BEYOND_ASCII = /[\u0080-\u{10ffff}]/u;

/**
 * Composed (NFC), in lower case, with white space collapsed.
 * INVARIANT: never NFKC, and nothing beyond ASCII becomes ASCII except white space; full-width letters, ligatures,
 * look-alikes of other scripts and invisible characters stay what they are, so that they equal nothing but themselves.
 */
export function plain(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text.toLowerCase().replace(SPACE, ' ').trim();
  return text
    .replace(DISGUISED, '\ufffd')
    .normalize('NFC')
    .replace(/[A-Z\u0080-\u{10ffff}]/gu, lower)
    .replace(SPACE, ' ')
    .trim();
}

/** A word, number, name, address or file name: letters and digits, held together by the signs that stand inside such. */
export interface Atom {
  /** In plain form. */
  readonly text: string;
  readonly raw: string;
  readonly start: number;
  readonly end: number;
}

const JOINED =
  /[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}]|[._@:/+\-'’&%?=#~](?=[\p{L}\p{M}\p{N}/])|(?<=\p{Nd}),(?=\d{3}(?!\d))|\/(?=\/))*/gu;
/** A new sentence without a space before it: `www.example.com.They`, `websites.Note`. */
const RUN_ON = /(?<=[\p{Ll}])[.](?=\p{Lu})/u;

export function atoms(text: string): Atom[] {
  const found: Atom[] = [];
  for (const match of text.matchAll(JOINED)) {
    let start = match.index;
    for (const raw of match[0].split(RUN_ON)) {
      found.push({ text: plain(raw), raw, start, end: start + raw.length });
      start += raw.length + 1;
    }
  }
  return found;
}

/** Whether two addresses of pages are the same: scheme (where both name one), host, port, path and query. */
export function sameUrl(one: string, other: string): boolean {
  const [first, second] = [readUrl(one), readUrl(other)];
  if (first === undefined || second === undefined) return false;
  return (
    first.address === second.address &&
    (first.scheme === second.scheme || first.scheme === '' || second.scheme === '')
  );
}

export function isUrl(text: string): boolean {
  return readUrl(text) !== undefined;
}

function readUrl(text: string): { scheme: string; address: string } | undefined {
  // WHY no backslash: it is a slash to some readers and a part of the name to others.
  if (/[^\x21-\x5b\x5d-\x7e]/u.test(text)) return undefined;
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//iu.exec(text)?.[1]?.toLowerCase() ?? '';
  const url = URL.parse(scheme === '' ? `http://${text}` : text);
  if (url === null || !/^https?:$/u.test(url.protocol) || url.username !== '' || url.password !== '')
    return undefined;
  if (!/\.\p{L}{2,}$/u.test(url.hostname)) return undefined;
  return { scheme, address: `${url.host}${url.pathname.replace(/\/$/u, '')}${url.search}${url.hash}` };
}

/** A number of an account or a card: capitals and digits, without the spaces and hyphens that people group it by. */
export function plainAccount(text: string): string {
  return /[^\x20-\x7e]/u.test(text) ? text : text.replace(/[ -]/gu, '').toUpperCase();
}

/** What a written number means: `1,200.00`, `$30`, `1200`; undefined for everything else, as for `010`, which some read as 8. */
export function plainNumber(text: string): number | undefined {
  const body = text.trim().replace(/^[$€£¥]\s?/u, '');
  const grouped = /^-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/u.test(body);
  return grouped || /^-?(?:0|[1-9]\d*)(\.\d+)?$/u.test(body) ? Number(body.replaceAll(',', '')) : undefined;
}

const MOMENT = /^\d{4}-\d\d-\d\d(?:t\d\d:\d\d(?::\d\d)?)?$/u;

/** Something by which somebody or something outside the text can be reached or identified. */
export function isReference(atom: string): boolean {
  return (
    atom.includes('@') ||
    atom.includes('://') ||
    /^www\./u.test(atom) ||
    /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(?:[/:?#].*)?$/u.test(atom) ||
    (!MOMENT.test(atom) && (atom.match(/\d/gu)?.length ?? 0) >= 6)
  );
}

const GROUPED = /[+(]?\d(?:[ ().\-/]{0,2}\d){6,}/gu;
const MOMENTS = /\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?|\d\d?:\d\d/gu;

/** Every reference in a text, in plain form; a number written in groups is one, with its digits alone. */
export function referencesIn(text: string): string[] {
  const single = atoms(text).flatMap((atom) => (isReference(atom.text) ? [atom.text] : []));
  const grouped = text.replace(MOMENTS, ',').match(GROUPED) ?? [];
  return [...single, ...grouped.map((number) => number.replace(/\D/gu, ''))];
}

/** The lower case of one character, where that does not cross into ASCII (`İ` would become an `i` with a dot). */
function lower(character: string): string {
  const lowered = character.toLowerCase();
  return character < '\u0080' || BEYOND_ASCII.test(lowered[0] ?? '') ? lowered : character;
}
