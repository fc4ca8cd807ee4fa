/** Calls in PostgreSQL: begun once by whoever comes first, answered once, sealed under the tenant's key. */
import type { KeyObject } from 'node:crypto';
import { digestOf, seal, unseal, type VaultKeys, vaultKeys } from '../../inspection/seal.ts';
import type { Chance, Clock } from '../../kernel/effects.ts';
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { CallName, Calls, KeptAnswer, KnownCall, ParkedCall } from '../../mandate/calls.ts';
import type { Database, Query } from './database.ts';

const NONCE_BYTES = 12;

const FIND = 'select digest, begun_at, answer from gatehouse.call where tenant = $1 and name = $2';
const BEGIN = `insert into gatehouse.call (tenant, name, digest, begun_at) values ($1, $2, $3, $4)
  on conflict do nothing returning digest`;
const FINISH = 'update gatehouse.call set answer = $3 where tenant = $1 and name = $2 and answer is null';
const RELEASE = 'delete from gatehouse.call where tenant = $1 and name = $2 and answer is null';
const PARK = `insert into gatehouse.parked_call (tenant, name, sealed, parked_at) values ($1, $2, $3, $4)
  on conflict do nothing`;
const PARKED = 'select sealed from gatehouse.parked_call where tenant = $1 and name = $2';
const FORGET = [
  'delete from gatehouse.call where begun_at < $1',
  'delete from gatehouse.parked_call where parked_at < $1',
];

export interface PostgresCalls extends Calls {
  /** Forgets calls of the tenant that were begun or parked before then. */
  forget(tenant: string, beforeMs: number): Promise<void>;
}

interface Parts {
  readonly database: Database;
  readonly keyOf: (tenant: string) => Result<KeyObject>;
  readonly clock: Clock;
  readonly chance: Chance;
}

type Row = { digest: string; begun_at: Date; answer: Uint8Array | null };

export function createCalls({ database, keyOf, clock, chance }: Parts): PostgresCalls {
  const derived = new WeakMap<KeyObject, VaultKeys>();

  /** INVARIANT: a store that is away is a refusal: nothing is done that could be done twice. */
  async function during<T>(
    call: CallName,
    work: (query: Query, keyring: VaultKeys, name: Buffer) => Promise<T>,
  ): Promise<Result<T>> {
    const key = keyOf(call.tenant);
    if (!key.ok) return key;
    const keyring = derived.get(key.value) ?? vaultKeys(key.value, 'call');
    derived.set(key.value, keyring);
    const name = digestOf(keyring, ['call', call.holder, call.key]);
    try {
      return ok(await database.asTenant(call.tenant, (query) => work(query, keyring, name)));
    } catch (cause) {
      const message = 'What was called before cannot be looked up or recorded right now. Try again.';
      return failed(fault('call.unavailable', message, { cause }));
    }
  }

  const now = () => new Date(clock.nowMs());
  const sealed = (keyring: VaultKeys, place: string, value: unknown) =>
    seal(keyring, place, { text: JSON.stringify(value), nonce: chance.bytes(NONCE_BYTES) });

  return {
    find: (call) =>
      during(call, async (query, keyring, name) => {
        const [row] = await query<Row>(FIND, [call.tenant, name]);
        return row === undefined ? undefined : knownCall(row, keyring, placeOf(call, 'answer'));
      }),
    begin: (call, digest) =>
      during(call, async (query, _keyring, name) => {
        const rows = await query(BEGIN, [call.tenant, name, digest, now()]);
        return rows.length === 1;
      }),
    finish: (call, answer) =>
      during(call, async (query, keyring, name) => {
        await query(FINISH, [call.tenant, name, sealed(keyring, placeOf(call, 'answer'), answer)]);
      }),
    release: (call) =>
      during(call, async (query, _keyring, name) => {
        await query(RELEASE, [call.tenant, name]);
      }),
    park: (call, parked) =>
      during(call, async (query, keyring, name) => {
        await query(PARK, [call.tenant, name, sealed(keyring, placeOf(call, 'parked'), parked), now()]);
      }),
    parked: (call) =>
      during(call, async (query, keyring, name) => {
        const [row] = await query<{ sealed: Uint8Array }>(PARKED, [call.tenant, name]);
        if (row === undefined) return undefined;
        return JSON.parse(unseal(keyring, placeOf(call, 'parked'), row.sealed)) as ParkedCall;
      }),
    async forget(tenant, beforeMs) {
      await database.asTenant(tenant, async (query) => {
        for (const statement of FORGET) await query(statement, [new Date(beforeMs)]);
      });
    },
  };
}

/** What a sealed value is bound to. */
function placeOf({ tenant, holder, key }: CallName, what: 'answer' | 'parked'): string {
  return JSON.stringify([what, tenant, holder, key]);
}

function knownCall({ digest, begun_at, answer }: Row, keyring: VaultKeys, place: string): KnownCall {
  return {
    digest,
    begunAtMs: begun_at.getTime(),
    answer: answer === null ? undefined : (JSON.parse(unseal(keyring, place, answer)) as KeptAnswer),
  };
}
