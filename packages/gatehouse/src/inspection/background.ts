/** What an answer answers: the passages of its request, as far as detectors of answers ask about them. */
import type { Passage } from '../kernel/passage.ts';

export interface Background {
  /** Whether any passage of the request holds this text, in any case (ASCII). */
  mentions(text: string): boolean;
  /** Texts of the system prompt, which answers should not repeat. */
  readonly system: readonly string[];
  /** What was asked: texts of users. */
  readonly asked: readonly string[];
  /** Texts that the answer was to rest on: tool results and documents. */
  readonly sources: readonly string[];
  /** The placeholders that left in the place of data. */
  readonly placeholders: ReadonlySet<string>;
}

export function backgroundOf(passages: readonly Passage[], placeholders: Iterable<string>): Background {
  const withRole = (...roles: readonly Passage['role'][]) =>
    passages.filter(({ role }) => roles.includes(role)).map(({ text }) => text);
  let lowered: readonly string[] | undefined;
  return {
    mentions(text) {
      // WHY late: most answers never ask.
      lowered ??= passages.map((passage) => passage.text.toLowerCase());
      const wanted = text.toLowerCase();
      return lowered.some((each) => each.includes(wanted));
    },
    system: withRole('system'),
    asked: withRole('user'),
    sources: withRole('tool', 'document'),
    placeholders: new Set(placeholders),
  };
}
