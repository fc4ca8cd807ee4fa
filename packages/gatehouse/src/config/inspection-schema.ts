/** The shape of `inspection` in `gatehouse.yaml`: what the organisation teaches the gate to find. */
import { z } from 'zod';
import { ROLES } from '../kernel/passage.ts';
import { secret } from './secret-schema.ts';

const text = z.string().min(1).max(1_000);
const texts = z.array(text).min(1).max(10_000);

const owned = {
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
    .describe('Unique under `inspection`; findings name the detector by it.'),
  owner: z.string().min(1).describe('Who answers for it.'),
  reason: z.string().min(1).describe('Why it is there.'),
  review: z.iso.date().describe('When it is looked at again.'),
};

const className = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/)
  .describe('The data class of what it finds, as rules name it: a name of your own, or a built-in class.');

const customDetector = z.strictObject({
  ...owned,
  class: className,
  pattern: z
    .string()
    .min(1)
    .optional()
    .describe('RE2 syntax. Of matches that begin at one place the longest counts.'),
  words: texts
    .optional()
    .describe('Words and phrases, found in any case and with any separator between two words.'),
  context: texts
    .optional()
    .describe('Only where one of these stands within 128 characters before it. By default anywhere.'),
  validator: z
    .enum(['luhn', 'gs1', 'verhoeff', 'damm', 'mod97', 'mod11_2', 'mod11_10'])
    .optional()
    .describe('The check digits that a match must have.'),
  confidence: z
    .number()
    .min(0.01)
    .max(1)
    .default(0.9)
    .describe('From 0.5 on it counts as found, below it is only suspected.'),
  reach: z
    .int()
    .min(1)
    .max(1_024)
    .default(64)
    .describe('The most characters that the pattern may match; a stream waits for as many, never longer.'),
  tests: z
    .strictObject({
      finds: texts.describe('Texts in each of which it must find something.'),
      ignores: texts.describe('Texts in which it must find nothing.'),
    })
    .describe('Run by `gatehouse check`, and whenever the configuration is loaded.'),
});

const exactData = z.strictObject({
  ...owned,
  class: className,
  store: z
    .string()
    .min(1)
    .describe('What `gatehouse identifiers load` wrote, relative to this file. It holds no identifiers.'),
});

const fingerprints = z.strictObject({
  ...owned,
  class: className,
  store: z
    .string()
    .min(1)
    .describe('What `gatehouse fingerprints load` wrote, relative to this file. It holds no text.'),
});

const classes = z
  .record(z.string().min(1).max(128), className)
  .refine((named) => Object.keys(named).length > 0, 'names no label');

const roles = z
  .array(z.enum(ROLES))
  .min(1)
  .optional()
  .describe('Whose voice it is asked about. By default everybody.');

const external = z.strictObject({
  ...owned,
  kind: z
    .enum(['http', 'presidio'])
    .describe("`presidio` is Presidio's analyzer; `http` any service that speaks the gate's small protocol."),
  url: z.url().describe('Of an http service its full address, of Presidio the address before /analyze.'),
  api_key: secret
    .optional()
    .describe(
      'Sent as a bearer token. Named, never written: `env` is a variable, `file` a file of mode 0600.',
    ),
  classes: classes.describe(
    'The data class of each label that it answers with. Any other label is a failure.',
  ),
  roles,
  language: z
    .string()
    .regex(/^[a-z]{2}$/)
    .default('en')
    .describe('Presidio only.'),
  timeout_ms: z
    .int()
    .min(1)
    .max(60_000)
    .default(2_000)
    .describe('For one answer. Later ones, and errors, fail the crossing.'),
  allow_private: z.boolean().default(false).describe('Whether it may live on a private address.'),
});

const onnx = z.strictObject({
  ...owned,
  task: z
    .enum(['text_classification', 'token_classification'])
    .describe('Whether it judges texts as a whole, or each word (BIO labels).'),
  model: z.string().min(1).describe('The .onnx file, relative to this file.'),
  tokenizer: z
    .string()
    .min(1)
    .describe('Its tokenizer.json (Hugging Face), relative to this file; WordPiece only.'),
  labels: z
    .array(z.string().min(1).max(128))
    .min(2)
    .max(1_000)
    .describe('The labels of its output, in order, as `id2label` of its config.json lists them.'),
  classes: classes.describe(
    'The data class of each label that means something, without `B-` and `I-`. All others mean nothing.',
  ),
  roles,
  min_score: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('What it is less sure of is nothing. From 0.5 on it counts as found.'),
  max_tokens: z.int().min(128).max(8_192).default(512).describe('How many tokens it takes at once.'),
  timeout_ms: z.int().min(1).max(60_000).default(2_000).describe('For one text. More fails the crossing.'),
});

export const inspection = z.strictObject({
  detectors: z.array(customDetector).max(1_000).default([]).describe('Detectors of your own.'),
  canaries: z
    .array(z.string().regex(/^[!-~]{8,256}$/))
    .max(1_000)
    .default([])
    .describe(
      'Random strings that you put into system prompts; an answer that repeats one leaks its prompt.',
    ),
  exact_data: z
    .array(exactData)
    .max(100)
    .default([])
    .describe('Identifiers of your own, found exactly: customers, accounts, patients.'),
  fingerprints: z
    .array(fingerprints)
    .max(100)
    .default([])
    .describe('Documents of your own; text that is copied from them is found.'),
  external: z
    .array(external)
    .max(20)
    .default([])
    .describe('Detectors that run elsewhere. Whatever they are asked about leaves the gate.'),
  onnx: z
    .array(onnx)
    .max(20)
    .default([])
    .describe('Models of your own that run inside the gate; they need the package onnxruntime-node.'),
});
