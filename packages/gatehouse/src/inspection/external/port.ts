/** The port through which external detectors are asked; the way out of the house is behind it. */
import type { Result } from '../../kernel/result.ts';

export interface DetectorCalls {
  /** Sends JSON to a listed detector and reads its JSON answer; status 200 or nothing, no redirects. */
  askDetector(request: {
    readonly url: string;
    readonly body: string;
    readonly timeoutMs: number;
    readonly maxBytes: number;
  }): Promise<Result<unknown>>;
}
