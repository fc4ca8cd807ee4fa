/** The contract of a database session: one statement in one transaction, bounded in time, rows and bytes. */
import type { Socket } from 'node:net';

export interface SqlTarget {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  /** `authority` is a certificate in PEM that is trusted instead of the system's; undefined means no TLS at all. */
  readonly tls: { readonly authority: string | undefined } | undefined;
  readonly connectMs: number;
  /** Makes a socket that opens only where the gate may go, when it is told to connect. */
  readonly openSocket: () => Socket;
}

export interface SqlCall {
  readonly text: string;
  readonly values: readonly SqlValue[];
  /** Without it the database refuses whatever would change something. */
  readonly writes: boolean;
  readonly rowsMax: number;
  readonly bytesMax: number;
  readonly timeoutMs: number;
}

export interface SqlValue {
  readonly type: 'string' | 'integer' | 'number' | 'boolean';
  readonly value: string | number | boolean | null;
}

export interface SqlAnswer {
  /** JSON text of each row, an object by column. */
  readonly rows: readonly string[];
  readonly complete: boolean;
  /** Rows that were written; undefined where nothing could be. */
  readonly changed: number | undefined;
}

export interface SqlSession {
  /** @throws SqlFailure. The session is of no use after that, and whoever has it destroys it. */
  run(call: SqlCall): Promise<SqlAnswer>;
  /** Whether it can be used again. */
  alive(): boolean;
  /** Ends it at once, whatever is under way. */
  destroy(): void;
}

export type SqlFailureKind = 'unavailable' | 'refused' | 'too_large' | 'ambiguous_columns';

export class SqlFailure extends Error {
  readonly kind: SqlFailureKind;
  /** Whether a write may have lasted all the same. */
  readonly lasting: boolean;

  constructor(kind: SqlFailureKind, lasting: boolean, cause: unknown) {
    super(kind, { cause });
    this.kind = kind;
    this.lasting = lasting;
  }
}
