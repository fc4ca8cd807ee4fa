/** Detectors of who people are. */
import type { Detector } from '../../detector.ts';
import { dateOfBirth, dateTime } from './date-time.ts';

export const PEOPLE: readonly Detector[] = [dateOfBirth, dateTime];
