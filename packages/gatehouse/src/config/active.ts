/** What is active: replaced whole, so that nobody ever sees half of one configuration and half of the next. */

export interface Active<Value> {
  /** Read it once per crossing, and use that one throughout. */
  current(): Value;
  /** Returns what was active before. */
  activate(next: Value): Value;
}

export function createActive<Value>(first: Value): Active<Value> {
  let active = first;
  return {
    current: () => active,
    activate(next) {
      const previous = active;
      active = next;
      return previous;
    },
  };
}
