/** Where mandates and principals stand: whether they still may, known within a second of every change. */
import type { Clock } from '../kernel/effects.ts';
import { fault } from '../kernel/faults.ts';
import type { Actor, PrincipalFields } from '../kernel/principal.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import { principalName } from './principal-name.ts';
import { type Changes, createWatched, unavailable, withinMs } from './watched.ts';

/** A mandate, as far as a token of it proves something. */
export interface MandateStanding {
  readonly principal: Omit<PrincipalFields, 'credential' | 'mandate'>;
  readonly purpose: string | undefined;
  readonly tools: readonly string[];
  readonly models: readonly string[];
  readonly jkt: string | undefined;
  readonly expiresAtMs: number;
  readonly endedAtMs: number | undefined;
}

/** Where they are kept; every end, every narrowing and every principal put out or back moves its epoch. */
export interface StandingStore extends Changes {
  mandate(
    tenant: string,
    id: string,
  ): Promise<Result<{ readonly mandate: MandateStanding | undefined; readonly epoch: number }>>;
  principal(
    tenant: string,
    name: string,
  ): Promise<Result<{ readonly disabled: boolean; readonly epoch: number }>>;
}

export interface Standings {
  /** The mandate while it lives; synchronous where it is remembered. */
  mandate(tenant: string, id: string): Result<MandateStanding> | Promise<Result<MandateStanding>>;
  /** A refusal when any of these was put out, and when it cannot be known. */
  refusal(tenant: string, who: readonly Actor[]): Refusal | Promise<Refusal>;
  start(): Promise<void>;
  stop(): void;
}

type Refusal = Result<never> | undefined;

/** INVARIANT: a flood of tokens never has more than this many statements open. */
const LOOKUPS_MAX = 64;

export function createStandings({ store, clock }: { store: StandingStore; clock: Clock }): Standings {
  const cache = createWatched<MandateStanding | 'disabled' | 'enabled'>(store, clock);
  let lookups = 0;

  async function lookUp<T>(ask: () => Promise<Result<T>>): Promise<Result<T>> {
    if (lookups >= LOOKUPS_MAX) return unavailable('too many standings are being looked up');
    lookups += 1;
    try {
      return await withinMs(ask());
    } finally {
      lookups -= 1;
    }
  }

  async function readMandate(tenant: string, id: string): Promise<Result<MandateStanding>> {
    const readMs = clock.elapsedMs();
    const found = await lookUp(() => store.mandate(tenant, id));
    if (!found.ok) return found;
    const { mandate, epoch } = found.value;
    if (mandate !== undefined) cache.put(id, { value: mandate, epoch, readMs });
    return living(mandate, clock.nowMs());
  }

  async function isDisabled(tenant: string, name: string): Promise<Result<boolean>> {
    const readMs = clock.elapsedMs();
    const found = await lookUp(() => store.principal(tenant, name));
    if (!found.ok) return found;
    const { disabled, epoch } = found.value;
    cache.put(name, { value: disabled ? 'disabled' : 'enabled', epoch, readMs });
    return ok(disabled);
  }

  async function firstRefusal(tenant: string, names: readonly string[]): Promise<Refusal> {
    for (const name of names) {
      const known = cache.get(name);
      const disabled = known === undefined ? await isDisabled(tenant, name) : ok(known === 'disabled');
      if (!disabled.ok) return disabled;
      if (disabled.value) return failed(fault('identity.revoked', PUT_OUT));
    }
    return undefined;
  }

  return {
    mandate(tenant, id) {
      const known = cache.get(id);
      return typeof known === 'object' ? living(known, clock.nowMs()) : readMandate(tenant, id);
    },
    refusal(tenant, who) {
      const names = who.map((actor) => principalName(tenant, actor));
      return names.every((name) => cache.get(name) === 'enabled') ? undefined : firstRefusal(tenant, names);
    },
    start: cache.start,
    stop: cache.stop,
  };
}

const PUT_OUT = 'This principal, or one that acts in its chain, was put out. Ask whoever runs this gate.';

function living(mandate: MandateStanding | undefined, nowMs: number): Result<MandateStanding> {
  if (mandate === undefined) {
    return failed(fault('identity.invalid', 'The token names no mandate that exists here.'));
  }
  if (mandate.endedAtMs !== undefined) {
    return failed(fault('identity.revoked', 'The mandate of this token was ended. Open a new one.'));
  }
  if (nowMs >= mandate.expiresAtMs) {
    return failed(fault('identity.expired', 'The mandate of this token has expired. Open a new one.'));
  }
  return ok(mandate);
}
