/** Letters that end an escape of source code (`\n`, `\r`, `\t`), and so are no obstacle to what begins behind them. */

const BACKSLASH = 0x5c;
const N = 0x6e;
const R = 0x72;
const T = 0x74;

/** Whether such an escape stands directly before a place. */
export function isEscape(text: string, at: number): boolean {
  const letter = text.charCodeAt(at - 1);
  return (letter === N || letter === R || letter === T) && text.charCodeAt(at - 2) === BACKSLASH;
}
