/** The contract of inspection: whole passages at once, or channels of a stream as they grow. */
import type { Passage } from '../kernel/passage.ts';
import type { Result } from '../kernel/result.ts';
import type { Background } from './background.ts';
import type { Finding } from './detector.ts';

/** A finding in a passage of a message. */
export interface Sighting {
  readonly passage: Passage;
  readonly finding: Finding;
}

/** One growing text of a streamed answer. */
export interface Channel {
  /**
   * Adds text and returns what is newly known: findings are complete (their end is clear), offsets count from the
   * start of the channel in the raw text as it was pushed (escapes not undone), and everything before `clear`
   * may be released once the findings are dealt with. At the end of the channel, push '' with `last`.
   * A private key has no bound: it is reported again, with the same start and a greater end, as long as it grows.
   */
  push(
    text: string,
    last: boolean,
  ): Result<{ readonly findings: readonly Finding[]; readonly clear: number }>;
}

/** How a growing text is to be read. */
export interface Opening {
  readonly view: Passage['view'];
  readonly role: Passage['role'];
  /** For answers. */
  readonly background?: Background;
}

export interface Inspector {
  /** The digest of the rule set: detectors, versions, settings. */
  readonly digest: string;
  /** Findings are in raw offsets of `passage.text`. A detector that throws fails the whole inspection: closed. */
  inspect(tenant: string, passages: readonly Passage[], background?: Background): Result<readonly Sighting[]>;
  openChannel(opening: Opening): Channel;
}
