/** The weights that training wrote, and the score of a chunk: a sum, squeezed into a calibrated confidence. */
import { readFileSync } from 'node:fs';
import { FEATURES, type FeatureReader, NGRAM_BASE, ROLED } from './features.ts';
import type { Voice } from './roles.ts';

const VOICES: readonly Voice[] = ['person', 'data'];

export interface VoiceScale {
  /** The score of a chunk without features. */
  readonly bias: number;
  /** The score that counts as an attack: its confidence is one half. */
  readonly attack: number;
  /** How steeply confidence rises around it. */
  readonly slope: number;
}

export interface Model {
  /** What a weight of one stands for: features by voice, and n-grams. */
  readonly unit: number;
  readonly ngramUnit: number;
  /** The most that all n-grams of a chunk together say. WHY: they memorise; concepts generalise. */
  readonly ngramCap: number;
  readonly voices: Readonly<Record<Voice, VoiceScale>>;
  /** Features of people, of data, then n-grams. */
  readonly weights: Int8Array;
}

/** Numbers before the weights, little-endian, 32 bits each. */
const HEADER = 9;
const WEIGHTS = FEATURES + ROLED;

export function scoreOf(model: Model, reader: FeatureReader, voice: Voice): number {
  const { weights, voices } = model;
  const { ids, count } = reader;
  const roled = voice === 'data' ? ROLED : 0;
  let known = 0;
  let ngrams = 0;
  for (let index = 0; index < count; index += 1) {
    const id = ids[index] as number;
    if (id < NGRAM_BASE) known += weights[id + roled] as number;
    else ngrams += weights[id + ROLED] as number;
  }
  const memory = Math.max(-model.ngramCap, Math.min(model.ngramCap, ngrams * model.ngramUnit));
  return voices[voice].bias + known * model.unit + memory;
}

/** 0 to 1; one half at the threshold. */
export function confidenceOf(model: Model, voice: Voice, score: number): number {
  const { attack, slope } = model.voices[voice];
  return 1 / (1 + Math.exp(-slope * (score - attack)));
}

export function encodeModel(model: Model): Uint8Array {
  const bytes = new Uint8Array(HEADER * 4 + WEIGHTS);
  const view = new DataView(bytes.buffer);
  const numbers = [model.unit, model.ngramUnit, model.ngramCap];
  for (const voice of VOICES) {
    const { bias, attack, slope } = model.voices[voice];
    numbers.push(bias, attack, slope);
  }
  for (const [index, value] of numbers.entries()) view.setFloat32(index * 4, value, true);
  bytes.set(new Uint8Array(model.weights.buffer, model.weights.byteOffset, WEIGHTS), HEADER * 4);
  return bytes;
}

function decodeModel(bytes: Uint8Array): Model {
  if (bytes.length !== HEADER * 4 + WEIGHTS) throw new Error('the weights do not fit the features');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const number = (index: number) => view.getFloat32(index * 4, true);
  const scale = (index: number): VoiceScale => ({
    bias: number(index),
    attack: number(index + 1),
    slope: number(index + 2),
  });
  return {
    unit: number(0),
    ngramUnit: number(1),
    ngramCap: number(2),
    voices: { person: scale(3), data: scale(6) },
    weights: new Int8Array(bytes.buffer, bytes.byteOffset + HEADER * 4, WEIGHTS),
  };
}

/** The artefact: committed, and made by `training/injection/train.ts` alone. */
export const WEIGHTS_FILE: URL = new URL('weights.bin', import.meta.url);

export function loadModel(): { readonly model: Model; readonly bytes: Uint8Array } {
  const bytes = readFileSync(WEIGHTS_FILE);
  return { model: decodeModel(bytes), bytes };
}
