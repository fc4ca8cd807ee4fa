/** Suggestions: the known name that was probably meant. */

const LENGTH_MAX = 64;

/** The candidate nearest to `name`, when it is near enough to be a slip; undefined otherwise. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > LENGTH_MAX) return undefined;
  let best: string | undefined;
  let least = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= least) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

export function didYouMean(name: string, candidates: Iterable<string>): { suggestion?: string } {
  const candidate = nearest(name, candidates);
  return candidate === undefined ? {} : { suggestion: `Did you mean "${candidate}"?` };
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
function editDistance(left: string, right: string): number {
  const width = right.length + 1;
  const cost = new Uint16Array((left.length + 1) * width);
  const at = (row: number, column: number) => cost[row * width + column] ?? 0;
  for (let row = 0; row <= left.length; row += 1) {
    for (let column = 0; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1] ? 0 : 1;
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      cost[row * width + column] =
        row === 0 || column === 0
          ? row + column
          : Math.min(
              at(row - 1, column) + 1,
              at(row, column - 1) + 1,
              at(row - 1, column - 1) + same,
              swapped ? at(row - 2, column - 2) + 1 : Number.MAX_SAFE_INTEGER,
            );
    }
  }
  return at(left.length, right.length);
}
