/** Splits bytes at line feeds, as they arrive, without keeping more than the line that is under way. */

const LINE_FEED = 10;

/** A line without its line feed; undefined for one that is longer than the limit, which is not kept. */
export type ByteLine = Buffer | undefined;

/** The lines that each chunk completes, together: whoever answers them may write once for each chunk. */
export async function* byteLines(
  chunks: AsyncIterable<Uint8Array>,
  bytesMax: number,
): AsyncGenerator<readonly ByteLine[]> {
  let parts: Buffer[] = [];
  let length = 0;
  const add = (part: Buffer): void => {
    length += part.length;
    if (length > bytesMax) parts = [];
    else if (part.length > 0) parts.push(part);
  };
  const complete = (): ByteLine => {
    const line = length > bytesMax ? undefined : Buffer.concat(parts);
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const lines: ByteLine[] = [];
    let begin = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, begin)) {
      add(bytes.subarray(begin, end));
      lines.push(complete());
      begin = end + 1;
    }
    add(bytes.subarray(begin));
    if (lines.length > 0) yield lines;
  }
  if (length > 0) yield [complete()];
}
