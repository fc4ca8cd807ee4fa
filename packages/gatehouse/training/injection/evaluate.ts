/** How well the model generalises: each group of sources is left out of training, and then measured. */
import { type Example, examplesOf, readRows } from './corpus.ts';
import { type Bag, bagOf, learn, RECIPE, type Recipe, scoreBag } from './learning.ts';
import { syntheticExamples } from './synthetic.ts';

/** What is left out together: sources of the same making, and kinds of generated texts. */
const FOLDS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['prompting book', /prompting_book/],
  ['documentation of projects', /docs:/],
  ['records of tau2', /tau2/],
  ['prompts for personas', /awesome|fabric/],
  ['banking77, clinc', /banking77|clinc/],
  ['hh, openassistant, self-instruct, gsm8k, fuzzyai', /hh_rlhf|openassistant|self_instruct|gsm8k|fuzzyai/],
  ['deepset', /deepset/],
  ['openclay, giskard, preamble', /openclay|giskard|preamble/],
  ['verazuo and other jailbreaks', /verazuo|self_reminder|langkit|gptfuzzer|garak/],
  ['asb', /asb_/],
  ['tasktracker', /tasktracker/],
  ['made: other languages', /made\/foreign/],
  ['made: direct', /made\/direct/],
  ['made: harmless', /made\/harmless/],
  ['made: records', /made\/(?:records|indirect|tickets)/],
  ['made: lessons', /made\/lesson/],
  ['made: long prompts', /made\/(?:configuration|jailbreak)/],
  ['made: noise', /made\/(?:gibberish|lookalike)/],
];

/** One fold alone, and changes to the recipe, to compare: `evaluate.ts deepset '{"dropout":0}'`. */
const [, , only = '', changes = '{}'] = process.argv;
const recipe: Recipe = { ...RECIPE, runs: 1, ...JSON.parse(changes) };
const everything = new Map<string, number[]>();
const rows = readRows('train');
const bags = [...examplesOf(rows), ...syntheticExamples(rows)].map(bagOf);

for (const [name, pattern] of FOLDS) {
  if (!name.includes(only)) continue;
  const isOut = ({ example }: Bag) => pattern.test(example.group);
  const learnt = learn(
    bags.filter((bag) => !isOut(bag)),
    recipe,
  );
  const scores = new Map<string, number[]>();
  for (const bag of bags.filter(isOut)) {
    const key = keyOf(bag.example);
    scores.set(key, [...(scores.get(key) ?? []), scoreBag(learnt, bag, recipe)]);
  }
  console.log(`\n${name}`);
  for (const [key, all] of [...scores].sort(([left], [right]) => (left < right ? -1 : 1))) {
    const above = [-0.5, 0.2, 0.4, 0.8, 1.5].map((limit) =>
      `${((100 * all.filter((score) => score >= limit).length) / all.length).toFixed(1)}`.padStart(6),
    );
    everything.set(key, all);
    console.log(`  ${key.padEnd(60)} ${String(all.length).padStart(5)} ${above.join('')}`);
  }
}

summarise('person');
summarise('data');

/** Of real sources: recall, averaged over groups of attacks, where so many of the benign texts are taken for one, averaged likewise. */
function summarise(voice: string): void {
  const groups = (label: number) =>
    [...everything].filter(
      ([key, all]) => key.startsWith(`${label} ${voice}`) && all.length >= 20 && !key.includes('made/'),
    );
  const above = (label: number, limit: number) => {
    const shares = groups(label).map(([, all]) => all.filter((score) => score >= limit).length / all.length);
    return shares.reduce((sum, share) => sum + share, 0) / shares.length;
  };
  for (const allowed of [0.01, 0.02, 0.05]) {
    let limit = 6;
    while (limit > -6 && above(0, limit - 0.05) <= allowed) limit -= 0.05;
    console.log(
      `${voice}: at ${limit.toFixed(2)} ${(100 * allowed).toFixed(0)} % of benign and ${(100 * above(1, limit)).toFixed(1)} % of attacks`,
    );
  }
}

function keyOf({ group, label, voice }: Example): string {
  return `${label} ${voice.padEnd(6)} ${group.replace(/prompting_book:\w+/, 'prompting_book').replace(/docs:[^/]+\/[\w-]+/, 'docs')}`;
}
