/** Detectors of credentials. */
import type { Detector } from '../../detector.ts';
import { cloudKey } from './cloud-key.ts';
import { privateKey } from './private-key.ts';

export const SECRETS: readonly Detector[] = [privateKey, cloudKey];
