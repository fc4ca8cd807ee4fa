/** Examples that are generated, the same in every run: attacks, and what only looks like them. */
import { BENIGN_SLOTS, carry, DATA_ATTACKS, DATA_BENIGN, DATA_SLOTS } from './carriers.ts';
import { Chance, fill } from './chance.ts';
import type { Example, Row } from './corpus.ts';
import { DIRECT_ATTACKS } from './english-attacks.ts';
import { HARMLESS, HARMLESS_SLOTS } from './english-benign.ts';
import { DIRECT_SLOTS } from './english-slots.ts';
import { handbook } from './handbook.ts';
import { FOREIGN_ATTACKS } from './languages-attacks.ts';
import { FOREIGN_BENIGN } from './languages-benign.ts';
import { FOREIGN_ORDERS, MORE_ATTACKS } from './languages-more.ts';
import { manual, sections } from './manuals.ts';
import { gibberish, lookalike } from './noise.ts';
import { configuration, jailbreak } from './prompts.ts';
import { lesson } from './teaching.ts';

const SEED = 20_260_101;
const PER_TEMPLATE = 24;
const PER_SENTENCE = 6;

/** `rows` give the benign texts that attacks are hidden in. */
export function syntheticExamples(rows: readonly Row[]): readonly Example[] {
  const chance = new Chance(SEED);
  const documents = rows.filter(
    ({ kind, licence }) => kind === 'benign_document' && licence === 'permissive',
  );
  const requests = rows.filter(({ kind }) => kind === 'benign_instruction');
  const hide = (text: string) =>
    chance.happens(0.3) ? inside(text, chance.pick(documents).text, chance) : carry(text, chance);
  return [
    ...direct(chance, hide),
    ...inData(chance, hide),
    ...foreign(chance, hide),
    ...noisy(chance, requests),
    ...harmless(chance),
    ...lessons(chance, documents),
    ...tickets(chance, requests),
    ...prompts(chance),
    ...manuals(chance),
  ];
}

function direct(chance: Chance, hide: (text: string) => string): Example[] {
  return repeat(DIRECT_ATTACKS, PER_TEMPLATE).flatMap((template) => {
    const text = vary(fill(template, DIRECT_SLOTS, chance), chance);
    return [
      { text, label: 1, voice: 'person', group: 'made/direct', share: 3 },
      { text: hide(text), label: 1, voice: 'data', group: 'made/direct/data', share: 1 },
    ] as const;
  });
}

function inData(chance: Chance, hide: (text: string) => string): Example[] {
  const attacks = repeat(DATA_ATTACKS, PER_TEMPLATE * 3).flatMap((template): Example[] => {
    const text = hide(vary(fill(template, DATA_SLOTS, chance), chance));
    const example: Example = { text, label: 1, voice: 'data', group: 'made/indirect', share: 4 };
    // What names its reader or its frame is an attack whoever brings it; a plain order may be the person's own.
    const isFramed = /\{(?:call|ignore|bridge)\}|<|\[/.test(template);
    return isFramed
      ? [example, { ...example, voice: 'person', group: 'made/indirect/person', share: 3 }]
      : [example];
  });
  const benign = repeat(DATA_BENIGN, PER_TEMPLATE * 2).flatMap((template) => {
    const text = fill(template, BENIGN_SLOTS, chance);
    return [
      { text: carry(text, chance), label: 0, voice: 'data', group: 'made/records', share: 4 },
      { text: carry(text, chance), label: 0, voice: 'person', group: 'made/records/person', share: 1 },
    ] as const;
  });
  return [...attacks, ...benign];
}

function foreign(chance: Chance, hide: (text: string) => string): Example[] {
  const names = [...new Set([...Object.keys(FOREIGN_ATTACKS), ...Object.keys(MORE_ATTACKS)])];
  const known = names.map((name) => [...(FOREIGN_ATTACKS[name] ?? []), ...(MORE_ATTACKS[name] ?? [])]);
  const attacks = known.flatMap((sentences) =>
    repeat(sentences, PER_SENTENCE).flatMap((sentence) => {
      const text = chance.happens(0.3) ? `${sentence} ${chance.pick(sentences)}` : sentence;
      return [
        { text, label: 1, voice: 'person', group: 'made/foreign', share: 3 },
        { text: hide(text), label: 1, voice: 'data', group: 'made/foreign/data', share: 2 },
      ] as const;
    }),
  );
  const benign = Object.values(FOREIGN_BENIGN).flatMap((sentences) =>
    repeat(sentences, PER_SENTENCE).flatMap((sentence) => {
      const text = chance.happens(0.3) ? `${sentence} ${chance.pick(sentences)}` : sentence;
      return [
        { text, label: 0, voice: 'person', group: 'made/foreign_benign', share: 3 },
        { text: carry(text, chance), label: 0, voice: 'data', group: 'made/foreign_benign/data', share: 1 },
      ] as const;
    }),
  );
  const orders = Object.values(FOREIGN_ORDERS).flatMap((sentences) =>
    repeat(sentences, PER_SENTENCE * 2).map(
      (sentence): Example => ({
        text: hide(sentence),
        label: 1,
        voice: 'data',
        group: 'made/foreign_orders',
        share: 1.5,
      }),
    ),
  );
  return [...attacks, ...benign, ...orders];
}

/** Requests with a suffix that an optimiser might have found, and texts that only look as noisy. */
function noisy(chance: Chance, requests: readonly Row[]): Example[] {
  return Array.from({ length: 700 }, () => chance.pick(requests).text).flatMap((request) => [
    { text: `${request} ${gibberish(chance)}`, label: 1, voice: 'person', group: 'made/gibberish', share: 1 },
    {
      text: `${request}\n${lookalike(chance)}`,
      label: 0,
      voice: 'person',
      group: 'made/lookalike',
      share: 2,
    },
    { text: lookalike(chance), label: 0, voice: 'data', group: 'made/lookalike/data', share: 2 },
  ]);
}

function harmless(chance: Chance): Example[] {
  return repeat(HARMLESS, PER_TEMPLATE).map(
    (template): Example => ({
      text: vary(fill(template, HARMLESS_SLOTS, chance), chance),
      label: 0,
      voice: 'person',
      group: 'made/harmless',
      share: 6,
    }),
  );
}

/** Lessons about attacks, alone and among the pages of a document. */
function lessons(chance: Chance, documents: readonly Row[]): Example[] {
  return Array.from({ length: 2_000 }, () => lesson(chance)).flatMap((text, index) => {
    const page = index % 2 === 0 ? text : inside(text, chance.pick(documents).text, chance);
    return [
      { text: page, label: 0, voice: 'person', group: 'made/lesson', share: 4 },
      { text: page, label: 0, voice: 'data', group: 'made/lesson/data', share: 1.5 },
    ] as const;
  });
}

/** Long prompts of both kinds. */
function prompts(chance: Chance): Example[] {
  return Array.from({ length: 1_500 }).flatMap(() => {
    const attack = jailbreak(chance);
    return [
      { text: configuration(chance), label: 0, voice: 'person', group: 'made/configuration', share: 4 },
      { text: attack, label: 1, voice: 'person', group: 'made/jailbreak', share: 2 },
      { text: attack, label: 1, voice: 'data', group: 'made/jailbreak/data', share: 0.7 },
    ] as const;
  });
}

/** Pages that teach how to write prompts, prompts in many sections, and documentation. */
function manuals(chance: Chance): Example[] {
  return Array.from({ length: 1_500 }).flatMap(() => {
    const page = manual(chance);
    const prompt = sections(chance);
    const steps = handbook(chance);
    return [
      { text: page, label: 0, voice: 'person', group: 'made/manual', share: 1.5 },
      { text: page, label: 0, voice: 'data', group: 'made/manual/data', share: 1 },
      { text: prompt, label: 0, voice: 'person', group: 'made/sections', share: 4 },
      { text: prompt, label: 0, voice: 'data', group: 'made/sections/data', share: 0.5 },
      { text: steps, label: 0, voice: 'person', group: 'made/handbook', share: 1 },
      { text: steps, label: 0, voice: 'data', group: 'made/handbook/data', share: 0.7 },
    ] as const;
  });
}

/** What customers write, as a tool gives it back. */
function tickets(chance: Chance, requests: readonly Row[]): Example[] {
  const asked = requests.filter(({ source }) => /banking77|clinc|hh_rlhf/.test(source));
  return Array.from(
    { length: 1_500 },
    (): Example => ({
      text: carry(chance.pick(asked).text, chance),
      label: 0,
      voice: 'data',
      group: 'made/tickets',
      share: 2,
    }),
  );
}

/** A text at the beginning, in the middle or at the end of another one. */
function inside(text: string, host: string, chance: Chance): string {
  const lines = host.split('\n');
  const at = chance.pick([0, lines.length, chance.below(lines.length + 1)]);
  return [...lines.slice(0, at), text, ...lines.slice(at)].join('\n');
}

/** The same text as people write it: in small letters, shouted, without a stop. */
function vary(text: string, chance: Chance): string {
  const form = chance.below(12);
  if (form === 0) return text.toLowerCase();
  if (form === 1) return text.toUpperCase();
  if (form === 2) return text.replace(/[.!]$/, '');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function repeat<Item>(items: readonly Item[], times: number): readonly Item[] {
  return items.flatMap((item) => Array.from({ length: times }, () => item));
}
