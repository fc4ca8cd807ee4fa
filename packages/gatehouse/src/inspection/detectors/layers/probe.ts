/** Looks through decoded text with all detectors, and says where in the encoded text its findings stand. */
import { readWhole, type Watch, watchOf } from '../../channel.ts';
import { CONTEXT, type Cursor, type Detector, type Finding, type Glance, type Scan } from '../../detector.ts';
import type { Origins } from '../../piece.ts';
import { digestOfRules } from '../rules.ts';
import { type Decoded, StretchBuilder } from './stretch.ts';

/** Which of the findings in a stretch count: those that begin in it. */
export interface Bounds {
  readonly from: number;
  /** Where the next stretch begins, if it overlaps with this one. */
  readonly to: number;
}

/** Where a layer looks, and how far the text has come. */
export interface Part {
  readonly cursor: Cursor;
  readonly last: boolean;
}

export interface Probe {
  /** What all detectors within can find. */
  readonly classes: readonly string[];
  readonly version: string;
  /** Detectors that are to look through decoded text as well. */
  include(layers: readonly Detector[]): void;
  /** A builder for the next stretch to look through. */
  builder(): StretchBuilder;
  /** Findings that rest on something decoded, in places of the encoded text, in order. */
  look(glance: Glance, decoded: Decoded, bounds: Bounds): readonly Finding[];
  /** The same, where no layers are looked for below. */
  lookLast(glance: Glance, decoded: Decoded, bounds: Bounds): readonly Finding[];
  /** Whether anything in a part of the text was decoded: what was not is looked at where it stands. */
  isFresh(glance: Glance, start: number, end: number): boolean;
  /** Looks for a layer, unless the text stands too deep in others. */
  layer(scan: (glance: Glance, part: Part) => Scan): Detector['scan'];
}

const DEPTH_MAX = 3;
/** So many times its own length is looked through at and below a stretch at most. */
const EFFORT = 2.5;
/** Nothing that is shorter is data. */
const TEXT_MIN = 5;
const NOTHING: readonly Finding[] = [];

export function createProbe(detectors: readonly Detector[]): Probe {
  const within = [...detectors];
  const builders = Array.from({ length: DEPTH_MAX }, () => new StretchBuilder());
  /** The stretches that are being looked through, each within the one before. */
  const stretches: Decoded[] = [];
  let watch: Watch | undefined;
  let depth = 0;
  /** How many characters may still be looked through below the stretch at hand. */
  let effort = 0;

  function find({ role, background }: Glance, decoded: Decoded, below: number): readonly Finding[] {
    const { text } = decoded;
    if (text.length < TEXT_MIN) return NOTHING;
    if (depth === 0) effort = (text.length + CONTEXT) * EFFORT;
    effort -= text.length;
    if (effort < 0) return NOTHING;
    // WHY late: the survey of all detectors is large, and many programs never meet an encoded text.
    watch ??= watchOf(within);
    const before = depth;
    depth = below;
    stretches.push(decoded);
    try {
      const opening = { view: 'text', role, ...(background === undefined ? {} : { background }) } as const;
      const found = readWhole(watch, opening, text);
      if (!found.ok) throw new Error(found.fault.message, { cause: found.fault.cause });
      return found.value;
    } finally {
      stretches.pop();
      depth = before;
    }
  }

  return {
    classes: [...new Set(detectors.flatMap(({ classes }) => classes))],
    version: digestOfRules(
      1,
      detectors.map(({ name, version }) => [name, version]),
    ),
    include: (layers) => within.push(...layers),
    builder: () => (builders[depth] ?? new StretchBuilder()).begin(),
    look: (glance, decoded, bounds) => placed(find(glance, decoded, depth + 1), decoded, bounds),
    lookLast: (glance, decoded, bounds) => placed(find(glance, decoded, DEPTH_MAX), decoded, bounds),
    isFresh({ text }, start, end) {
      const stretch = stretches.at(-1);
      // What was folded stands elsewhere in the stretch.
      if (stretch === undefined || stretch.text !== text) return true;
      return isDecoded(stretch.origins, start, end);
    },
    layer: (scan) => (glance, cursor, last) =>
      depth < DEPTH_MAX
        ? scan(glance, { cursor, last })
        : { findings: NOTHING, next: { from: glance.text.length, floor: 0, inside: false } },
  };
}

/** Where findings in decoded text stand in the encoded text. */
function placed(
  found: readonly Finding[],
  { coding, origins }: Decoded,
  { from, to }: Bounds,
): readonly Finding[] {
  if (found.length === 0) return NOTHING;
  const findings: Finding[] = [];
  const ends = new Map<string, number>();
  for (const finding of found) {
    if (!isDecoded(origins, finding.start, finding.end)) continue;
    const detector = `${coding}>${finding.detector}`;
    // Neighbours may share what they are encoded in: then it belongs to the first.
    const start = Math.max(origins.starts[finding.start] ?? 0, ends.get(detector) ?? 0);
    const end = origins.ends[finding.end - 1] ?? 0;
    if (start < from || start >= to || start >= end) continue;
    ends.set(detector, end);
    findings.push({ class: finding.class, detector, start, end, confidence: finding.confidence });
  }
  return findings.sort((left, right) => left.start - right.start || left.end - right.end);
}

function isDecoded({ bare }: Origins, start: number, end: number): boolean {
  for (let index = start; index < end; index += 1) if (bare[index] === 1) return true;
  return false;
}
