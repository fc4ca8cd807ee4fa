/** The port through which adapters to providers leave the house; `net/egress.ts` is the only way out behind it. */
import type { Performed } from './provider.ts';

/** A POST of JSON to a provider's own origin. */
export interface OutgoingPost {
  readonly url: string;
  /** Lower-case names; the credential is among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Egress {
  /**
   * Sends one request to a listed origin and hands back the answer as it arrives. Follows no redirect, retries
   * nothing. The headers of the answer are all that came, by lower-case name.
   */
  post(request: OutgoingPost): Promise<Performed>;
}
