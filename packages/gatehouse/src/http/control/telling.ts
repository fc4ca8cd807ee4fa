/** Tells the story of stored entries, or that they can no longer be read. */
import type { StoredEntry } from '../../ledger/crossings.ts';
import { type Story, storyOf } from '../../ledger/story.ts';

/** `damaged`: somebody changed the evidence by hand; verification says what. */
export function tell(entries: readonly StoredEntry[]): Story | 'damaged' | undefined {
  try {
    return storyOf(entries);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return 'damaged';
    throw error;
  }
}
