/** Data classes of text that attacks, the most telling first. */
import { group } from './class.ts';

export const THREAT_CLASSES = group('threats', {
  exfiltration:
    'Markdown, HTML or a URL that makes its reader send data away, by itself or by one click, or that runs code (OWASP LLM05:2025).',
  terminal_escape: 'Control sequences for terminals, raw or written out (ECMA-48; CWE-150).',
});
