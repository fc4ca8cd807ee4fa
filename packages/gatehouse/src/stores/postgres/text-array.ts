/** A `text[]` in PostgreSQL's binary form: long texts go over as they are, neither escaped here nor parsed there. */

/** The type `text` in `pg_type`. */
const TEXT_OID = 25;
const HEAD_BYTES = 20;
const NULL_LENGTH = -1;

/** One dimension, counted from 1; see `array_recv` in PostgreSQL's arrayfuncs.c. */
export function textArray(values: readonly (string | null)[]): Buffer {
  const lengths = values.map((value) => (value === null ? NULL_LENGTH : Buffer.byteLength(value)));
  const size = lengths.reduce((sum, length) => sum + 4 + Math.max(length, 0), HEAD_BYTES);
  const bytes = Buffer.allocUnsafe(size);
  const head = [1, Number(lengths.includes(NULL_LENGTH)), TEXT_OID, values.length, 1];
  let at = 0;
  for (const field of head) at = bytes.writeInt32BE(field, at);
  for (const [index, value] of values.entries()) {
    at = bytes.writeInt32BE(lengths[index] ?? NULL_LENGTH, at);
    if (value !== null) at += bytes.write(value, at);
  }
  return bytes;
}
