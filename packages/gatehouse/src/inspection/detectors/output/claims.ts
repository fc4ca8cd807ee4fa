/** What a sentence claims, as far as it can be looked up: its words, numbers and names; and where sentences end. */

/** A longer one is cut at a blank. */
export const SENTENCE_MAX = 1000;
const STOP = /[.!?]+["'”’»)\]*_]*(?=\s)|[。！？]|\n/g;
/** A full stop behind these ends no sentence. */
const ABBREVIATION =
  /(?:^|[\s("])(?:\p{L}|dr|mr|mrs|ms|st|no|nr|art|vs|etc|inc|ltd|co|corp|ca|bzw|approx|fig|sec|vol|p\.m|a\.m|[a-z]\.[a-z]|z\. ?b|d\. ?h|u\. ?a|env|núm|sr|sra|dott|sig)\.$/iu;

/** Where the sentence ends that begins at `from`; undefined while that is not there. */
export function sentenceEnd(text: string, from: number, last: boolean): number | undefined {
  const limit = from + SENTENCE_MAX;
  STOP.lastIndex = from;
  for (let stop = STOP.exec(text); stop !== null; stop = STOP.exec(text)) {
    const end = stop.index + stop[0].length;
    if (end > limit) break;
    if (stop[0] !== '.' || !ABBREVIATION.test(text.slice(Math.max(from, end - 8), end))) return end;
  }
  if (text.length > limit) {
    const blank = text.lastIndexOf(' ', limit - 1);
    return blank > from ? blank + 1 : limit;
  }
  return last && from < text.length ? text.length : undefined;
}

export interface Token {
  readonly start: number;
  readonly text: string;
  readonly kind: 'word' | 'number' | 'signs';
}

const TOKEN =
  /\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?![\d])(?:[.,]\d{1,6})?|\d+(?:[.,]\d+)?|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+|[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*/gu;
const URL = /\b(?:https?:\/\/|www\.)[^\s)>\]]{1,512}/g;

/** The words and numbers of a sentence, without its links. */
export function tokensOf(sentence: string): readonly Token[] {
  const text = sentence.replace(URL, (url) => ' '.repeat(url.length));
  return Array.from(text.matchAll(TOKEN), (match) => ({
    start: match.index,
    text: match[0],
    kind: /^\d/.test(match[0])
      ? 'number'
      : /^[\p{L}\p{M}]/u.test(match[0]) && !SIGNS.test(match[0])
        ? 'word'
        : 'signs',
  }));
}

const SIGNS = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const STEM = 6;
const HANGUL = /^\p{Script=Hangul}/u;
const CONTENT_MIN = 4;

/** What words are compared by: their first letters, pairs of signs; nothing for the small words of a language. */
export function stemsOf({ text, kind }: Token): readonly string[] {
  if (kind === 'number') return [];
  const lower = text.toLowerCase();
  if (kind === 'signs')
    return Array.from({ length: lower.length - 1 }, (_, index) => lower.slice(index, index + 2));
  if (HANGUL.test(lower)) return [lower.slice(0, 2)];
  return lower.split(/[-'’]/).flatMap((part) => (part.length < CONTENT_MIN ? [] : [part.slice(0, STEM)]));
}

const SCALES: readonly (readonly [RegExp, number])[] = [
  [/^(?:k|thousand|tausend|mille|mil|duizend|bin)$/i, 1e3],
  [/^(?:m|mn|mio|millions?|millionen|mill(?:ón|ones|oni|ione|hão|hões)|miljoen|milyon)$/i, 1e6],
  [/^(?:b|bn|mrd|billions?|milliarden?|milliards?|miliard[oi]|miljard|milyar)$/i, 1e9],
];

/** What a number may mean: `1,234` is read both ways, and a word of scale behind it multiplies it. */
export function valuesOf(token: Token, next: Token | undefined): readonly number[] {
  const plain = token.text.replace(/['’\u00a0\u202f ]/g, '');
  const values = new Set<number>();
  const grouped = /^\d{1,3}(?:[.,]\d{3})+$/.test(plain);
  if (grouped) values.add(Number(plain.replace(/[.,]/g, '')));
  const last = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','));
  const whole = last < 0 ? plain : plain.slice(0, last).replace(/[.,]/g, '');
  values.add(Number(last < 0 ? whole : `${whole}.${plain.slice(last + 1)}`));
  const scale = next === undefined ? undefined : SCALES.find(([word]) => word.test(next.text))?.[1];
  return scale === undefined ? [...values] : [...values].map((value) => value * scale);
}

const WORDS_OF_NUMBERS: readonly string[] = [
  'zero null zéro cero nul',
  'one eins ein eine einen un une uno una een',
  'two zwei deux dos due dois duas twee',
  'three drei trois tres tre três drie',
  'four vier quatre cuatro quattro quatro',
  'five fünf cinq cinco cinque vijf',
  'six sechs seis sei zes',
  'seven sieben sept siete sette sete zeven',
  'eight acht huit ocho otto oito',
  'nine neun neuf nueve nove negen',
  'ten zehn dix diez dieci dez tien',
  'eleven elf onze once undici',
  'twelve zwölf douze doce dodici doze twaalf dozen dutzend',
];
const MONTHS: readonly string[] = [
  'january januar janvier enero gennaio janeiro januari',
  'february februar février febrero febbraio fevereiro februari',
  'march märz mars marzo março maart',
  'april avril abril aprile',
  'may mai mayo maggio maio mei',
  'june juni juin junio giugno junho',
  'july juli juillet julio luglio julho',
  'august août agosto augustus',
  'september septembre septiembre settembre setembro',
  'october oktober octobre octubre ottobre outubro',
  'november novembre noviembre novembro',
  'december dezember décembre diciembre dicembre dezembro',
];
const MORE: Readonly<Record<string, number>> = {
  fifteen: 15,
  twenty: 20,
  zwanzig: 20,
  vingt: 20,
  thirty: 30,
  dreißig: 30,
  trente: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  ninety: 90,
  hundred: 100,
  hundert: 100,
  cent: 100,
  thousand: 1000,
};

function spelled(rows: readonly string[], first: number): readonly (readonly [string, number])[] {
  return rows.flatMap((row, index) => row.split(' ').map((word) => [word, index + first] as const));
}

/** Numbers that are written as words: counts, and months. */
export const SPELLED: ReadonlyMap<string, number> = new Map([
  ...spelled(WORDS_OF_NUMBERS, 0),
  ...Object.entries(MORE),
  ...spelled(MONTHS, 1),
]);
