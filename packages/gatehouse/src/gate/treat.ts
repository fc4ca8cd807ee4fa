/** Treats sightings as the charter asks: masks and placeholders stand in the place of data, and what remains is known. */
import type { Finding } from '../inspection/detector.ts';
import { PLACEHOLDER } from '../inspection/detectors/placeholders/all.ts';
import type { Sighting } from '../inspection/inspector.ts';
import { maskOf, type Region, regionsOf, replace } from '../inspection/mask.ts';
import { fault } from '../kernel/faults.ts';
import type { Passage, Rewrite } from '../kernel/passage.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import type { Arriving, Crossing } from './crossing.ts';
import type { Gate } from './gate.ts';
import { vaultScope } from './placeholders.ts';
import { replaces, type Treatment, type Treatments, treatmentOf } from './treatment.ts';

export interface Treated {
  readonly rewrites: readonly Rewrite[];
  /** What still goes on; what is labelled counts as found. */
  readonly remaining: readonly Sighting[];
  /** How many findings of each class were masked, and how many stand behind placeholders. */
  readonly masked: Readonly<Record<string, number>>;
  readonly tokenised: Readonly<Record<string, number>>;
  /** How many placeholders of each class were replaced by what they stand for. */
  readonly restored: Readonly<Record<string, number>>;
  /** The values behind the placeholders that were written. */
  readonly placeholders: ReadonlyMap<string, string>;
}

/** A masked text may show what the data hid; more rounds than this is an attack. */
const ROUNDS_MAX = 3;

/** How data is covered, the one that hides the most first: where several touch, it wins. */
const COVERS = ['mask', 'tokenise', 'restore'] as const;
type Cover = (typeof COVERS)[number];

/** What has to be replaced in each passage, and how. */
type Covers = Map<Passage, Map<Finding, Cover>>;

export async function treat(
  gate: Gate,
  crossing: Crossing<Arriving>,
  what: {
    readonly sightings: readonly Sighting[];
    readonly treatments: Treatments;
    /** In an answer: the values behind the placeholders of its request. */
    readonly restore?: ReadonlyMap<string, string>;
  },
): Promise<Result<Treated>> {
  const { sightings, treatments } = what;
  const covers: Covers = new Map();
  const remaining: Sighting[] = [];
  const counts: Record<Cover, Record<string, number>> = { mask: {}, tokenise: {}, restore: {} };
  for (const sighting of sightings) {
    const { passage, finding } = sighting;
    const asked = treatmentOf(treatments, finding, passage.role);
    const treatment = finding.detector === PLACEHOLDER ? restores(asked, passage) : asked;
    if (treatment === 'leave') continue;
    if (treatment !== 'restore' && !replaces(treatment)) {
      remaining.push(...remains(sighting, treatment));
      continue;
    }
    if (passage.signed) return failed(passage.layer ? fileFault(sighting) : signedFault(passage.place));
    counts[treatment][finding.class] = (counts[treatment][finding.class] ?? 0) + 1;
    const covered = covers.get(passage);
    if (covered === undefined) covers.set(passage, new Map([[finding, treatment]]));
    else covered.set(finding, treatment);
  }
  const known = { remaining, masked: counts.mask, tokenised: counts.tokenise, restored: counts.restore };
  if (covers.size === 0) return ok({ rewrites: [], placeholders: new Map(), ...known });
  const written = await write(gate, crossing, { covers, restore: what.restore ?? new Map() });
  if (!written.ok) return written;
  const rewrites = clean(crossing, written.value.rewrites, treatments);
  if (!rewrites.ok) return rewrites;
  return ok({ ...written.value, rewrites: rewrites.value, ...known });
}

/** A placeholder stays one for a reader who may not see its data, and where text is signed. */
function restores(asked: Treatment | undefined, { signed }: Passage): 'restore' | 'leave' {
  return signed || replaces(asked) ? 'leave' : 'restore';
}

/** What a sighting is known as when its data stays: certain if the charter takes it so, nothing if it only counts. */
function remains(sighting: Sighting, treatment: Treatment | undefined): readonly Sighting[] {
  if (treatment === undefined) return [sighting];
  if (treatment === 'count') return [];
  return [{ ...sighting, finding: { ...sighting.finding, confidence: 1 } }];
}

export function signedFault(place: string) {
  return fault(
    'inspection.signed',
    `Signed reasoning at ${place} holds data that has to be replaced; it cannot be rewritten.`,
  );
}

function fileFault({ passage: { place }, finding }: Sighting) {
  return fault(
    'inspection.file',
    `The file at ${place} holds data (${finding.class}) that has to be replaced, and a file cannot be rewritten; remove it from the file.`,
  );
}

interface Covering {
  readonly covers: Covers;
  readonly restore: ReadonlyMap<string, string>;
}

/** Replaces what is covered; the placeholders are durable before anything is written. */
async function write(
  gate: Gate,
  crossing: Crossing<Arriving>,
  { covers, restore }: Covering,
): Promise<Result<Pick<Treated, 'rewrites' | 'placeholders'>>> {
  const regions = [...covers].map(([passage, covered]) => ({
    passage,
    regions: regionsOf([...covered.keys()]),
    coverOf: ({ findings }: Region) => strongest(findings.map((finding) => covered.get(finding))),
  }));
  const secrets = regions.flatMap(({ passage, regions: found, coverOf: cover }) =>
    found
      .filter((region) => cover(region) === 'tokenise')
      .map((region) => ({ class: region.finding.class, value: valueAt(passage, region) })),
  );
  const placed = secrets.length === 0 ? ok([]) : await gate.vault.place(vaultScope(crossing), secrets);
  if (!placed.ok) return placed;
  const names = placed.value.values();
  const rewrites = regions.map(({ passage, regions: found, coverOf: cover }) => ({
    passage,
    text: replace(passage, found, (region) => {
      const kind = cover(region);
      if (kind === 'tokenise') return nextOf(names);
      return (kind === 'restore' ? restore.get(region.finding.reads ?? '') : undefined) ?? maskOf(region);
    }),
  }));
  const placeholders = new Map(placed.value.map((name, index) => [name, secrets[index]?.value ?? '']));
  return ok({ rewrites, placeholders });
}

function strongest(covers: readonly (Cover | undefined)[]): Cover {
  return COVERS.find((cover) => covers.includes(cover)) ?? 'mask';
}

function nextOf(names: Iterator<string>): string {
  const { value, done } = names.next();
  if (done === true) throw new Error('INVARIANT: the vault places as many values as it is given');
  return value;
}

/** The data as its reader would read it: JSON source in a string is unescaped. */
function valueAt({ text, view }: Passage, { start, end, finding }: Region): string {
  const source = text.slice(start, end);
  if (view === 'text' || finding.bare === true) return source;
  try {
    return JSON.parse(`"${source}"`) as string;
  } catch {
    // WHY: a region that begins or ends within an escape is no JSON of its own; its source stands for it.
    return source;
  }
}

/**
 * INVARIANT: what was replaced is scanned again until nothing of it is left, so that a mask that fails to cover is a
 * refusal and not a leak. What comes to light only then (a mask is shorter than what it hides) is masked as well.
 */
function clean(
  crossing: Crossing<Arriving>,
  rewrites: readonly Rewrite[],
  treatments: Treatments,
): Result<readonly Rewrite[]> {
  let current = rewrites;
  for (let round = 0; ; round += 1) {
    const drafts = current.map((rewrite) => ({
      rewrite,
      passage: { ...rewrite.passage, text: rewrite.text },
    }));
    const again = crossing.charter.inspector.inspect(
      crossing.principal.tenant,
      drafts.map(({ passage }) => passage),
    );
    if (!again.ok) return again;
    const left = again.value.filter(({ finding, passage }) =>
      replaces(treatmentOf(treatments, finding, passage.role)),
    );
    const [first] = left;
    if (first === undefined) return ok(current);
    if (round === ROUNDS_MAX) {
      const message = `Masking at ${first.passage.place} did not remove everything it had to.`;
      return failed(fault('inspection.failed', message));
    }
    const byPassage = Map.groupBy(left, ({ passage }) => passage);
    current = drafts.map(({ rewrite, passage }) => {
      const found = byPassage.get(passage);
      if (found === undefined) return rewrite;
      const regions = regionsOf(found.map(({ finding }) => finding));
      return { ...rewrite, text: replace(passage, regions, maskOf) };
    });
  }
}
