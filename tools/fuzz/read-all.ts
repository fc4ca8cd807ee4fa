/** Gives every reader its share of nearly well-formed texts, and repeats pieces of them to see its time grow. */
import { seeded } from '../texts/chance.ts';
import { GROWTH_MAX, growthOf } from './growth.ts';
import { unitAt } from './inputs.ts';
import { nearly } from './near.ts';
import { READERS, type Read, type Reader } from './readers.ts';
import { shrink } from './shrink.ts';

export interface ReaderRun {
  readonly inputs: number;
  /** Texts that were read and not refused. */
  readonly taken: number;
  readonly broken: number;
  readonly first: readonly { readonly law: string; readonly text: string }[];
  readonly slowest: { readonly unit: string; readonly growth: number };
  readonly superlinear: number;
}

export interface Share {
  readonly inputs: number;
  readonly seed: number;
  readonly units: number;
}

const SHOWN = 3;

export function readAll(names: readonly string[], share: Share): Readonly<Record<string, ReaderRun>> {
  return Object.fromEntries(
    Object.entries(READERS)
      .filter(([name]) => names.includes(name))
      .map(([name, reader]) => [name, run(reader, share)]),
  );
}

function run(reader: Reader, { inputs, seed, units }: Share): ReaderRun {
  const count = Math.ceil(inputs / reader.oneOf);
  let [taken, broken] = [0, 0];
  const first: { law: string; text: string }[] = [];
  for (let index = 0; index < count; index += 1) {
    const text = nearly(reader.samples, seeded(Math.imul(seed, 0x9e3779b1) ^ index));
    const read = tried(reader, text);
    if (read.taken) taken += 1;
    if (read.broken === undefined) continue;
    broken += 1;
    if (first.length === SHOWN) continue;
    const shortest = shrink(text, (shorter) => tried(reader, shorter).broken !== undefined);
    first.push({ law: tried(reader, shortest).broken ?? read.broken, text: shortest });
    process.stderr.write(`${JSON.stringify(first.at(-1))}\n`);
  }
  const grown = unitsFor(reader, { seed, units: Math.ceil(units / reader.oneOf) }).map((unit) => ({
    unit,
    growth: Math.round(growthOf((text) => void reader.read(reader.around(text)), unit) * 100) / 100,
  }));
  const slowest = grown.toSorted((one, other) => other.growth - one.growth)[0] ?? { unit: '', growth: 0 };
  const superlinear = grown.filter(({ growth }) => growth > GROWTH_MAX).length;
  return { inputs: count, taken, broken, first, slowest, superlinear };
}

/** A reader that throws has broken a law. */
function tried(reader: Reader, text: string): Read {
  try {
    return reader.read(text);
  } catch (error) {
    return { taken: false, broken: `it throws: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Built to be slow, taken from the samples, and random. */
const SLOW = [
  "'",
  '"a',
  '> ',
  '```\n',
  '1 ',
  '1,000',
  'a@',
  'not ',
  'send it, ',
  'http://a.example/',
  '2026-01-01 ',
  '. ',
  'A',
  'Ann ',
];

function unitsFor({ samples }: Reader, { seed, units }: Pick<Share, 'seed' | 'units'>): readonly string[] {
  const chance = seeded(seed);
  const cut = (text: string) => {
    const start = chance.below(text.length);
    return text.slice(start, start + 1 + chance.below(40));
  };
  return [...SLOW, ...samples.map(cut), ...Array.from({ length: units }, (_, index) => unitAt(seed, index))];
}
