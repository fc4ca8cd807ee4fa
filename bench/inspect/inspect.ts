/** `bench -- inspect`: what inspection costs on fresh text, on resent history and on text that was built to be slow. */
import type { Detector } from '../../packages/gatehouse/src/inspection/detector.ts';
import { DETECTORS, FAMILIES } from '../../packages/gatehouse/src/inspection/detectors/all.ts';
import { createInspector } from '../../packages/gatehouse/src/inspection/engine.ts';
import type { Inspector } from '../../packages/gatehouse/src/inspection/inspector.ts';
import type { Passage, Role } from '../../packages/gatehouse/src/kernel/passage.ts';
import { type Chance, seeded } from '../../tools/texts/chance.ts';
import { hostileTexts } from '../../tools/texts/hostile.ts';
import { englishText, mixedText } from '../../tools/texts/texts.ts';
import { threadTime } from '../../tools/texts/thread-time.ts';
import { naive } from './naive.ts';

const SEED = 20_261_121;
const ROUNDS = 5;
/** Characters of fresh text in a round, in passages of about this many characters. */
const ROUND_LENGTH = 2_000_000;
const PASSAGE_LENGTH = 4_000;
const PROMPTS = 500;
const PROMPT_LENGTH = 2_000;
const TURNS = 40;
const HOSTILE_LENGTH = 128 * 1_024;
/** How long each is inspected over and over: the clock of a thread is coarse. */
const HOSTILE_MS = 150;

/** Whose voice the passages are, by how often each is met in the conversations of agents. */
const ROLES: readonly [Role, ...Role[]] = ['user', 'tool', 'assistant', 'document', 'tool', 'system'];

/**
 * Megabytes are millions of bytes of UTF-8; speeds are medians over rounds of text that was never seen before, in the
 * time that the thread itself worked.
 */
export function benchInspect(): Record<string, unknown> {
  const chance = seeded(SEED);
  const all = inspectorOf(DETECTORS);
  say('warming up');
  for (let round = 0; round < 3; round += 1) speed(freshPassages(chance), (each) => inspect(all, each));
  const fresh = medianSpeed('everything on', chance, (each) => inspect(all, each));
  const survey = inspectorOf([]);
  const families: Record<string, number> = {
    survey_only: medianSpeed('the survey alone', chance, (each) => inspect(survey, each)),
  };
  for (const [name, detectors] of Object.entries(FAMILIES)) {
    const family = inspectorOf(detectors);
    families[name] = medianSpeed(name, chance, (each) => inspect(family, each));
  }
  const plain = medianSpeed('plain expressions', chance, (passages) => {
    for (const { text } of passages) naive(text);
  });
  const prompt = promptMicroseconds(all, chance);
  const resent = resentSpeed(chance);
  const hostile = hostileSpeeds(chance);
  const [slowest = ['none', fresh]] = hostile.toSorted(([, left], [, right]) => left - right);
  return {
    all_mb_per_s: fresh,
    us_per_2kb_prompt: prompt,
    families,
    resent_mb_per_s: resent,
    worst_case_ratio: rounded(fresh / slowest[1]),
    worst_case: slowest[0],
    naive_mb_per_s: plain,
    hostile_mb_per_s: Object.fromEntries(hostile),
  };
}

function inspectorOf(detectors: readonly Detector[]): Inspector {
  return createInspector({ detectors });
}

function inspect(inspector: Inspector, passages: readonly Passage[]): void {
  const inspected = inspector.inspect('bench', passages);
  if (!inspected.ok) throw new Error(inspected.fault.message, { cause: inspected.fault });
}

function passageOf(text: string, role: Role): Passage {
  return { place: '$', role, view: 'text', text, slot: { start: 0, end: 0, kind: 'string' }, signed: false };
}

function freshPassages(chance: Chance): readonly Passage[] {
  return Array.from({ length: ROUND_LENGTH / PASSAGE_LENGTH }, () =>
    passageOf(mixedText(chance, PASSAGE_LENGTH), chance.pick(ROLES)),
  );
}

/** Megabytes a second. */
function speed(passages: readonly Passage[], work: (passages: readonly Passage[]) => void): number {
  const bytes = passages.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  return bytes / 1_000 / threadTime(() => work(passages));
}

function medianSpeed(name: string, chance: Chance, work: (passages: readonly Passage[]) => void): number {
  const speeds = Array.from({ length: ROUNDS }, () => speed(freshPassages(chance), work));
  const value = rounded(median(speeds));
  say(`${name}: ${value} MB/s`);
  return value;
}

function promptMicroseconds(inspector: Inspector, chance: Chance): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const prompts = Array.from({ length: PROMPTS }, () =>
      passageOf(englishText(chance, PROMPT_LENGTH).slice(0, PROMPT_LENGTH), 'user'),
    );
    const milliseconds = threadTime(() => {
      for (const prompt of prompts) inspect(inspector, [prompt]);
    });
    return (milliseconds * 1_000) / PROMPTS;
  });
  const value = rounded(median(times));
  say(`a prompt of 2 KB: ${value} microseconds`);
  return value;
}

/** A conversation of an agent, resent as a whole with every turn; counted is all text that was to be inspected. */
function resentSpeed(chance: Chance): number {
  const speeds = Array.from({ length: ROUNDS }, () => {
    const inspector = inspectorOf(DETECTORS);
    const requests = conversation(chance);
    const bytes = requests.flat().reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
    const milliseconds = threadTime(() => {
      for (const passages of requests) inspect(inspector, passages);
    });
    return bytes / 1_000 / milliseconds;
  });
  const value = rounded(median(speeds));
  say(`resent history: ${value} MB/s`);
  return value;
}

function conversation(chance: Chance): readonly (readonly Passage[])[] {
  const history = [passageOf(mixedText(chance, 4_000), 'system')];
  return Array.from({ length: TURNS }, (_, turn) => {
    history.push(
      passageOf(englishText(chance, 600), 'user'),
      passageOf(mixedText(chance, 1_500), 'assistant'),
    );
    if (turn % 2 === 0) history.push(passageOf(mixedText(chance, 5_000), 'tool'));
    // WHY copied: every request brings strings of its own, and nothing that is remembered of a string.
    return history.map((each) => ({ ...each, text: Buffer.from(each.text).toString() }));
  });
}

/** A text that is refused counts with the time that this took. */
function hostileSpeeds(chance: Chance): readonly (readonly [string, number])[] {
  const inspector = createInspector({ detectors: DETECTORS, memoBytes: 0 });
  return [...hostileTexts(chance, HOSTILE_LENGTH)].map(([name, text]) => {
    const passages = [passageOf(text, 'document')];
    let times = 0;
    const milliseconds = threadTime(() => {
      for (const end = performance.now() + HOSTILE_MS; performance.now() < end; times += 1) {
        inspector.inspect('bench', passages);
      }
    });
    const value = rounded((Buffer.byteLength(text) * times) / 1_000 / milliseconds);
    say(`${name}: ${value} MB/s`);
    return [name, value] as const;
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function say(what: string): void {
  process.stderr.write(`${what}\n`);
}
