/** The fields in which Anthropic keeps ciphertext of its own. */
import { each, encrypted, fields } from '../visits.ts';

/** In results of tools that Anthropic runs, at any depth. */
export const ENCRYPTED_FIELDS = {
  encrypted_content: encrypted,
  encrypted_index: encrypted,
  encrypted_stdout: encrypted,
} as const;

/** In the citations of a text. */
export const CITATION = fields({ encrypted_index: encrypted });
export const CITATIONS = each(CITATION);
