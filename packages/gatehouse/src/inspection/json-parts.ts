/** Cuts a finding that reaches over the borders of JSON strings into what lies within each, so that a mask leaves JSON. */

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What is known of a text that is read as JSON source. */
export interface JsonText {
  readonly text: string;
  /** Whether a character stands outside of a JSON string. */
  isBare(index: number): boolean;
}

/** The parts of `stretch` within strings, without the quotes around them, and the numbers outside; itself where it is one. */
export function jsonParts(source: JsonText, stretch: Stretch): readonly Stretch[] {
  const runs = runsOf(source, stretch);
  if (runs.length < 2) return [stretch];
  return runs.flatMap(({ bare, ...run }, index) => {
    if (bare) return numbersIn(source, run);
    const start = index > 0 && source.text[run.start] === '"' ? run.start + 1 : run.start;
    const end = index < runs.length - 1 && source.text[run.end - 1] === '"' ? run.end - 1 : run.end;
    return start < end ? [{ start, end }] : [];
  });
}

function runsOf(source: JsonText, { start, end }: Stretch) {
  const runs: { start: number; end: number; readonly bare: boolean }[] = [];
  for (let index = start; index < end; index += 1) {
    const bare = source.isBare(index);
    const run = runs.at(-1);
    if (run?.bare === bare) run.end = index + 1;
    else runs.push({ start: index, end: index + 1, bare });
  }
  return runs;
}

const NUMBER = /-?\d[\d.eE+-]*/g;

function numbersIn({ text }: JsonText, { start, end }: Stretch): readonly Stretch[] {
  return [...text.slice(start, end).matchAll(NUMBER)].map(({ index, 0: number }) => ({
    start: start + index,
    end: start + index + number.length,
  }));
}
