/** Notes sentences, numbers and names of an answer that none of its sources supports; docs/grounding.md says how good it is. */
import type { Background } from '../../background.ts';
import type { Cursor, Detector, Finding, Glance, Scan } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { SENTENCE_MAX, SPELLED, sentenceEnd, stemsOf, type Token, tokensOf, valuesOf } from './claims.ts';
import { Sources } from './sources.ts';

/** A sentence with less support was invented. */
const SUPPORT_MIN = 0.37;
/** Fewer words that mean something are no claim. */
const STEMS_MIN = 4;
const CONFIDENCE = { sentence: 0.6, number: 0.7, name: 0.65 } as const;

export const ungrounded: Detector = {
  name: 'ungrounded',
  classes: ['ungrounded'],
  version: digestOfRules(1, SUPPORT_MIN, STEMS_MIN, CONFIDENCE, [...SPELLED]),
  reach: SENTENCE_MAX + 1,
  holds: false,
  scan,
};

const remembered = new WeakMap<Background, { readonly sources: Sources | undefined }>();

function scan({ text, role, background }: Glance, cursor: Cursor, last: boolean): Scan {
  const sources = role === 'assistant' && background !== undefined ? sourcesOf(background) : undefined;
  if (sources === undefined) return { findings: [], next: { from: text.length, floor: 0, inside: false } };
  const findings: Finding[] = [];
  let { from } = cursor;
  let [fenced = 0] = cursor.carry ?? [];
  for (let end = sentenceEnd(text, from, last); end !== undefined; end = sentenceEnd(text, from, last)) {
    const sentence = text.slice(from, end);
    if (/^\s*(?:```|~~~)/.test(sentence)) fenced = 1 - fenced;
    else if (fenced === 0) for (const each of judge(sentence, sources)) findings.push(place(each, from));
    from = end;
  }
  return { findings, next: { from, floor: 0, inside: false, carry: [fenced] } };
}

function sourcesOf(background: Background): Sources | undefined {
  const before = remembered.get(background);
  if (before !== undefined) return before.sources;
  const sources = Sources.of(background);
  remembered.set(background, { sources });
  return sources;
}

interface Flaw {
  readonly start: number;
  readonly end: number;
  readonly kind: keyof typeof CONFIDENCE;
}

function place({ start, end, kind }: Flaw, from: number): Finding {
  return {
    class: 'ungrounded',
    detector: 'ungrounded',
    start: from + start,
    end: from + end,
    confidence: CONFIDENCE[kind],
  };
}

/** Who speaks to the reader about the conversation claims nothing about the world. */
const CONVERSATION =
  /(?:^|[\s"'(])(?:I|I['’]m|I['’]ll|me|you|your|we|let['’]s|ich|mir|sie|ihnen|dir|du|wir|je|vous|nous|tu|te|usted|puedo|io|posso|ti|eu|você|ik|jij)(?=[\s,.!?'’]|$)/i;
/** What begins a list or a heading says nothing either. */
const LEAD = /^[\s>*_#•–-]*(?:\d{1,3}[.)]\s+)?/;

function judge(sentence: string, sources: Sources): readonly Flaw[] {
  const lead = LEAD.exec(sentence)?.[0].length ?? 0;
  const body = sentence.slice(lead).trimEnd();
  const isHeading = /^\s*#/.test(sentence);
  if (body === '' || /[?？]["'”’)]*$/.test(body) || isHeading) return [];
  const tokens = tokensOf(body).map((token) => ({ ...token, start: token.start + lead }));
  const flaws = [...numbersIn(tokens, sources), ...namesIn(tokens, sources)];
  const stems = new Set(tokens.flatMap(stemsOf));
  const isTalk = CONVERSATION.test(body) && flaws.length === 0;
  const isClaim = stems.size >= STEMS_MIN && !isTalk && !/[:：]$/.test(body);
  if (isClaim && sources.support(stems) < SUPPORT_MIN) {
    return [{ start: lead, end: lead + body.length, kind: 'sentence' }];
  }
  return flaws.toSorted((left, right) => left.start - right.start);
}

/** Behind these a number is rounded. */
const ROUNDED =
  /^(?:about|around|roughly|nearly|almost|approximately|over|under|circa|ca|etwa|rund|knapp|fast|ungefähr|environ|presque|unos|casi|circa|cerca|ongeveer|bijna|약|yaklaşık)$/i;

function numbersIn(tokens: readonly Token[], sources: Sources): readonly Flaw[] {
  return tokens.flatMap((token, index) => {
    if (token.kind !== 'number') return [];
    const values = [...valuesOf(token, undefined), ...valuesOf(token, tokens[index + 1])];
    const rounded = [index - 1, index - 2].some((before) => ROUNDED.test(tokens[before]?.text ?? ''));
    const isKnown = values.some((value) => sources.hasNumber(value) || (rounded && sources.hasNear(value)));
    // One is as often an article as a number.
    if (isKnown || values.includes(1)) return [];
    return [{ start: token.start, end: token.start + token.text.length, kind: 'number' as const }];
  });
}

const NO_NAME = /^(?:I|I['’].*|OK|AI|FAQ|PDF|URL|API|Mr|Mrs|Ms|Dr|Herr|Frau|Sie|Ihnen|Ihre?[nmrs]?|Note)$/;

/** Capitalised words behind the first one, in a row one name; where all nouns have capitals, only rows of two and more. */
function namesIn(tokens: readonly Token[], sources: Sources): readonly Flaw[] {
  const flaws: Flaw[] = [];
  for (let index = 0; index < tokens.length; ) {
    const row = rowFrom(tokens, index);
    const known = row.filter(({ text }) => isKnownName(text, sources));
    const isName = row.length > 1 || (index > 0 && !sources.capitalises);
    const first = row[0];
    const end = row.at(-1);
    const unknown = index === 0 && row.length > 1 ? row.slice(1) : row;
    if (isName && first !== undefined && end !== undefined && unknown.some((each) => !known.includes(each))) {
      const begin = index === 0 && known.includes(first) ? (row[1] ?? first) : first;
      flaws.push({ start: begin.start, end: end.start + end.text.length, kind: 'name' });
    }
    index += Math.max(1, row.length);
  }
  return flaws;
}

function rowFrom(tokens: readonly Token[], index: number): readonly Token[] {
  const row: Token[] = [];
  for (const token of tokens.slice(index, index + 8)) {
    const before = row.at(-1);
    const adjoins = before === undefined || token.start - before.start - before.text.length === 1;
    if (token.kind !== 'word' || !adjoins || !/^\p{Lu}/u.test(token.text)) break;
    row.push(token);
  }
  return row;
}

function isKnownName(text: string, sources: Sources): boolean {
  if (NO_NAME.test(text) || sources.hasWord(text)) return true;
  const spelled = SPELLED.get(text.toLowerCase());
  if (spelled !== undefined && sources.hasNumber(spelled)) return true;
  const parts = text.split(/[-'’]/);
  return parts.length > 1 && parts.every((part) => part.length < 3 || sources.hasWord(part));
}
