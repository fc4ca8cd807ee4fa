/** One call of a client while it is answered. */
import type { BrokerArrival, CallIo } from '../../../gate/broker.ts';
import type { Principal } from '../../../kernel/principal.ts';
import type { ClientWords } from '../../../protocols/mcp/classify.ts';
import type { RpcCall, RpcId } from '../../../protocols/mcp/message.ts';
import type { McpFrontParts } from './parts.ts';
import type { Seal } from './seal.ts';
import type { Session } from './sessions.ts';
import type { Suspended } from './suspended-calls.ts';

/** The front with what it keeps. */
export interface Front extends McpFrontParts {
  readonly seal: Seal;
  readonly suspended: Suspended;
}

export interface Exchange {
  readonly front: Front;
  readonly arrival: BrokerArrival;
  readonly principal: Principal;
  /** Names the principal with its credential. */
  readonly owner: string;
  readonly call: RpcCall & { readonly id: RpcId };
  readonly client: ClientWords;
  /** Of a client of the legacy era. */
  readonly session: Session | undefined;
  readonly io: CallIo;
}
