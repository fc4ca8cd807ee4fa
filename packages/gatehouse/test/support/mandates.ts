/** What tests of mandates begin with: a store on real PostgreSQL, keys of tenants, and mandates to open. */
import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { type Principal, principal } from '../../src/kernel/principal.ts';
import { ok, type Result } from '../../src/kernel/result.ts';
import type { Mandate, Mandated, MandateGrant } from '../../src/mandate/mandates.ts';
import type { Database } from '../../src/stores/postgres/database.ts';
import { createFlows } from '../../src/stores/postgres/flows.ts';
import { createMandates, type PostgresMandates } from '../../src/stores/postgres/mandates.ts';
import { chance, freshDatabase } from './database.ts';
import { type MovingClock, movingClock } from './moving-clock.ts';

export const HOUR_MS = 3_600_000;

export const ALICE: Mandated = {
  kind: 'person',
  tenant: 'acme',
  id: 'alice',
  roles: ['developer'],
  teams: ['research'],
  purposes: ['support'],
  attributes: {},
  chain: [{ kind: 'agent', id: 'mailer' }],
};

export function tenantKeys(): (tenant: string) => Result<KeyObject> {
  const keys = new Map<string, KeyObject>();
  return (tenant) => {
    const key = keys.get(tenant) ?? createSecretKey(randomBytes(32));
    keys.set(tenant, key);
    return ok(key);
  };
}

export interface MandateRoom extends Awaited<ReturnType<typeof freshDatabase>> {
  readonly clock: MovingClock;
  readonly keyOf: (tenant: string) => Result<KeyObject>;
  readonly mandates: PostgresMandates;
  /** Another process on the same, or another, session to the database. */
  another(database?: Database): PostgresMandates;
  open(changes?: Partial<MandateGrant>, words?: readonly string[]): Promise<Mandate>;
}

export async function mandateRoom(): Promise<MandateRoom> {
  const fresh = await freshDatabase();
  const clock = movingClock();
  const keyOf = tenantKeys();
  const another = (database = fresh.database) =>
    createMandates({ database, keyOf, flows: createFlows({ chance }), accepted: () => [], clock, chance });
  const mandates = another();
  return {
    ...fresh,
    ...{ clock, keyOf, mandates, another },
    async open(changes = {}, words = ['Pay the invoice.']) {
      const opened = await mandates.open({ ...grant(clock.nowMs()), ...changes }, words);
      if (!opened.ok) throw new Error(`${opened.fault.message} ${opened.fault.cause}`);
      return opened.value;
    },
  };
}

function grant(nowMs: number): MandateGrant {
  return {
    principal: ALICE,
    parent: undefined,
    purpose: 'support',
    tools: ['bank/*', 'mail/send'],
    models: ['*'],
    budget: { usd: 5 },
    jkt: undefined,
    keys: ['ghk_0123456789abcdef'],
    policyDigest: 'p1',
    expiresAtMs: nowMs + HOUR_MS,
  };
}

/** A principal as a Gatehouse key proves it. */
export function keyHolder(id: string, credential = 'ghk_0123456789abcdef'): Principal {
  const made = principal({
    ...ALICE,
    ...{ kind: 'agent', id, chain: [] },
    credential: { kind: 'key', id: credential, expiresAtMs: 4e12, models: ['*'] },
  });
  if (!made.ok) throw new Error(made.fault.message);
  return made.value;
}
