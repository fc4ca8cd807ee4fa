/** A law that did not hold. */

export interface Broken {
  readonly law: string;
  readonly detail: string;
}
