/** The one storage engine: connections by role, so that no code path holds more rights than it needs. */

/** Runs one statement with bound values. */
export type Query = <Row extends object = Record<string, unknown>>(
  text: string,
  values?: readonly unknown[],
) => Promise<readonly Row[]>;

export interface Database {
  /** This process, as registered in the `instance` table; holds a session advisory lock while it lives. */
  readonly instance: string;
  /** One transaction as `<db>_app`, with row-level security bound to the tenant. */
  asTenant<T>(tenant: string, work: (query: Query) => Promise<T>): Promise<T>;
  /** The same for what only reads, and sends all of its statements before it waits for any: one round trip. */
  readAsTenant<T>(tenant: string, work: (query: Query) => Promise<T>): Promise<T>;
  /** Statements as `<db>_app` without a tenant: sees no tenant's rows; for functions that set the tenant themselves. */
  readonly app: Query;
  /** Single statements as `<db>_recorder`, which may append evidence and nothing else. */
  readonly recorder: Query;
  /** Single statements as `<db>_sealer`, which sees leaf hashes and heads, never evidence. */
  readonly sealer: Query;
  /** Subscribes to NOTIFY on one channel; reconnects, and calls `lost` whenever messages may have been missed. */
  listen(
    channel: string,
    on: { readonly message: (payload: string) => void; readonly lost: () => void },
  ): Promise<void>;
  /** Tries to take (and keep, on a session of its own) the advisory lock of a singleton duty; false when another has it. */
  holdDuty(duty: string): Promise<boolean>;
  /** Instances that are registered but no longer alive. */
  deadInstances(): Promise<readonly string[]>;
  /** Takes a dead instance off the register, once all that it left open was recovered. */
  forgetInstance(id: string): Promise<void>;
  close(): Promise<void>;
}
