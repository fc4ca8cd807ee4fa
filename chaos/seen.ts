/** What the outside of the gate saw, by which its word is checked. */
import type { Broken } from './broken.ts';
import type { Deed } from './tool-deeds.ts';

export interface Seen {
  /** Crossings that were answered in full. */
  readonly acknowledged: Set<string>;
  /** Markers that came to the provider. */
  readonly reached: Set<string>;
  /** Everything that was asked of the office, by the name that the gate gives it there. */
  readonly deeds: Map<string, Deed>;
  /** What no law was needed to see. */
  readonly broken: Broken[];
}
