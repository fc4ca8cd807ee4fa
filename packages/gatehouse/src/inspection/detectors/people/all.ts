/** Detectors of who people are. */
import type { Detector } from '../../detector.ts';
import { dates } from './date-time.ts';
import { names } from './names.ts';

export const PEOPLE: readonly Detector[] = [dates, names];
