/** Trains the injection model and writes its weights: the same corpora give the same bytes. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { NGRAM_BASE, ROLED } from '../../src/inspection/detectors/injection/features.ts';
import { encodeModel, type Model, WEIGHTS_FILE } from '../../src/inspection/detectors/injection/model.ts';
import { examplesOf, readRows } from './corpus.ts';
import { bagOf, type Learnt, learn, RECIPE } from './learning.ts';
import { syntheticExamples } from './synthetic.ts';

/** Scores from which a text is an attack; set by hand with the figures of `measure.ts` in view, which flatters those. */
const ATTACK = { person: 0.4, data: 0.8 };
const SLOPE = 1;

const rows = readRows('train');
const bags = [...examplesOf(rows), ...syntheticExamples(rows)].map(bagOf);
const bytes = encodeModel(quantised(learn(bags)));
writeFileSync(WEIGHTS_FILE, bytes);
console.log(`${bags.length} examples, sha256 ${createHash('sha256').update(bytes).digest('hex')}`);

function quantised({ weights, bias }: Learnt): Model {
  const unit = RECIPE.weightMax / 127;
  const ngramUnit = RECIPE.ngramMax / 127;
  const ngramAt = NGRAM_BASE + ROLED;
  return {
    unit,
    ngramUnit,
    ngramCap: RECIPE.ngramCap,
    voices: {
      person: { bias: bias.person, attack: ATTACK.person, slope: SLOPE },
      data: { bias: bias.data, attack: ATTACK.data, slope: SLOPE },
    },
    weights: Int8Array.from(weights, (weight, index) =>
      Math.round(weight / (index < ngramAt ? unit : ngramUnit)),
    ),
  };
}
