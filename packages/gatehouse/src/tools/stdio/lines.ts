/** Cuts bytes into lines, each decoded as a whole, none longer than a limit. */

export interface Lines {
  /** The lines that these bytes complete; undefined when one is too long or not UTF-8, and then for good. */
  push(chunk: Uint8Array): readonly string[] | undefined;
}

const LF = 0x0a;
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function createLines(bytesMax: number): Lines {
  let held: Uint8Array[] = [];
  let size = 0;
  let broken = false;

  function take(last: Uint8Array): string | undefined {
    const line = Buffer.concat([...held, last]);
    held = [];
    size = 0;
    try {
      return UTF8.decode(line);
    } catch {
      return undefined;
    }
  }

  return {
    push(chunk) {
      if (broken) return undefined;
      const lines: string[] = [];
      let start = 0;
      for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
        const line = size + end - start > bytesMax ? undefined : take(chunk.subarray(start, end));
        broken = line === undefined;
        if (line === undefined) return undefined;
        lines.push(line);
        start = end + 1;
      }
      const rest = chunk.subarray(start);
      size += rest.length;
      broken = size > bytesMax;
      if (broken) return undefined;
      if (rest.length > 0) held.push(rest);
      return lines;
    },
  };
}
