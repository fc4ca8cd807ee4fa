/** What the front of the broker needs from the rest of the house. */
import type { Broker } from '../../../gate/broker.ts';
import type { OpenCrossings } from '../../../gate/gate.ts';
import type { Chance, Clock } from '../../../kernel/effects.ts';

export interface McpLimits {
  readonly bodyBytesMax: number;
  readonly depthMax: number;
  readonly requestMs: number;
  readonly clientWriteMs: number;
  /** Crossings under way at once in this process. */
  readonly openMax: number;
}

export interface McpFrontParts {
  readonly broker: Broker;
  readonly open: Pick<OpenCrossings, 'enter' | 'leave'>;
  readonly limits: () => McpLimits;
  /** What this listener is called: values of the Host header. */
  readonly names: () => ReadonlySet<string>;
  /** The address of the data plane, without a slash at its end: the issuer of its tokens (RFC 8414, RFC 9728). */
  readonly baseUrl: () => string;
  /** At least 32 bytes, equal in all replicas: what clients carry back to us is sealed with it. */
  readonly stateKey: Uint8Array;
  readonly version: string;
  readonly clock: Clock;
  readonly chance: Chance;
  /** Resolves after so many milliseconds. */
  readonly pause: (ms: number) => Promise<void>;
}
