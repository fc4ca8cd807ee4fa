/** Looks places up among spans of a text that are in order and do not overlap, without walking over all of them. */

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** How many of the spans begin before or at a place. */
function upTo(spans: readonly Span[], at: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The index of the span that begins exactly there, or -1. */
export function indexAt(spans: readonly Span[], at: number): number {
  const index = upTo(spans, at) - 1;
  return spans[index]?.start === at ? index : -1;
}

/** The span in which a place lies. */
export function spanAt<T extends Span>(spans: readonly T[], at: number): T | undefined {
  const found = spans[upTo(spans, at) - 1];
  return found !== undefined && at < found.end ? found : undefined;
}

/** The last span that ends before or at a place. */
export function lastBefore<T extends Span>(spans: readonly T[], at: number): T | undefined {
  const index = upTo(spans, at) - 1;
  const found = spans[index];
  return found !== undefined && found.end > at ? spans[index - 1] : found;
}

/** The spans that lie wholly within another. */
export function within<T extends Span>(spans: readonly T[], { start, end }: Span): readonly T[] {
  return spans.slice(upTo(spans, start - 1), upTo(spans, end)).filter((span) => span.end <= end);
}
