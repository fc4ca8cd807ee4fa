/** Reads the answer of a tool as text, within a limit. */
import { type Fault, fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import { decodeUtf8 } from '../protocols/json/parse.ts';
import { type IncomingAnswer, ProviderBreak } from '../providers/provider.ts';
import { toolFault } from './wire-faults.ts';

/** The whole body; a fault when it is longer, broke off, or is not UTF-8. What is too long is not read on. */
export async function readAnswer(answer: IncomingAnswer, bytesMax: number): Promise<Result<string>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of answer.body) {
      size += chunk.byteLength;
      if (size > bytesMax) return failed(tooLarge(bytesMax));
      chunks.push(chunk);
    }
  } catch (error) {
    return failed(breakOf(error));
  }
  const text = decodeUtf8(Buffer.concat(chunks, size));
  if (text.ok) return ok(text.value);
  return failed(
    fault('tool.protocol', 'The answer of the tool is not UTF-8.', { cause: text.fault.message }),
  );
}

export function tooLarge(bytesMax: number): Fault {
  return fault('tool.too_large', `The answer of the tool is larger than the limit of ${bytesMax} bytes.`);
}

/** The fault for which a body broke off. @throws whatever is none. */
export function breakOf(error: unknown): Fault {
  if (error instanceof ProviderBreak) return toolFault(error.fault);
  throw error;
}
