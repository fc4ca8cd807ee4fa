/** Detectors of credentials. */
import type { Detector } from '../../detector.ts';
import { privateKey } from './private-key.ts';
import { secret } from './secret.ts';

export const SECRETS: readonly Detector[] = [privateKey, secret];
