/** The forms that the answer to a call can take. */
import { type Fault, statusOf } from '../../../kernel/faults.ts';
import type { ClientWords } from '../../../protocols/mcp/classify.ts';
import { errorOf, type RpcError } from '../../../protocols/mcp/errors.ts';

export type Answer =
  | { readonly kind: 'result'; readonly text: string; readonly crossing?: string }
  /** `error` is source text. A status other than 200 counts only where nothing has left yet. */
  | {
      readonly kind: 'error';
      readonly error: string;
      readonly status: number;
      readonly fault?: Fault;
      readonly crossing?: string;
    };

export function resultOf(value: Readonly<Record<string, unknown>>, { era }: ClientWords): Answer {
  return {
    kind: 'result',
    text: JSON.stringify(era === 'modern' ? { resultType: 'complete', ...value } : value),
  };
}

export function errorAnswer(error: RpcError, status = 200): Answer {
  return { kind: 'error', error: JSON.stringify(error), status };
}

/** A fault as a JSON-RPC error. */
export function faultAnswer(fault: Fault, crossing?: string): Answer {
  return {
    kind: 'error',
    error: JSON.stringify(errorOf(fault, crossing)),
    status: OF_HTTP.test(fault.code) ? statusOf(fault) : 200,
    fault,
    ...(crossing === undefined ? {} : { crossing }),
  };
}

/**
 * Faults that HTTP has something to say about (2026-07-28, basic/transports). All others stand in the answer alone:
 * clients take a status for trouble with the transport, and never read what stands behind it.
 */
const OF_HTTP = /^(?:identity\.\w+|admission\.\w+|request\.(?:mismatch|revision|capability)|route\.unknown)$/;
