/** A broker whose answers a test writes itself; credentials are names, and nobody comes in without one. */
import type { Broker, BrokerCall, BrokerDeparture, Held, Offer } from '../../src/gate/broker.ts';
import { fault } from '../../src/kernel/faults.ts';
import { principal } from '../../src/kernel/principal.ts';
import { failed, ok } from '../../src/kernel/result.ts';
import type { JsonSchema } from '../../src/tools/transport.ts';

export const CROSSING = 'cx_00000000000000000000000000';

export interface Script {
  readonly offers?: readonly Offer[];
  readonly cross?: (call: BrokerCall) => Promise<BrokerDeparture> | BrokerDeparture;
  readonly resume?: (holdId: string) => BrokerDeparture;
}

export interface ScriptedBroker extends Broker {
  readonly calls: BrokerCall[];
}

export function scriptedBroker(script: Script = {}): ScriptedBroker {
  const calls: BrokerCall[] = [];
  return {
    calls,
    async identify({ headers: { authorization } }) {
      const id = authorization?.replace(/^Bearer /, '') ?? '';
      if (id === '') return failed(fault('identity.missing', 'Send a credential.'));
      if (id === 'revoked') return failed(fault('identity.revoked', 'The credential was revoked.'));
      return principal({
        ...{
          kind: 'agent',
          tenant: 'acme',
          id,
          roles: [],
          teams: [],
          purposes: [],
          attributes: {},
          chain: [],
        },
        credential: { kind: 'key', id: `key_${id}`, expiresAtMs: 4e12, models: ['*'] },
      });
    },
    schemaOf: async (_, tool) =>
      (script.offers ?? [ECHO]).find(({ name }) => name === tool)?.definition.inputSchema as JsonSchema,
    list: async (_, __, kind) => ok(kind === 'tools' ? (script.offers ?? [ECHO]) : []),
    async cross(_, call) {
      calls.push(call);
      return (await script.cross?.(call)) ?? said('done');
    },
    resume: async (_, holdId) => script.resume?.(holdId) ?? said(holdId),
  };
}

const ECHO: Offer = {
  name: 'echo',
  definition: { name: 'echo', description: 'Says it again.', inputSchema: { type: 'object' } },
};

/** A result of a tool that is one text. */
export function said(text: string): BrokerDeparture {
  return { kind: 'result', crossing: CROSSING, body: JSON.stringify({ content: [{ type: 'text', text }] }) };
}

export function heldBack(more: Partial<Held> = {}): BrokerDeparture {
  const held: Held = {
    ...{ id: 'hold_1', status: 'waiting', address: 'https://gate.example/holds/hold_1' },
    ...{ message: 'A payment to a new account waits for a person.', expiresAtMs: 4e12, retryAfterMs: 40 },
    ...more,
  };
  return { kind: 'held', crossing: CROSSING, held };
}
