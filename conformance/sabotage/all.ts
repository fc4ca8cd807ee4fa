/** All sabotages. */
import { AT_THE_DOOR } from './at-the-door.ts';
import { IN_THE_BROKER } from './in-the-broker.ts';
import { IN_THE_DETECTORS } from './in-the-detectors.ts';
import { IN_THE_MANDATES } from './in-the-mandates.ts';
import { ON_THE_WAY_BACK } from './on-the-way-back.ts';
import { ON_THE_WAY_IN } from './on-the-way-in.ts';
import type { Sabotage } from './sabotage.ts';

export const SABOTAGES: readonly Sabotage[] = [
  ...AT_THE_DOOR,
  ...ON_THE_WAY_IN,
  ...IN_THE_DETECTORS,
  ...ON_THE_WAY_BACK,
  ...IN_THE_BROKER,
  ...IN_THE_MANDATES,
];
