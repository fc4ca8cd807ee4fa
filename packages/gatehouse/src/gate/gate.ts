/** What the path needs from the rest of the house; `main.ts` puts it together, nothing else can. */
import type { Approvals } from '../approval/approvals.ts';
import type { Amounts, Bound, Budgets } from '../budget/budgets.ts';
import type { ModelSettings, Settings } from '../config/schema.ts';
import type { Authenticator } from '../identity/authenticator.ts';
import type { External } from '../inspection/external/external.ts';
import type { FileReader } from '../inspection/files/file-reader.ts';
import type { Inspector } from '../inspection/inspector.ts';
import type { Vault } from '../inspection/vault.ts';
import type { Chance, Clock } from '../kernel/effects.ts';
import type { Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/entries.ts';
import type { Calls } from '../mandate/calls.ts';
import type { Mandates } from '../mandate/mandates.ts';
import type { TaintedValues } from '../mandate/tainted-values.ts';
import type { ModelResource, PolicyEngine } from '../policy/decision.ts';
import type { ModelRequest, Protocol, ProtocolId, Usage } from '../protocols/protocol.ts';
import type { Provider } from '../providers/provider.ts';
import type { Catalogue } from './catalogue.ts';
import type { Turns } from './turns.ts';

/** A model that a crossing may be sent to. */
export interface Candidate {
  readonly resource: ModelResource;
  readonly settings: ModelSettings;
  /** Absent when its credential is not there; calling it is a clear fault. */
  readonly provider: Provider | undefined;
}

/** One consistent configuration. INVARIANT: a crossing uses the one that was active when it arrived, throughout. */
export interface Charter {
  readonly settings: Settings;
  readonly policy: PolicyEngine;
  readonly catalogue: Catalogue;
  readonly models: ReadonlyMap<string, Candidate>;
  readonly inspector: Inspector;
  /** Detectors that are asked and take their time; absent when there are none. */
  readonly external: External | undefined;
  readonly budgets: Budgets;
  readonly authenticator: Authenticator;
}

/** Keyed digests of content, under the tenant's key (evidence never holds content). */
export interface Digests {
  of(tenant: string, text: string): string;
  start(tenant: string): { update(text: string): void; finish(): string };
}

/** What a call may cost at most, and what it did cost. */
export interface Pricing {
  bound(request: ModelRequest, candidates: readonly Candidate[]): Bound;
  /** Undefined when the reported usage is not believable; the bound is then charged. */
  cost(candidate: Candidate, operation: ModelRequest['operation'], usage: Usage): Amounts | undefined;
}

/** Fetches remote content for inlining, from listed hosts only. */
export interface RemoteFetcher {
  isListed(url: string): boolean;
  load(
    url: string,
    bytesMax: number,
  ): Promise<Result<{ readonly mediaType: string; readonly base64: string }>>;
}

/** Limits per network address, before identity is known. */
export interface AddressLimits {
  admit(address: string): Result<void>;
  /** Counts a failed authentication. */
  failed(address: string): void;
}

/** Crossings that are under way, so that a shutdown can wait for them. */
export interface OpenCrossings {
  /** False when the gate is full or draining. */
  enter(limit: number): Result<void>;
  leave(): void;
  /** Keeps work alive that goes on after the caller has left. */
  track(work: Promise<void>): void;
}

export interface Gate {
  /** The active configuration; read once per crossing. */
  charter(): Charter;
  readonly protocols: Readonly<Record<ProtocolId, Protocol>>;
  readonly vault: Vault;
  readonly ledger: Ledger;
  readonly mandates: Mandates;
  /** Values that agents wrote with an untrusted origin, across mandates. */
  readonly tainted: TaintedValues;
  readonly approvals: Approvals;
  readonly calls: Calls;
  /** Whatever adds to a flow takes turns under its root. */
  readonly turns: Turns;
  readonly digests: Digests;
  readonly pricing: Pricing;
  readonly remote: RemoteFetcher;
  readonly files: FileReader;
  readonly addresses: AddressLimits;
  readonly open: OpenCrossings;
  readonly clock: Clock;
  readonly chance: Chance;
  /** Resolves after so many milliseconds; for the pause between retries. */
  readonly pause: (ms: number) => Promise<void>;
}
