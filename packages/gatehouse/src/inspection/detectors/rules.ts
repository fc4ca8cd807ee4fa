/** The digest of a detector's rules: whoever changes a table changes it without thinking of it. */
import { createHash } from 'node:crypto';

/** `revision` counts changes to the code that reads the tables. */
export function digestOfRules(revision: number, ...tables: readonly unknown[]): string {
  const digest = createHash('sha256').update(JSON.stringify(tables)).digest('hex');
  return `${revision}-${digest.slice(0, 16)}`;
}
