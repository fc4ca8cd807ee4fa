/** What detectors behind HTTP are asked, kind by kind, and how their answers are read. */
import { z } from 'zod';
import type { Settings } from '../../config/schema.ts';
import type { Role } from '../../kernel/passage.ts';
import type { Claim } from './port.ts';

export type RemoteRule = Settings['inspection']['external'][number];

interface Dialect {
  urlOf(rule: RemoteRule): string;
  bodyOf(rule: RemoteRule, text: string, role: Role): unknown;
  /** Undefined when the answer is not what the protocol says. */
  claimsOf(answer: unknown, text: string): readonly Claim[] | undefined;
}

const offset = z.int().min(0);
const score = z.number().min(0).max(1);
const claims = z.object({
  findings: z.array(z.object({ label: z.string(), start: offset, end: offset, score: score.default(1) })),
});
const analysis = z.array(z.object({ entity_type: z.string(), start: offset, end: offset, score }));

export const DIALECTS: Readonly<Record<RemoteRule['kind'], Dialect>> = {
  /** `{"text","role"}` is answered by `{"findings":[{"label","start","end","score"}]}`. */
  http: {
    urlOf: ({ url }) => url,
    bodyOf: (_, text, role) => ({ text, role }),
    claimsOf: (answer) => claims.safeParse(answer).data?.findings,
  },
  /** Presidio's analyzer: https://microsoft.github.io/presidio/api-docs/api-docs.html, `POST /analyze`. */
  presidio: {
    urlOf: ({ url }) => `${url.replace(/\/+$/, '')}/analyze`,
    bodyOf: ({ classes, language }, text) => ({ text, language, entities: Object.keys(classes) }),
    claimsOf(answer, text) {
      const found = analysis.safeParse(answer).data;
      if (found === undefined) return undefined;
      // WHY: Python counts characters, JavaScript counts halves of some.
      const units = unitsByCharacter(text);
      return found.map(({ entity_type: label, start, end, score }) => ({
        label,
        start: units[start] ?? -1,
        end: units[end] ?? -1,
        score,
      }));
    },
  },
};

/** For each character and for the end, where it begins in code units. */
function unitsByCharacter(text: string): readonly number[] {
  const units = [0];
  let at = 0;
  for (const character of text) {
    at += character.length;
    units.push(at);
  }
  return units;
}
