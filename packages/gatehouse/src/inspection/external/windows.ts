/** Cuts long texts where sentences end, because external detectors take no text of any length. */

export interface Window {
  readonly start: number;
  readonly end: number;
}

/** How far back a good place to cut is looked for. */
const SLACK = 1_000;
/** The better places first. */
const PLACES = ['\n', '. ', '! ', '? ', '。', ' '];

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
