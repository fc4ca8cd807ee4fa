/** Faults in the shape of Anthropic's errors, so that its SDKs raise their typed errors. */
import { type Fault, statusOf } from '../../kernel/faults.ts';
import type { WireFault } from '../protocol.ts';
import { faultHeaders, faultSentence } from '../wire-faults.ts';

export function writeFault(fault: Fault, crossing: string): WireFault {
  const status = statusOf(fault);
  return { status, headers: { ...faultHeaders(fault), 'request-id': crossing }, body: body(fault, crossing) };
}

export function writeStreamFault(fault: Fault, crossing: string): string {
  return `event: error\ndata: ${body(fault, crossing)}\n\n`;
}

/** The type of an error by its status. */
const TYPES: ReadonlyMap<number, string> = new Map([
  [401, 'authentication_error'],
  [402, 'billing_error'],
  [403, 'permission_error'],
  [404, 'not_found_error'],
  [408, 'timeout_error'],
  [413, 'request_too_large'],
  [429, 'rate_limit_error'],
  [503, 'overloaded_error'],
  [504, 'timeout_error'],
  [529, 'overloaded_error'],
]);

function body(fault: Fault, crossing: string): string {
  const status = statusOf(fault);
  const type = TYPES.get(status) ?? (status >= 500 ? 'api_error' : 'invalid_request_error');
  const error = { type, message: faultSentence(fault, crossing), code: fault.code };
  return JSON.stringify({ type: 'error', error, request_id: crossing });
}
