/** Detectors of text that acts on its reader, and of what is worth noting in an answer. */
import type { Detector } from '../../detector.ts';
import { exfiltration } from './exfiltration.ts';
import { hiddenText } from './hidden-text.ts';
import { promptLeak } from './prompt-leak.ts';
import { refusal } from './refusal.ts';
import { terminalEscape } from './terminal-escape.ts';
import { ungrounded } from './ungrounded.ts';
import { unseenCode, unseenUrl } from './unseen.ts';

export const OUTPUT: readonly Detector[] = [
  exfiltration,
  terminalEscape,
  hiddenText,
  promptLeak,
  unseenCode,
  unseenUrl,
  refusal,
  ungrounded,
];
