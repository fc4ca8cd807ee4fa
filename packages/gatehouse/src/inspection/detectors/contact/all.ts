/** Detectors of how and where people and machines are reached. */
import type { Detector } from '../../detector.ts';
import { email } from './email.ts';

export const CONTACT: readonly Detector[] = [email];
