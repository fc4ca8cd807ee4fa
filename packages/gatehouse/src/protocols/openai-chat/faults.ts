/** Faults in the shape of OpenAI's errors, so that its SDKs raise their typed errors. */
import { type Fault, statusOf } from '../../kernel/faults.ts';
import type { WireFault } from '../protocol.ts';
import { faultHeaders, faultSentence } from '../wire-faults.ts';

export function writeFault(fault: Fault, crossing: string): WireFault {
  const status = statusOf(fault);
  return {
    status,
    headers: { ...faultHeaders(fault), 'x-request-id': crossing },
    body: body(fault, crossing),
  };
}

export function writeStreamFault(fault: Fault, crossing: string): string {
  return `data: ${body(fault, crossing)}\n\n`;
}

/** The type of an error by its status; other statuses are requests that cannot be served as they are. */
const TYPES: ReadonlyMap<number, string> = new Map([
  [401, 'authentication_error'],
  [403, 'permission_error'],
  [404, 'not_found_error'],
  [408, 'timeout_error'],
  [429, 'rate_limit_error'],
]);

function body(fault: Fault, crossing: string): string {
  const status = statusOf(fault);
  const type = TYPES.get(status) ?? (status >= 500 ? 'server_error' : 'invalid_request_error');
  return JSON.stringify({
    error: { message: faultSentence(fault, crossing), type, param: null, code: fault.code, crossing },
  });
}
