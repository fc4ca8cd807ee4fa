/** `npm run fuzz -- --inputs N --seed S --only NAME`: random and mutated texts through all detectors and readers, and laws that must hold. */
import { parseArgs } from 'node:util';
import { DETECTORS } from '../packages/gatehouse/src/inspection/detectors/all.ts';
import { createInspector } from '../packages/gatehouse/src/inspection/engine.ts';
import { GROWTH_MAX, growthOf } from './fuzz/growth.ts';
import { inputAt, unitAt } from './fuzz/inputs.ts';
import { checkLaws } from './fuzz/laws.ts';
import { readAll } from './fuzz/read-all.ts';
import { READERS } from './fuzz/readers.ts';
import { shrink } from './fuzz/shrink.ts';
import { seeded } from './texts/chance.ts';
import { hostileUnits } from './texts/hostile.ts';

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '100000' },
    seed: { type: 'string' },
    /** The first of them, to see one again: `--seed S --from I --inputs 1`. */
    from: { type: 'string', default: '0' },
    /** `detectors`, or the name of a reader; all of them without it. */
    only: { type: 'string' },
  },
});
const names = ['detectors', ...Object.keys(READERS)].filter((name) => (values.only ?? name) === name);
if (names.length === 0) throw new Error(`nothing is called ${values.only}`);
const detects = names.includes('detectors');
const inputs = Number(values.inputs);
const from = Number(values.from);
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const SHOWN = 10;
/** How many units are repeated to see their time grow, besides the ones that were built to be slow. */
const UNITS = Math.min(200, Math.ceil(inputs / 1_000));

const inspector = createInspector({ detectors: DETECTORS, memoBytes: 0 });
const broken: { readonly index: number; readonly law: string; readonly shrunk: unknown }[] = [];
const total = { characters: 0, findings: 0, pushes: 0, broken: 0 };

for (let index = from; detects && index < from + inputs; index += 1) {
  const input = inputAt(seed, index);
  const checked = checkLaws(inspector, input);
  total.characters += input.text.length;
  total.findings += checked.findings;
  total.pushes += checked.pushes;
  if (checked.broken !== undefined) {
    total.broken += 1;
    if (broken.length < SHOWN) {
      const isBroken = (text: string) => checkLaws(inspector, { ...input, text }).broken !== undefined;
      const shrunk = { ...input, text: shrink(input.text, isBroken) };
      broken.push({ index, law: checkLaws(inspector, shrunk).broken ?? checked.broken, shrunk });
      process.stderr.write(`${JSON.stringify(broken.at(-1))}\n`);
    }
  }
  if ((index + 1) % 50_000 === 0) process.stderr.write(`${index + 1} inputs, ${total.broken} broken\n`);
}

const units = detects
  ? [...hostileUnits(seeded(seed)), ...Array.from({ length: UNITS }, (_, index) => unitAt(seed, index))]
  : [];
const scan = (text: string) =>
  void inspector.openChannel({ view: 'text', role: 'document' }).push(text, true);
const grown = units
  .map((unit) => ({ unit, growth: Math.round(growthOf(scan, unit) * 100) / 100 }))
  .sort((left, right) => right.growth - left.growth);
const superlinear = grown.filter(({ growth }) => growth > GROWTH_MAX);
const slowest = grown[0];

const readers = readAll(names, { inputs, seed, units: Math.min(UNITS, 20) });
const failing = Object.values(readers).filter((run) => run.broken + run.superlinear > 0 || run.taken === 0);

const { broken: count, ...totals } = total;
process.stdout.write(
  `${JSON.stringify({ inputs, seed, ...totals, broken: count, first: broken, units: units.length, growth_max: GROWTH_MAX, slowest, superlinear, readers })}\n`,
);
const seen = !detects || total.findings > 0;
process.exitCode = count + superlinear.length + failing.length === 0 && seen ? 0 : 1;
