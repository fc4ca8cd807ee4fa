/** A detector that is an ONNX model: it classifies texts as a whole, or each of their words. */
import type { Settings } from '../../../config/schema.ts';
import type { Asked, Claim, ExternalDetector } from '../port.ts';
import type { Logits, Session } from './session.ts';
import type { Token, Tokenizer } from './tokenizer.ts';

export type OnnxRule = Settings['inspection']['onnx'][number];

export interface OnnxParts {
  readonly tokenizer: Tokenizer;
  readonly session: Session;
  /** The digest of the model and its tokenizer. */
  readonly digest: string;
}

export function onnxDetector(rule: OnnxRule, parts: OnnxParts): ExternalDetector {
  const { id, classes, roles, task, labels, max_tokens, min_score } = rule;
  return {
    id,
    classes,
    roles,
    version: JSON.stringify([parts.digest, task, labels, max_tokens, min_score]),
    ask: (text) => withinTime(rule.timeout_ms, classify(rule, parts, text)),
  };
}

/** What the model says, part by part, as far as it is sure enough and of a class. */
async function classify(rule: OnnxRule, { tokenizer, session }: OnnxParts, text: string): Promise<Asked> {
  const claims: Claim[] = [];
  const room = rule.max_tokens - tokenizer.before.length - tokenizer.after.length;
  for (const part of partsOf(tokenizer.tokensOf(text), room, text.length)) {
    const row = [...tokenizer.before, ...part.tokens.map(({ id }) => id), ...tokenizer.after];
    const logits = await session.run(feedsOf(session, row)).catch((error: unknown) => String(error));
    // WHY: whatever the runtime throws is a failure of the detector; the crossing is refused.
    if (typeof logits === 'string') return { failure: logits };
    const { labels, task } = rule;
    const rows = task === 'text_classification' ? 1 : row.length;
    if (!isShaped(logits, { rows, labels: labels.length, task })) {
      return { failure: `the model answers with ${logits.dims.join(' × ')} values, or not with numbers` };
    }
    const best = (index: number) => bestOf(logits.data, labels, index);
    claims.push(
      ...(task === 'text_classification' ? [{ ...best(0), ...part.span }] : spansOf(part, tokenizer, best)),
    );
  }
  const isMeant = ({ label, score }: Claim) => score >= rule.min_score && Object.hasOwn(rule.classes, label);
  return { claims: claims.filter(isMeant) };
}

interface Part {
  readonly tokens: readonly Token[];
  readonly span: { readonly start: number; readonly end: number };
}

/** As many whole words as the model takes at once. Together they cover the text. */
function partsOf(tokens: readonly Token[], room: number, length: number): readonly Part[] {
  const parts: Part[] = [];
  for (let first = 0; first < tokens.length; ) {
    let next = Math.min(first + room, tokens.length);
    while (next < tokens.length && next > first && tokens[next]?.leads === false) next -= 1;
    // A single word that is longer than that is cut.
    if (next === first) next = Math.min(first + room, tokens.length);
    const start = first === 0 ? 0 : (tokens[first]?.start ?? 0);
    const end = tokens[next]?.start ?? length;
    parts.push({ tokens: tokens.slice(first, next), span: { start, end } });
    first = next;
  }
  return parts;
}

function feedsOf({ inputs }: Session, row: readonly number[]): Readonly<Record<string, BigInt64Array>> {
  const rows: Readonly<Record<string, () => BigInt64Array>> = {
    input_ids: () => BigInt64Array.from(row, BigInt),
    attention_mask: () => new BigInt64Array(row.length).fill(1n),
    token_type_ids: () => new BigInt64Array(row.length),
  };
  return Object.fromEntries(
    Object.entries(rows).flatMap(([name, make]) => (inputs.includes(name) ? [[name, make()]] : [])),
  );
}

function isShaped(
  { dims, data }: Logits,
  wanted: { readonly rows: number; readonly labels: number; readonly task: OnnxRule['task'] },
): boolean {
  const expected =
    wanted.task === 'text_classification' ? [1, wanted.labels] : [1, wanted.rows, wanted.labels];
  const isNumber = data instanceof Float32Array && data.every(Number.isFinite);
  return isNumber && dims.join() === expected.join() && data.length === wanted.rows * wanted.labels;
}

interface Best {
  readonly label: string;
  readonly score: number;
}

/** The most likely label of a row, and its probability (softmax). */
function bestOf(data: Float32Array, labels: readonly string[], row: number): Best {
  const logits = data.subarray(row * labels.length, (row + 1) * labels.length);
  const highest = Math.max(...logits);
  const sum = logits.reduce((total, logit) => total + Math.exp(logit - highest), 0);
  return { label: labels[logits.indexOf(highest)] ?? '', score: 1 / sum };
}

const PREFIX = /^([BIESLU])-/;

/** Words of one kind that follow each other are one span, unless the next one begins another (BIO and its kin). */
function spansOf({ tokens }: Part, { before }: Tokenizer, best: (row: number) => Best): readonly Claim[] {
  const spans: { label: string; start: number; end: number; scores: number[] }[] = [];
  let open: (typeof spans)[number] | undefined;
  for (const [index, token] of tokens.entries()) {
    if (!token.leads) {
      // WHY: a word is what its first piece is taken for; the pieces behind it only make it longer.
      if (open !== undefined) open.end = token.end;
      continue;
    }
    const { label, score } = best(index + before.length);
    const kind = label.replace(PREFIX, '');
    const begins = /^[BSU]-/.test(label);
    if (kind === 'O') {
      open = undefined;
    } else if (open?.label === kind && !begins) {
      open.end = token.end;
      open.scores.push(score);
    } else {
      open = { label: kind, start: token.start, end: token.end, scores: [score] };
      spans.push(open);
    }
  }
  return spans.map(({ scores, ...span }) => ({
    ...span,
    score: scores.reduce((total, score) => total + score, 0) / scores.length,
  }));
}

async function withinTime(timeoutMs: number, asked: Promise<Asked>): Promise<Asked> {
  const { promise: late, resolve } = Promise.withResolvers<Asked>();
  const timer = setTimeout(() => resolve({ failure: 'it takes too long' }), timeoutMs);
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
