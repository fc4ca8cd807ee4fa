/** A request as the recording provider got it. */
export interface Received {
  readonly path: string;
  /** The scenario, which is the provider's name for the model without its prefix; or the name of the tool. */
  readonly model: string;
  /** Names and values in turn, as they stood on the wire. */
  readonly headers: readonly string[];
  readonly body: string;
}
