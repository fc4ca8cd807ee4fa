/** What a protocol must bring for the sim to speak it. */
import type { Json, Prompt } from './prompt.ts';

/** A refusal of the made-up provider. */
export interface SimError {
  readonly status: number;
  readonly message: string;
}

export interface Dialect {
  read(body: Json): Prompt;
  /** The whole answer, as a JSON text. */
  answer(body: Json, prompt: Prompt): string;
  /** The frames of the stream; each ends with its blank line. */
  stream(body: Json, prompt: Prompt): Iterable<string>;
  /** The answer to a count of tokens; absent where the protocol has none. */
  count?(prompt: Prompt): string;
  error(error: SimError): string;
}
