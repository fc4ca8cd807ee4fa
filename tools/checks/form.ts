/** Form: every file is short and says in its first line what it is. (Functions and types: see biome.json.) */
import type { Check } from './repository.ts';

const LINES_MAX = 400;

export const fileLength: Check = {
  name: 'files have at most 400 lines',
  run: ({ sources }) =>
    sources.flatMap(({ path, text }) => {
      const lines = text.trimEnd().split('\n').length;
      return lines <= LINES_MAX ? [] : [{ path, line: LINES_MAX + 1, message: `has ${lines} lines` }];
    }),
};

export const firstLine: Check = {
  name: 'the first line of a file says what it is',
  run: ({ sources }) =>
    sources
      .filter(
        ({ text }) => !/^(?:#!.*\n)?\/\*\* \S.*\.\S* ?(?:\*\/)?\n|^(?:#!.*\n)?\/\*\*\n \* \S/.test(text),
      )
      .map(({ path }) => ({ path, line: 1, message: 'does not begin with a doc comment of one sentence' })),
};
