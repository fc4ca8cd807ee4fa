/** One call of a client while it is answered, and the forms that its answer can take. */
import type { BrokerArrival, CallIo } from '../../../gate/broker.ts';
import { type Fault, statusOf } from '../../../kernel/faults.ts';
import type { Principal } from '../../../kernel/principal.ts';
import type { ClientWords } from '../../../protocols/mcp/classify.ts';
import { errorOf, type RpcError } from '../../../protocols/mcp/errors.ts';
import type { RpcCall, RpcId } from '../../../protocols/mcp/message.ts';
import type { McpFrontParts } from './parts.ts';
import type { Seal } from './seal.ts';
import type { Session } from './sessions.ts';

/** The front with what it keeps. */
export interface Front extends McpFrontParts {
  readonly seal: Seal;
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
    status: statusOf(fault),
    fault,
    ...(crossing === undefined ? {} : { crossing }),
  };
}
