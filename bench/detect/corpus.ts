/** Reads labelled texts: gzipped JSON, one row a line. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** The rows of a file; undefined when it is not there. */
export function readRows<Row>(corpus: string, file: string): readonly Row[] | undefined {
  const path = join(corpus, file);
  if (!existsSync(path)) return undefined;
  // WHY not split at every line separator: only a line feed ends a row; U+2028 may stand in a text.
  const lines = gunzipSync(readFileSync(path)).toString('utf8').split('\n');
  return lines.filter((line) => line !== '').map((line): Row => JSON.parse(line));
}
