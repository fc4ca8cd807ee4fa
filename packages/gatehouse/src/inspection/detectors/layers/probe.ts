/** Looks through decoded text with all detectors, and says where in the encoded text its findings stand. */
import { readWhole, type Watch, watchOf } from '../../channel.ts';
import { CONTEXT, type Detector, type Finding, type Glance } from '../../detector.ts';
import type { Origins } from '../../piece.ts';
import { digestOfRules } from '../rules.ts';

/** A stretch of text with what it stands for. */
export interface Decoded {
  readonly coding: string;
  readonly text: string;
  /** Where each unit comes from in the text that was looked at; `bare` is 1 for what was decoded. */
  readonly origins: Origins;
}

/** Which of the findings in a stretch count: those that begin in it. */
export interface Bounds {
  readonly from: number;
  /** Where the next stretch begins, if it overlaps with this one. */
  readonly to: number;
}

export interface Probe {
  /** What all detectors within can find. */
  readonly classes: readonly string[];
  readonly version: string;
  /** Detectors that are to look through decoded text as well. */
  include(layers: readonly Detector[]): void;
  /** Findings that rest on something decoded, in places of the encoded text, in order. */
  look(glance: Glance, decoded: Decoded, bounds: Bounds): readonly Finding[];
  /** Whether layers at this depth are still looked for. */
  isDeep(): boolean;
}

const DEPTH_MAX = 3;
/** So many times its own length is looked through below a stretch at most. */
const EFFORT = 4;

export function createProbe(detectors: readonly Detector[]): Probe {
  const within = [...detectors];
  let watch: Watch | undefined;
  let depth = 0;
  /** How many characters may still be looked through below the stretch at hand. */
  let effort = 0;

  function find({ role, background }: Glance, { text }: Decoded): readonly Finding[] {
    if (depth === 0) effort = (text.length + CONTEXT) * EFFORT;
    effort -= text.length;
    if (effort < 0) return [];
    // WHY late: the survey of all detectors is large, and many programs never meet an encoded text.
    watch ??= watchOf(within);
    depth += 1;
    try {
      const opening = { view: 'text', role, ...(background === undefined ? {} : { background }) } as const;
      const found = readWhole(watch, opening, text);
      if (!found.ok) throw new Error(found.fault.message, { cause: found.fault.cause });
      return found.value;
    } finally {
      depth -= 1;
    }
  }

  return {
    classes: [...new Set(detectors.flatMap(({ classes }) => classes))],
    version: digestOfRules(
      1,
      detectors.map(({ name, version }) => [name, version]),
    ),
    include: (layers) => within.push(...layers),
    look(glance, decoded, { from, to }) {
      const { origins } = decoded;
      const findings: Finding[] = [];
      const ends = new Map<string, number>();
      for (const finding of find(glance, decoded)) {
        if (!isDecoded(origins, finding)) continue;
        const detector = `${decoded.coding}>${finding.detector}`;
        // Neighbours may share what they are encoded in: then it belongs to the first.
        const start = Math.max(origins.starts[finding.start] ?? 0, ends.get(detector) ?? 0);
        const end = origins.ends[finding.end - 1] ?? 0;
        if (start < from || start >= to || start >= end) continue;
        ends.set(detector, end);
        findings.push({ class: finding.class, detector, start, end, confidence: finding.confidence });
      }
      return findings.sort((left, right) => left.start - right.start || left.end - right.end);
    },
    isDeep: () => depth < DEPTH_MAX,
  };
}

function isDecoded({ bare }: Origins, { start, end }: Finding): boolean {
  return bare.subarray(start, end).includes(1);
}
