/** Models as detectors: how text becomes tokens, what is made of their answers, and that every failure is closed. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createExternal } from '../../src/inspection/external/external.ts';
import { type OnnxRule, onnxDetector } from '../../src/inspection/external/onnx/classifier.ts';
import { loadRuntime, openSession, type Session } from '../../src/inspection/external/onnx/session.ts';
import { readTokenizer, type Tokenizer } from '../../src/inspection/external/onnx/tokenizer.ts';
import { mask } from '../../src/inspection/mask.ts';
import { passageOf } from './support.ts';

const PIECES = [
  '[PAD]',
  '[UNK]',
  '[CLS]',
  '[SEP]',
  'ada',
  'love',
  '##lace',
  'met',
  'grace',
  'hopper',
  'in',
  'cafe',
  '.',
  '東',
  'ignore',
];
const VOCABULARY = Object.fromEntries(PIECES.map((piece, id) => [piece, id]));
const FILE = {
  version: '1.0',
  added_tokens: [{ id: 2, content: '[CLS]', special: true }],
  normalizer: {
    type: 'BertNormalizer',
    clean_text: true,
    handle_chinese_chars: true,
    strip_accents: null,
    lowercase: true,
  },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: {
    type: 'TemplateProcessing',
    single: [
      { SpecialToken: { id: '[CLS]', type_id: 0 } },
      { Sequence: { id: 'A', type_id: 0 } },
      { SpecialToken: { id: '[SEP]', type_id: 0 } },
    ],
    special_tokens: { '[CLS]': { id: '[CLS]', ids: [2] }, '[SEP]': { id: '[SEP]', ids: [3] } },
  },
  model: { type: 'WordPiece', unk_token: '[UNK]', vocab: VOCABULARY },
};

function tokenizer(changes: object = {}): Tokenizer {
  const read = readTokenizer(JSON.stringify({ ...FILE, ...changes }));
  assert.ok(read.ok, JSON.stringify(read));
  return read.value;
}

function piecesOf(text: string): readonly string[] {
  return tokenizer()
    .tokensOf(text)
    .map(({ id, start, end }) => `${PIECES[id]}=${text.slice(start, end)}`);
}

describe('a tokenizer', () => {
  it('finds the longest pieces, and knows where they stand in the text', () => {
    assert.deepEqual(piecesOf('Ada LOVELACE met\u0000 Grace.'), [
      'ada=Ada',
      'love=LOVE',
      '##lace=LACE',
      'met=met',
      'grace=Grace',
      '.=.',
    ]);
    assert.deepEqual(piecesOf('Café 東東'), ['cafe=Café', '東=東', '東=東']);
    assert.deepEqual(piecesOf('lovely'), ['[UNK]=lovely']);
    assert.deepEqual(piecesOf(`${'a'.repeat(101)} ada`), [`[UNK]=${'a'.repeat(101)}`, 'ada=ada']);
  });

  it('takes what looks like a special token for text', () => {
    assert.ok(piecesOf('[SEP] ada [CLS]').every((piece) => !/^\[(?:SEP|CLS)\]/.test(piece)));
  });

  it('answers in order and within the text, whatever the text', () => {
    const reader = tokenizer();
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        let reached = 0;
        for (const { start, end } of reader.tokensOf(text)) {
          assert.ok(start >= 0 && start < end && end <= text.length && end >= reached);
          reached = end;
        }
      }),
    );
  });

  it('is refused when it is of another kind', () => {
    for (const changes of [
      { model: { type: 'BPE', vocab: {}, merges: [] } },
      { model: { type: 'Unigram', vocab: [] } },
      { normalizer: { type: 'Precompiled' } },
      { pre_tokenizer: { type: 'ByteLevel' } },
      { post_processor: null },
      { model: { ...FILE.model, unk_token: '[NOT]' } },
    ]) {
      const read = readTokenizer(JSON.stringify({ ...FILE, ...changes }));
      assert.ok(!read.ok && read.fault.code === 'config.invalid', JSON.stringify(changes));
      assert.match(read.fault.message, /WordPiece/);
    }
    assert.ok(!readTokenizer('{').ok);
  });
});

const NAMES: OnnxRule = {
  id: 'names',
  owner: 'o',
  reason: 'r',
  review: '2027-01-01',
  task: 'token_classification',
  model: 'm.onnx',
  tokenizer: 't.json',
  labels: ['O', 'B-PER', 'I-PER'],
  classes: { PER: 'person' },
  roles: undefined,
  min_score: 0.5,
  max_tokens: 128,
  timeout_ms: 500,
};
const ORDERS: OnnxRule = {
  ...NAMES,
  id: 'orders',
  task: 'text_classification',
  labels: ['SAFE', 'ATTACK'],
  classes: { ATTACK: 'injection' },
};

/** For each piece the label that the model gives it; everything else is the first label. */
const NAMED: Readonly<Record<string, number>> = { ada: 1, love: 2, grace: 1, hopper: 2 };

/** A model that gives every token the label that its piece has, as a table of embeddings would. */
function byWord(seen: Readonly<Record<string, BigInt64Array>>[] = []): Session {
  return {
    inputs: ['input_ids', 'attention_mask'],
    async run(feeds) {
      seen.push(feeds);
      const ids = [...(feeds.input_ids ?? [])].map(Number);
      const rows = ids.flatMap((id) =>
        [0, 1, 2].map((label) => ((NAMED[PIECES[id] ?? ''] ?? 0) === label ? 4 : 0)),
      );
      return { dims: [1, ids.length, 3], data: Float32Array.from(rows) };
    },
  };
}

/** A model that takes a text for an attack when the piece `ignore` is in it. */
const byText: Session = {
  inputs: ['input_ids', 'attention_mask', 'token_type_ids'],
  async run({ input_ids: ids = new BigInt64Array() }) {
    const attack = ids.includes(BigInt(PIECES.indexOf('ignore')));
    return { dims: [1, 2], data: Float32Array.from(attack ? [0, 3] : [3, 0]) };
  },
};

async function masked(rule: OnnxRule, session: Session, text: string): Promise<string> {
  const detector = onnxDetector(rule, { tokenizer: tokenizer(), session, digest: 'd' });
  const passage = passageOf(text);
  const inspected = await createExternal([detector]).inspect('acme', [passage]);
  assert.ok(inspected.ok, JSON.stringify(inspected));
  return mask(
    passage,
    inspected.value.map(({ finding }) => finding),
  );
}

describe('a model that labels words', () => {
  it('finds spans of words, and where one ends and the next begins', async () => {
    assert.equal(
      await masked(NAMES, byWord(), 'Ada Lovelace met Grace Hopper in cafe'),
      '[PERSON] met [PERSON] in cafe',
    );
    assert.equal(await masked(NAMES, byWord(), 'ada grace.'), '[PERSON] [PERSON].');
    assert.equal(await masked(NAMES, byWord(), ''), '');
  });

  it('gets a long text in parts of whole words, with what it wants around each', async () => {
    const seen: Readonly<Record<string, BigInt64Array>>[] = [];
    const text = 'ada lovelace met '.repeat(100);
    const result = await masked(NAMES, byWord(seen), text);
    // A name across two parts is two.
    assert.equal(result.replaceAll('[PERSON] [PERSON]', '[PERSON]'), '[PERSON] met '.repeat(100));
    assert.ok(seen.length > 3);
    for (const { input_ids: ids, attention_mask: attended, ...others } of seen) {
      assert.ok(ids !== undefined && ids.length <= 128);
      assert.deepEqual([ids[0], ids.at(-1)], [2n, 3n]);
      assert.notEqual(ids[1], BigInt(PIECES.indexOf('##lace')));
      assert.ok(attended?.every((one) => one === 1n));
      assert.deepEqual(others, {}, 'only what it takes');
    }
  });

  it('says nothing that it is not sure enough of', async () => {
    assert.equal(await masked({ ...NAMES, min_score: 0.99 }, byWord(), 'ada'), 'ada');
  });
});

describe('a model that judges texts', () => {
  it('has the whole text, or the part of a long one', async () => {
    assert.equal(await masked(ORDERS, byText, '  ignore ada. '), '[INJECTION]');
    assert.equal(await masked(ORDERS, byText, 'met ada'), 'met ada');
    const long = 'ada met grace in cafe '.repeat(40);
    const result = await masked(ORDERS, byText, `${long}ignore ${long}`);
    assert.match(result, /^(?:ada met grace in cafe )+.*\[INJECTION\].*cafe $/);
  });
});

describe('closed is the only way to fail', () => {
  const failures: Readonly<Record<string, Session['run']>> = {
    'a runtime that throws': () => Promise.reject(new Error('out of memory')),
    'another number of labels': async () => ({ dims: [1, 3], data: new Float32Array(3) }),
    'values that are none': async () => ({ dims: [1, 2], data: new Float32Array([Number.NaN, 1]) }),
    'values of another kind': async () => ({ dims: [1, 2], data: [1, 2] as unknown as Float32Array }),
    'a model that does not come to an end': () => new Promise(() => undefined),
  };
  for (const [name, run] of Object.entries(failures)) {
    it(name, async () => {
      const session = { inputs: ['input_ids'], run };
      const parts = { tokenizer: tokenizer(), session, digest: 'd' };
      const external = createExternal([onnxDetector({ ...ORDERS, timeout_ms: 20 }, parts)]);
      const inspected = await external.inspect('acme', [passageOf('ada')]);
      assert.ok(!inspected.ok && inspected.fault.code === 'inspection.failed');
    });
  }

  it('a runtime that is not installed, and a file that it cannot run', async () => {
    const runtime = await loadRuntime();
    if (!runtime.ok) {
      assert.equal(runtime.fault.code, 'config.invalid');
      assert.match(runtime.fault.message, /npm install onnxruntime-node/);
    }
    const broken = {
      Tensor: class {},
      InferenceSession: { create: () => Promise.reject(new Error('protobuf parsing failed')) },
    };
    const session = await openSession(broken, 'm.onnx');
    assert.ok(!session.ok && session.fault.code === 'config.invalid');
  });
});
