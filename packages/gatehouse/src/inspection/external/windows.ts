/** Cuts long texts where sentences end, because external detectors take no text of any length. */

export interface Window {
  readonly start: number;
  readonly end: number;
}

/** How far back a good place to cut is looked for. */
const SLACK = 1_000;
/** The better places first. */
const PLACES = ['\n', '. ', '! ', '? ', '。', ' '];

/** What is shorter waits for more, because lists and code have many lines; what is longer waits for no sentence to end. */
const STREAMED_MIN = 200;
const STREAMED_MAX = 2_000;
const SENTENCE_END = /[\n。！？]|[.!?…]["'”’»)\]]?[ \t]/g;

/**
 * Where the window of a growing text that begins at `start` ends; undefined as long as the text does not tell.
 * INVARIANT: what stands behind the window has no say, so how a text is cut into pushes changes nothing.
 */
export function windowEnd(text: string, start: number): number | undefined {
  const limit = start + STREAMED_MAX;
  SENTENCE_END.lastIndex = start + STREAMED_MIN;
  const found = SENTENCE_END.exec(text.slice(0, limit));
  if (found !== null) return found.index + found[0].length;
  return text.length <= limit ? undefined : cutAfter(text, start, STREAMED_MAX);
}

/** What lies across a cut is not seen whole; in a text without sentences and spaces that cannot be helped. */
export function windowsOf(text: string, size: number): readonly Window[] {
  const windows: Window[] = [];
  for (let start = 0; start < text.length; start = windows.at(-1)?.end ?? text.length) {
    windows.push({ start, end: cutAfter(text, start, size) });
  }
  return windows;
}

function cutAfter(text: string, start: number, size: number): number {
  const limit = start + size;
  if (limit >= text.length) return text.length;
  const earliest = Math.max(start + 1, limit - SLACK);
  const tail = text.slice(earliest, limit);
  for (const sign of PLACES) {
    const at = tail.lastIndexOf(sign);
    if (at >= 0) return earliest + at + sign.length;
  }
  const splitsCharacter = (text.charCodeAt(limit - 1) & 0xfc00) === 0xd800;
  return splitsCharacter ? limit - 1 : limit;
}
