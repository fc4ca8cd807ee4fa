/** The table of documents that are generated from code. A new one is one file in this folder and one row here. */
import { faults } from './faults.ts';

export interface GeneratedPage {
  /** Relative to the root. */
  readonly path: string;
  readonly render: () => string;
}

export const GENERATED: readonly GeneratedPage[] = [faults];
