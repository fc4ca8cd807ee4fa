/** Takes in the rows of one answer within the limits of its call, and ends the session when no more are wanted. */
import { type SqlAnswer, type SqlCall, SqlFailure } from './session.ts';

/** `isCut`: enough was read, and the session was ended so that no more comes. */
interface Taken {
  readonly answer: SqlAnswer;
  readonly isCut: boolean;
}

export class Intake {
  readonly taken: Promise<Taken>;
  readonly #call: SqlCall;
  readonly #settle: PromiseWithResolvers<Taken>;
  readonly #destroy: () => void;
  readonly #rows: string[] = [];
  #complete = true;
  #isOver = false;
  #bytes = 0;
  #wireBytes = 0;

  constructor(call: SqlCall, destroy: () => void) {
    this.#call = call;
    this.#destroy = destroy;
    this.#settle = Promise.withResolvers();
    this.taken = this.#settle.promise;
  }

  /** Rows beyond the limit end a read; a write goes on to its end, without them. */
  row(columns: readonly string[], values: readonly unknown[]): void {
    if (this.#isOver) return;
    const { rowsMax, bytesMax, writes } = this.#call;
    if (this.#rows.length === rowsMax) {
      this.#complete = false;
      if (!writes) this.#end(() => this.#settle.resolve({ answer: this.#answer(undefined), isCut: true }));
      return;
    }
    if (this.#rows.length === 0 && new Set(columns).size !== columns.length) {
      this.fail(new SqlFailure('ambiguous_columns', false, columns.join(', ')));
      return;
    }
    const row = JSON.stringify(Object.fromEntries(columns.map((name, index) => [name, values[index]])));
    this.#bytes += Buffer.byteLength(row) + 1;
    if (this.#bytes > bytesMax) this.fail(new SqlFailure('too_large', false, 'rows larger than the limit'));
    else this.#rows.push(row);
  }

  /**
   * Counts what came over the wire.
   * WHY: a single value may be as large as the memory of the gate, and is whole before it is a row.
   */
  readonly wire = (chunk: Uint8Array): void => {
    if (this.#isOver) return;
    this.#wireBytes += chunk.byteLength;
    if (this.#wireBytes <= WIRE_FACTOR * this.#call.bytesMax + WIRE_BYTES) return;
    this.fail(new SqlFailure('too_large', false, 'more bytes than the limit'));
  };

  /** The answer is whole. */
  finish(changed: number): void {
    this.#isOver = true;
    this.#settle.resolve({ answer: this.#answer(this.#call.writes ? changed : undefined), isCut: false });
  }

  readonly fail = (reason: unknown): void => {
    if (!this.#isOver) this.#end(() => this.#settle.reject(reason));
  };

  #end(settle: () => void): void {
    this.#isOver = true;
    settle();
    this.#destroy();
  }

  #answer(changed: number | undefined): SqlAnswer {
    return { rows: this.#rows, complete: this.#complete, changed };
  }
}

/** What framing, and text that is shorter as JSON, may take beyond the limit of the answer. */
const WIRE_FACTOR = 2;
const WIRE_BYTES = 65_536;
