/** How rows about ways around the gate become cells. */
import type { AskCell, Expectation } from '../cell.ts';
import { ASKED } from '../samples.ts';
import type { Persona, ProtocolName } from '../words.ts';
import { type Body, MODES, request } from './asking.ts';

export interface Row {
  readonly control: string;
  readonly place: string;
  readonly protocol: ProtocolName;
  readonly as?: Persona;
  readonly body: Body;
  readonly expect: Expectation;
}

/** An ordinary question with more content behind it. */
export const saying = (...content: readonly object[]): Body => ({
  messages: [{ role: 'user', content: [{ type: 'text', text: `Say ${ASKED}.` }, ...content] }],
});

export function cellsOf(rows: readonly Row[]): readonly AskCell[] {
  return rows.flatMap(({ body, as, ...row }) =>
    MODES.map((mode) => ({
      ...row,
      mode,
      ...(as === undefined ? {} : { as }),
      request: request({ protocol: row.protocol, mode }, 'ok', body),
    })),
  );
}
