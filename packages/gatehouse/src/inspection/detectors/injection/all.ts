/** Detectors of text that attacks the model which reads it. */
import type { Detector } from '../../detector.ts';
import { injection } from './injection.ts';

export const INJECTION: readonly Detector[] = [injection];
