/** Detectors of text that acts on its reader, and of what is worth noting in an answer. */
import type { Detector } from '../../detector.ts';
import { exfiltration } from './exfiltration.ts';
import { terminalEscape } from './terminal-escape.ts';

export const OUTPUT: readonly Detector[] = [exfiltration, terminalEscape];
