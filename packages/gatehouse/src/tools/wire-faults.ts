/** Faults of the way out in the words of tools, and how far a call got that ended with one. */
import { type Fault, type FaultCode, fault } from '../kernel/faults.ts';
import type { Reach } from '../providers/provider.ts';
import type { ToolReach } from './transport.ts';

const TOOL_FAULTS: Readonly<Partial<Record<FaultCode, readonly [FaultCode, string]>>> = {
  'provider.unavailable': ['tool.unavailable', 'The tool could not be reached, or closed the connection.'],
  'provider.timeout': ['tool.timeout', 'The tool took longer than the time limit.'],
  'provider.protocol': ['tool.protocol', 'The tool did not answer as its protocol demands.'],
  'provider.too_large': ['tool.too_large', 'The answer of the tool is larger than the limit.'],
};

/** What the way out says of a provider, said of a tool; every other fault stays as it is. */
export function toolFault(reason: Fault): Fault {
  const [code, message] = TOOL_FAULTS[reason.code] ?? [reason.code, reason.message];
  return fault(code, message, { cause: reason.cause ?? reason.message });
}

export function toolReach(reach: Reach): ToolReach {
  return reach === 'not_sent' ? 'not_reached' : 'maybe_reached';
}
