/** The table of detectors by family: a family is switched, measured and sabotaged as one. */
import type { Detector } from '../detector.ts';
import { CONTACT } from './contact/all.ts';
import { IDENTIFIERS } from './identifiers/all.ts';
import { INJECTION } from './injection/all.ts';
import { layersOf } from './layers/all.ts';
import { OUTPUT } from './output/all.ts';
import { PEOPLE } from './people/all.ts';
import { PLACEHOLDERS } from './placeholders/all.ts';
import { SECRETS } from './secrets/all.ts';

const PLAIN = {
  secrets: SECRETS,
  identifiers: IDENTIFIERS,
  contact: CONTACT,
  people: PEOPLE,
  placeholders: PLACEHOLDERS,
  output: OUTPUT,
  injection: INJECTION,
} as const satisfies Readonly<Record<string, readonly Detector[]>>;

export const FAMILIES = {
  ...PLAIN,
  layers: layersOf(Object.values(PLAIN).flat()),
} as const satisfies Readonly<Record<string, readonly Detector[]>>;

export const DETECTORS: readonly Detector[] = Object.values(FAMILIES).flat();
