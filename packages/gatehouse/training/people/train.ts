/** Trains the model of names on sentences that it makes: `node packages/gatehouse/training/people/train.ts`; the same bytes each time. */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, FEATURES } from '../../src/inspection/detectors/people/features.ts';
import {
  addOrdinary,
  BUCKETS,
  emptyModel,
  LABEL_COUNT,
  LABELS,
  type Model,
} from '../../src/inspection/detectors/people/model.ts';
import { sketch } from '../../src/inspection/detectors/people/sketch.ts';
import {
  nextStretch,
  type Reader,
  readerOf,
  type Stretch,
} from '../../src/inspection/detectors/people/stretch.ts';
import { planSurvey, Survey } from '../../src/inspection/survey.ts';
import { hashOf } from '../../src/inspection/word-hash.ts';
import { createDice, type Dice } from './dice.ts';
import { PLAIN } from './plain.ts';
import { fill, SLOT_LABELS } from './slots.ts';
import { TEMPLATES } from './templates.ts';

const SEED = 20_261_121;
const SENTENCES = 500_000;
const EPOCHS = 4;
/** The share of texts without names, of those in lower case, and of those that go on from one to the next. */
const PLAIN_SHARE = 0.5;
const LOWER_SHARE = 0.15;
const ARTEFACT = new URL('../../src/inspection/detectors/people/names.bin', import.meta.url);

interface Example {
  readonly text: string;
  readonly spans: readonly { readonly start: number; readonly end: number; readonly label: number }[];
}

const KINDS: readonly string[] = LABELS;
const vocabulary = readFileSync(new URL('./vocabulary.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const common = vocabulary.filter((word) => word.length > 2);

const PLAN = planSurvey([]);
const model = emptyModel();
for (const word of vocabulary) addOrdinary(model, hashOf(word));
train(model);
writeFileSync(ARTEFACT, Buffer.concat([model.vocabulary, Buffer.from(model.weights.buffer)]));

function train(into: Model): void {
  const weights = new Float64Array(BUCKETS * LABEL_COUNT);
  const sums = new Float64Array(BUCKETS * LABEL_COUNT);
  let step = 1;
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    // The same sentences in each epoch would be learned by heart: each has its own.
    const dice = createDice(SEED + epoch);
    for (let count = 0; count < SENTENCES; count += 1) {
      step = learn(example(dice), { weights, sums, step, forgives: epoch > 0 && dice.chance(0.7) });
    }
  }
  quantise(weights, sums, { step, into });
}

/** The averaged perceptron (Collins 2002), with a margin: what is right by little is learned again. */
function learn(
  { text, spans }: Example,
  state: {
    readonly weights: Float64Array;
    readonly sums: Float64Array;
    readonly step: number;
    readonly forgives: boolean;
  },
): number {
  const { weights, sums, forgives } = state;
  let { step } = state;
  const survey = new Survey(PLAN);
  survey.extend(text, true);
  const { words, numbers, capitals } = survey;
  const reader = readerOf({ text, words, numbers, capitals }, { model, from: 0, last: true });
  for (const stretch of stretchesOf(reader)) {
    sketch(reader, stretch);
    let before = 0;
    let older = 0;
    for (let index = stretch.first; index <= stretch.last; index += 1) {
      const truth =
        spans.find(({ start, end }) => start <= reader.words.start(index) && reader.words.end(index) <= end)
          ?.label ?? 0;
      describe(reader, stretch, { index, before, older });
      const scores = scoresOf(weights);
      const rival = rivalOf(scores, truth);
      const cost = truth === 0 ? 1 : 1.8;
      if ((scores[truth] ?? 0) < (scores[rival] ?? 0) + 3) {
        for (const base of FEATURES) {
          bump(base + truth, cost);
          bump(base + rival, -cost);
        }
      }
      step += 1;
      older = before;
      // From the second epoch on it mostly lives with its own mistakes, as it will in use.
      before =
        forgives && scores[rival] !== undefined && scores[rival] > (scores[truth] ?? 0) ? rival : truth;
    }
  }
  return step;

  function bump(at: number, by: number): void {
    weights[at] = (weights[at] ?? 0) + by;
    sums[at] = (sums[at] ?? 0) + step * by;
  }
}

function* stretchesOf(reader: Reader): Generator<Stretch> {
  for (let index = 0; ; ) {
    const stretch = nextStretch(reader, index);
    if (stretch === undefined || 'open' in stretch) return;
    yield stretch;
    index = stretch.last + 1;
  }
}

function scoresOf(weights: Float64Array): Float64Array {
  const scores = new Float64Array(LABEL_COUNT);
  for (const base of FEATURES) {
    for (let label = 0; label < LABEL_COUNT; label += 1)
      scores[label] = (scores[label] ?? 0) + (weights[base + label] ?? 0);
  }
  return scores;
}

function rivalOf(scores: Float64Array, truth: number): number {
  let rival = truth === 0 ? 1 : 0;
  for (let label = 0; label < LABEL_COUNT; label += 1) {
    if (label !== truth && (scores[label] ?? 0) > (scores[rival] ?? 0)) rival = label;
  }
  return rival;
}

function quantise(
  weights: Float64Array,
  sums: Float64Array,
  { step, into }: { readonly step: number; readonly into: Model },
): void {
  const averages = weights.map((weight, at) => weight - (sums[at] ?? 0) / step);
  const sorted = averages.map(Math.abs).sort();
  const top = sorted[Math.floor(sorted.length * 0.9995)] ?? 1;
  for (const [at, average] of averages.entries()) {
    into.weights[at] = Math.max(-127, Math.min(127, Math.round((average / top) * 127)));
  }
}

/** One text with its names. */
function example(dice: Dice): Example {
  const parts = dice.chance(0.3) ? 2 : 1;
  let text = '';
  const spans: Example['spans'][number][] = [];
  for (let part = 0; part < parts; part += 1) {
    const template = dice.pick(dice.chance(PLAIN_SHARE) ? PLAIN : TEMPLATES);
    if (part > 0) text += dice.pick([' ', '\n', ' ']);
    for (const piece of template.split(/(\{[A-Za-z]\})/)) {
      const slot = /^\{([A-Za-z])\}$/.exec(piece)?.[1];
      const start = text.length;
      text += slot === undefined ? piece : fill(slot, dice, common);
      const label = slot === undefined ? -1 : KINDS.indexOf(SLOT_LABELS[slot] ?? '');
      if (label > 0) spans.push({ start, end: text.length, label });
    }
  }
  if (dice.chance(LOWER_SHARE) && text.toLowerCase().length === text.length) text = text.toLowerCase();
  else if (dice.chance(0.03) && text.toUpperCase().length === text.length) text = text.toUpperCase();
  return { text, spans };
}
