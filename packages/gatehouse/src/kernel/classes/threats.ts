/** Data classes of text that attacks, the most telling first. */
import { group } from './class.ts';

export const THREAT_CLASSES = group('threats', {
  injection:
    'Instructions that attack the model which reads them: prompt injection, extraction and jailbreaks (OWASP LLM01:2025).',
  exfiltration:
    'Markdown, HTML or a URL that makes its reader send data away, by itself or by one click, or that runs code (OWASP LLM05:2025).',
  terminal_escape: 'Control sequences for terminals, raw or written out (ECMA-48; CWE-150).',
  hidden_text:
    'Text that its reader cannot see or sees as another: bidirectional controls (UAX #9), tag characters, look-alikes (UTS #39).',
  prompt_leak: 'Words of the system prompt, or a canary in it, that an answer repeats (OWASP LLM07:2025).',
});
