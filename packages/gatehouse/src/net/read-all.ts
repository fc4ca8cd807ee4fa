/** Reads the whole body of an answer, up to a limit. */
import { fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import { type IncomingAnswer, ProviderBreak } from '../providers/provider.ts';

/** The body's bytes, or the fault for which it ended early or was cut. */
export async function readAll(answer: IncomingAnswer, bytesMax: number): Promise<Result<Buffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of answer.body) {
      size += chunk.byteLength;
      // WHY: leaving the loop abandons the answer, so nothing more is read than was allowed.
      if (size > bytesMax) return failed(fault('provider.too_large', 'The answer is larger than the limit.'));
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof ProviderBreak) return failed(error.fault);
    throw error;
  }
  return ok(Buffer.concat(chunks, size));
}
