/** Reads a `tokenizer.json` of the Hugging Face format with a WordPiece model, and turns text into its tokens. */
import { z } from 'zod';
import { fault } from '../../../kernel/faults.ts';
import { failed, ok, type Result } from '../../../kernel/result.ts';
import { type Word, wordsOf } from './words.ts';

export interface Token {
  readonly id: number;
  /** What it stands for, in code units of the text. */
  readonly start: number;
  readonly end: number;
  /** Whether a word begins with it. */
  readonly leads: boolean;
}

export interface Tokenizer {
  /** What the model wants around every text. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** WHY no special tokens: what looks like one in a text is text, written by a stranger. */
  tokensOf(text: string): readonly Token[];
}

const id = z.int().min(0);
const model = z.object({
  type: z.literal('WordPiece').default('WordPiece'),
  unk_token: z.string(),
  continuing_subword_prefix: z.string().default('##'),
  max_input_chars_per_word: z.int().min(1).max(1_000).default(100),
  vocab: z.record(z.string(), id),
});
const normalizer = z.object({
  type: z.literal('BertNormalizer'),
  clean_text: z.boolean().default(true),
  handle_chinese_chars: z.boolean().default(true),
  strip_accents: z.boolean().nullish(),
  lowercase: z.boolean().default(true),
});
const special = z.object({ SpecialToken: z.object({ id: z.string() }) });
const sequence = z.object({ Sequence: z.object({ id: z.literal('A') }) });
const template = z.object({
  type: z.literal('TemplateProcessing'),
  single: z.array(z.union([special, sequence])),
  special_tokens: z.record(z.string(), z.object({ ids: z.array(id) })),
});
const pair = z.tuple([z.string(), id]);
const bert = z.object({ type: z.literal('BertProcessing'), cls: pair, sep: pair });
const file = z.object({
  normalizer,
  pre_tokenizer: z.object({ type: z.literal('BertPreTokenizer') }),
  post_processor: z.union([template, bert]),
  model,
});

export function readTokenizer(text: string): Result<Tokenizer> {
  const read = file.safeParse(parsed(text));
  const around = read.success ? aroundOf(read.data.post_processor) : undefined;
  const unknown = read.success ? read.data.model.vocab[read.data.model.unk_token] : undefined;
  if (!read.success || around === undefined || unknown === undefined) {
    const message =
      'The tokenizer is none that is understood: a tokenizer.json with a WordPiece model and the parts of BERT around it.';
    return failed(fault('config.invalid', message, { cause: read.error?.message ?? 'tokens are missing' }));
  }
  const { normalizer: rules, model: pieces } = read.data;
  const wordRules = {
    cleanText: rules.clean_text,
    splitChinese: rules.handle_chinese_chars,
    stripAccents: rules.strip_accents ?? rules.lowercase,
    lowercase: rules.lowercase,
  };
  const split = splitter(pieces, unknown);
  return ok({ ...around, tokensOf: (given) => wordsOf(given, wordRules).flatMap(split) });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // WHY: what is no JSON is no tokenizer either, and is refused as such.
    return undefined;
  }
}

function aroundOf(
  processor: z.infer<typeof template> | z.infer<typeof bert>,
): Pick<Tokenizer, 'before' | 'after'> | undefined {
  if (processor.type === 'BertProcessing') return { before: [processor.cls[1]], after: [processor.sep[1]] };
  const place = processor.single.findIndex((part) => 'Sequence' in part);
  const idsOf = (parts: typeof processor.single) =>
    parts.flatMap((part) =>
      'SpecialToken' in part ? (processor.special_tokens[part.SpecialToken.id]?.ids ?? []) : [],
    );
  if (place < 0) return undefined;
  return { before: idsOf(processor.single.slice(0, place)), after: idsOf(processor.single.slice(place + 1)) };
}

/** The longest piece that fits, again and again; a word of which some part is in no piece is unknown as a whole. */
function splitter(
  { vocab, continuing_subword_prefix: prefix, max_input_chars_per_word: longest }: z.infer<typeof model>,
  unknown: number,
): (word: Word) => readonly Token[] {
  const pieces = new Map(Object.entries(vocab));
  let pieceMax = 0;
  for (const piece of pieces.keys()) pieceMax = Math.max(pieceMax, piece.length);

  function pieceAt({ text }: Word, start: number): { readonly id: number; readonly end: number } | undefined {
    for (let end = Math.min(text.length, start + pieceMax); end > start; end -= 1) {
      const found = pieces.get((start === 0 ? '' : prefix) + text.slice(start, end));
      if (found !== undefined) return { id: found, end };
    }
    return undefined;
  }

  return (word) => {
    const { text, starts, ends } = word;
    const whole = { id: unknown, start: starts[0] ?? 0, end: ends.at(-1) ?? 0, leads: true };
    if (text.length > 2 * longest || [...text].length > longest) return [whole];
    const tokens: Token[] = [];
    for (let at = 0; at < text.length; ) {
      const piece = pieceAt(word, at);
      if (piece === undefined) return [whole];
      tokens.push({ id: piece.id, start: starts[at] ?? 0, end: ends[piece.end - 1] ?? 0, leads: at === 0 });
      at = piece.end;
    }
    return tokens;
  };
}
