/** Binds the authorisation server to this process: who is asked, what is recorded, and which servers a token can be for. */
import type { Active } from '../config/active.ts';
import type { Gate } from '../gate/gate.ts';
import { createExchange } from '../gate/mandates/exchange.ts';
import { mandatePolicy } from '../gate/mandates/policy.ts';
import type { Acts } from '../http/control/acts.ts';
import type { OAuthParts } from '../http/data/oauth/oauth.ts';
import type { MandateTokens } from '../identity/mandate-tokens.ts';
import type { ReplayStore } from '../identity/replay.ts';
import type { TokenKey } from '../identity/token-key.ts';
import type { ActiveCharter } from './charter.ts';

interface Parts {
  readonly gate: Gate;
  readonly active: Active<ActiveCharter>;
  readonly acts: Acts;
  readonly tokens: MandateTokens;
  readonly key: TokenKey;
  readonly replay: ReplayStore;
  /** The data plane's address as clients know it. */
  readonly issuer: () => string;
}

export function openMandateDesk({ gate, active, acts, tokens, ...parts }: Parts): OAuthParts {
  const { clock, mandates, addresses } = gate;
  return {
    ...{ ...parts, addresses, clock },
    hasServer: (name) => Object.hasOwn(active.current().settings.tools.servers, name),
    exchange: createExchange({
      ...{ mandates, tokens, clock, issuer: parts.issuer },
      authenticator: () => active.current().authenticator,
      policy: () => mandatePolicy(gate),
      record: acts.record,
    }),
  };
}
