/** Learning: logistic regression on the worst chunk of each text, pulled towards nothing where nothing speaks for it. */
import { BEGINNING } from '../../src/inspection/detector.ts';
import {
  FEATURES,
  FeatureReader,
  NGRAM_BASE,
  NO_TRAIL,
  ROLED,
  talked,
} from '../../src/inspection/detectors/injection/features.ts';
import { Windows } from '../../src/inspection/detectors/injection/windows.ts';
import { planSurvey, Survey } from '../../src/inspection/survey.ts';
import { Chance } from './chance.ts';
import type { Example } from './corpus.ts';

/** An example as the model sees it: the features of its chunks, already where their weights are. */
export interface Bag {
  readonly example: Example;
  readonly chunks: readonly Int32Array[];
}

const PLAN = planSurvey([]);
const reader = new FeatureReader();
const CHUNKS_MAX = 60;

export function bagOf(example: Example): Bag {
  const survey = new Survey(PLAN);
  survey.extend(example.text, true);
  const source = { text: example.text, words: survey.words };
  const chunks: Int32Array[] = [];
  let trail = NO_TRAIL;
  const windows = new Windows(source, BEGINNING, true);
  while (chunks.length < CHUNKS_MAX && windows.next()) {
    trail = reader.read(source, windows, talked(trail, windows.talk));
    windows.leave();
    if (!reader.isTelling(example.voice)) continue;
    reader.readNgrams(source, windows);
    const roled = example.voice === 'data' ? ROLED : 0;
    chunks.push(reader.ids.slice(0, reader.count).map((id) => (id < NGRAM_BASE ? id + roled : id + ROLED)));
  }
  return { example, chunks };
}

/** Weights as they are learnt; features of people, of data, then n-grams. */
export interface Learnt {
  readonly weights: Float64Array;
  readonly bias: { person: number; data: number };
}

export interface Recipe {
  /** How many times it is learnt anew, for the mean of all. */
  readonly runs: number;
  readonly epochs: number;
  readonly rate: number;
  /** How fast weights that are not needed fade. */
  readonly decay: number;
  readonly ngramRate: number;
  readonly ngramMax: number;
  readonly ngramCap: number;
  readonly weightMax: number;
  /** How much of what a chunk shows is hidden in a step, so that no feature leans on another. */
  readonly dropout: number;
  readonly ngramDropout: number;
}

export const RECIPE: Recipe = {
  runs: 3,
  epochs: 12,
  rate: 0.06,
  decay: 4e-6,
  ngramRate: 0.25,
  ngramMax: 0.4,
  ngramCap: 1.5,
  weightMax: 2.5,
  dropout: 0,
  ngramDropout: 0.5,
};

/** WHY more than one: which chunk is the worst is a matter of chance early on, and the mean of several runs is not. */
const SEEDS: readonly number[] = [4_711, 815, 42];

export function learn(bags: readonly Bag[], recipe: Recipe = RECIPE): Learnt {
  const usable = bags.filter(({ chunks }) => chunks.length > 0);
  const counts = new Map<string, number>();
  for (const { example } of usable) counts.set(example.group, (counts.get(example.group) ?? 0) + 1);
  const importance = usable.map(({ example }) => importanceOf(example, counts.get(example.group) ?? 1));
  const mean = importance.reduce((sum, each) => sum + each, 0) / importance.length;
  const paces = importance.map((each) => Math.min(4, each / mean));
  const average = untaught(0);
  for (const seed of SEEDS.slice(0, recipe.runs))
    run({ usable, paces, recipe, average, chance: new Chance(seed) });
  const { weights, bias } = average;
  const turns = recipe.runs * (recipe.epochs - Math.ceil(recipe.epochs / 2));
  return {
    weights: weights.map((weight) => weight / turns),
    bias: { person: bias.person / turns, data: bias.data / turns },
  };
}

function untaught(bias: number): Learnt {
  return { weights: new Float64Array(FEATURES + ROLED), bias: { person: bias, data: bias } };
}

interface Run {
  readonly usable: readonly Bag[];
  readonly paces: readonly number[];
  readonly recipe: Recipe;
  readonly chance: Chance;
  /** The sum of what was known after each epoch of the second half. */
  readonly average: Learnt;
}

function run({ usable, paces, recipe, chance, average }: Run): void {
  const state = untaught(-2);
  for (let epoch = 0; epoch < recipe.epochs; epoch += 1) {
    const rate = recipe.rate / (1 + epoch * 0.5);
    for (const index of chance.shuffle([...usable.keys()])) {
      step(state, usable[index] as Bag, { recipe, chance, rate: rate * (paces[index] as number) });
    }
    shrink(state.weights, (recipe.decay * usable.length) / (1 + epoch * 0.5));
    if (epoch < recipe.epochs / 2) continue;
    for (const [index, weight] of state.weights.entries()) {
      average.weights[index] = (average.weights[index] as number) + weight;
    }
    average.bias.person += state.bias.person;
    average.bias.data += state.bias.data;
  }
}

/** WHY the root: a source of a thousand texts knows more than one of ten, but not a hundred times as much. */
function importanceOf({ share }: Example, count: number): number {
  return share / Math.sqrt(count);
}

/** One step down the slope of the loss of a text, at its worst chunk, with some of its features hidden. */
function step(
  state: Learnt,
  { example, chunks }: Bag,
  { recipe, chance, rate }: { readonly recipe: Recipe; readonly chance: Chance; readonly rate: number },
): void {
  const how = { voice: example.voice, cap: recipe.ngramCap };
  let worst = chunks[0] as Int32Array;
  let highest = Number.NEGATIVE_INFINITY;
  for (const chunk of chunks) {
    const score = chunkScore(state, chunk, how);
    if (score <= highest) continue;
    highest = score;
    worst = chunk;
  }
  const shown = hideSome(worst, recipe, chance);
  const error = example.label - 1 / (1 + Math.exp(-chunkScore(state, shown, how)));
  if (Math.abs(error) < 0.01) return;
  const pace = rate * error;
  state.bias[example.voice] += pace * 0.2;
  for (const id of shown) {
    const isNgram = id >= NGRAM_BASE + ROLED;
    const limit = isNgram ? recipe.ngramMax : recipe.weightMax;
    const moved = (state.weights[id] as number) + (isNgram ? pace * recipe.ngramRate : pace);
    state.weights[id] = Math.max(-limit, Math.min(limit, moved));
  }
}

function hideSome(chunk: Int32Array, { dropout, ngramDropout }: Recipe, chance: Chance): Int32Array {
  if (dropout === 0 && ngramDropout === 0) return chunk;
  const keepsNgrams = !chance.happens(ngramDropout);
  return chunk.filter((id) => (id >= NGRAM_BASE + ROLED ? keepsNgrams : !chance.happens(dropout)));
}

/** Pulls every weight towards zero, the small ones all the way. */
function shrink(weights: Float64Array, amount: number): void {
  for (let index = 0; index < weights.length; index += 1) {
    const weight = weights[index] as number;
    weights[index] = Math.sign(weight) * Math.max(0, Math.abs(weight) * (1 - amount) - amount * 0.02);
  }
}

function chunkScore(
  { weights, bias }: Learnt,
  chunk: Int32Array,
  { voice, cap }: { readonly voice: Example['voice']; readonly cap: number },
): number {
  let known = 0;
  let ngrams = 0;
  for (const id of chunk) {
    if (id >= NGRAM_BASE + ROLED) ngrams += weights[id] as number;
    else known += weights[id] as number;
  }
  return bias[voice] + known + Math.max(-cap, Math.min(cap, ngrams));
}

/** The score of a text: that of its worst chunk. */
export function scoreBag(learnt: Learnt, { example, chunks }: Bag, recipe: Recipe = RECIPE): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (const chunk of chunks) {
    highest = Math.max(highest, chunkScore(learnt, chunk, { voice: example.voice, cap: recipe.ngramCap }));
  }
  return highest;
}
