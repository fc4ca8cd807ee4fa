/** Whether the time for a text grows faster than the text: the same unit, repeated to one size and to eight times that. */
import type { Inspector } from '../../packages/gatehouse/src/inspection/inspector.ts';

const SMALL = 8_192;
const FACTOR = 8;
const ROUNDS = 3;
/** What looks as if it grew is measured again, so that a busy machine breaks no law. */
const ROUNDS_IN_DOUBT = 9;

/** How much dearer a character may be in the large text: a quadratic detector makes it eight times as dear. */
export const GROWTH_MAX = 3;

/** The time of a character in the large text, over that in the small one. */
export function growthOf(inspector: Inspector, unit: string): number {
  const growth = measure(inspector, unit, ROUNDS);
  return growth <= GROWTH_MAX ? growth : Math.min(growth, measure(inspector, unit, ROUNDS_IN_DOUBT));
}

function measure(inspector: Inspector, unit: string, rounds: number): number {
  const small = unit.repeat(Math.ceil(SMALL / unit.length)).slice(0, SMALL);
  const large = unit.repeat(Math.ceil((SMALL * FACTOR) / unit.length)).slice(0, SMALL * FACTOR);
  let [ofSmall, ofLarge] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < rounds; round += 1) {
    // As much text on either side.
    ofSmall = Math.min(
      ofSmall,
      timed(() => {
        for (let turn = 0; turn < FACTOR; turn += 1) scan(inspector, small);
      }),
    );
    ofLarge = Math.min(
      ofLarge,
      timed(() => scan(inspector, large)),
    );
  }
  return ofLarge / ofSmall;
}

function scan(inspector: Inspector, text: string): void {
  inspector.openChannel({ view: 'text', role: 'document' }).push(text, true);
}

/** WHY not the time of the thread: its clock is too coarse for one text; the least of some rounds is as good. */
function timed(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}
