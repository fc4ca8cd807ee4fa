/** The broker as the front knows it: lists what a principal may use, and takes every call across the path. */
import { fault } from '../../kernel/faults.ts';
import { newCrossingId } from '../../kernel/ids.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { ToolMethod } from '../../tools/transport.ts';
import type { Broker, BrokerArrival, BrokerCall, CallIo, Offer } from '../broker.ts';
import type { Listed } from '../catalogue.ts';
import type { Gate } from '../gate.ts';
import { identify } from '../identify.ts';
import { mandateOf } from '../mandate.ts';
import { cross } from '../path.ts';
import { callName, METHODS } from './admit.ts';
import { isOpen } from './is-open.ts';
import type { ToolArrival } from './stations.ts';
import { TOOL_CALL } from './tool-call.ts';

export function createBroker(gate: Gate): Broker {
  return {
    identify: (arrival) => identify(gate, gate.charter(), arrivalOf(arrival)),
    async list(arrival, principal, kind) {
      const charter = gate.charter();
      const listed = await charter.catalogue.list(kind, arrival.server);
      if (!listed.ok) return listed;
      const open = listed.value.filter((offer) => isOpen(gate, charter, { principal, kind, offer }));
      return ok(open.map((offer) => offerOf(arrival, offer)));
    },
    async schemaOf(arrival, tool) {
      const found = await gate.charter().catalogue.find('tools', arrival.server, tool);
      return found.ok ? found.value.inputSchema : undefined;
    },
    cross: (from, call) => cross(gate, TOOL_CALL, { ...arrivalOf(from), operation: call.method, call }),
    async resume(from, holdId, io) {
      const call = await parkedCall(gate, from, holdId);
      if (call.ok)
        return cross(gate, TOOL_CALL, {
          ...arrivalOf(from),
          ...call.value,
          call: { ...call.value.call, ...io },
        });
      return { kind: 'fault', crossing: newCrossingId(gate.clock, gate.chance), fault: call.fault };
    },
  };
}

/** The call that waits, as its client made it. Only its own mandate finds it. */
async function parkedCall(
  gate: Gate,
  from: BrokerArrival,
  holdId: string,
): Promise<Result<Pick<ToolArrival, 'operation' | 'from'> & { call: Omit<BrokerCall, keyof CallIo> }>> {
  const principal = await identify(gate, gate.charter(), arrivalOf(from));
  if (!principal.ok) return principal;
  const mandate = await mandateOf(gate, { principal: principal.value });
  if (!mandate.ok) return mandate;
  const parked = await gate.calls.parked(callName(principal.value.tenant, mandate.value, holdId));
  if (!parked.ok) return parked;
  if (parked.value === undefined)
    return failed(fault('hold.unknown', 'There is no such held call within this mandate.'));
  const { server, method, ...call } = parked.value;
  if (!isMethod(method)) throw new Error('INVARIANT: only calls that were understood are parked');
  return ok({ operation: method, from: { ...from, server }, call: { ...call, method, holdId } });
}

function isMethod(method: string): method is ToolMethod {
  return Object.hasOwn(METHODS, method);
}

function arrivalOf(from: BrokerArrival): Omit<ToolArrival, 'call'> {
  const { rawHeaders, headers, address, target } = from;
  return { protocol: { id: 'mcp' }, operation: 'list', rawHeaders, headers, address, target, from };
}

function offerOf({ server }: BrokerArrival, { own, qualified, definition }: Listed): Offer {
  const name = server === undefined ? qualified : own;
  // WHY: a resource is known by its address, and its name is only for people.
  return { name, definition: 'inputSchema' in definition ? { ...definition, name } : definition };
}
