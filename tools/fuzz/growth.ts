/** Whether the time for a text grows faster than the text: the same unit, repeated to one size and to eight times that. */

const SMALL = 8_192;
const FACTOR = 8;
const ROUNDS = 3;
/** What looks as if it grew is measured again, so that a busy machine breaks no law. */
const ROUNDS_IN_DOUBT = 9;

/** What is done with a text. */
export type Work = (text: string) => void;

/** How much dearer a character may be in the large text: a quadratic detector makes it eight times as dear. */
export const GROWTH_MAX = 3;

/** The time of a character in the large text, over that in the small one. */
export function growthOf(work: Work, unit: string): number {
  const growth = measure(work, unit, ROUNDS);
  return growth <= GROWTH_MAX ? growth : Math.min(growth, measure(work, unit, ROUNDS_IN_DOUBT));
}

function measure(work: Work, unit: string, rounds: number): number {
  const small = unit.repeat(Math.ceil(SMALL / unit.length)).slice(0, SMALL);
  const large = unit.repeat(Math.ceil((SMALL * FACTOR) / unit.length)).slice(0, SMALL * FACTOR);
  let [ofSmall, ofLarge] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < rounds; round += 1) {
    // As much text on either side.
    ofSmall = Math.min(
      ofSmall,
      timed(() => {
        for (let turn = 0; turn < FACTOR; turn += 1) work(small);
      }),
    );
    ofLarge = Math.min(
      ofLarge,
      timed(() => work(large)),
    );
  }
  return ofLarge / ofSmall;
}

/** WHY not the time of the thread: its clock is too coarse for one text; the least of some rounds is as good. */
function timed(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}
