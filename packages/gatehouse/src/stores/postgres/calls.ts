/** Calls in PostgreSQL: begun once by whoever comes first, answered once, sealed under the tenant's key. */
import type { KeyObject } from 'node:crypto';
import { digestOf, seal, unseal, type VaultKeys } from '../../inspection/seal.ts';
import type { Chance, Clock } from '../../kernel/effects.ts';
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { CallEnd, CallName, Calls, KeptAnswer, KnownCall, ParkedCall } from '../../mandate/calls.ts';
import type { Database, Query } from './database.ts';
import { type Flows, roomKeys } from './flows.ts';
import { noRoom } from './mandate-rows.ts';
import type { PostgresTaintedValues } from './tainted-values.ts';

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
  /** Those of the mandates: what a call adds to them is durable together with the call. */
  readonly flows: Flows;
  readonly tainted: Pick<PostgresTaintedValues, 'remember'>;
  readonly keyOf: (tenant: string) => Result<KeyObject>;
  readonly clock: Clock;
  readonly chance: Chance;
}

type Row = { digest: string; begun_at: Date; answer: Uint8Array | null };

export function createCalls({ database, flows, tainted, keyOf, clock, chance }: Parts): PostgresCalls {
  const keysOf = { call: roomKeys(keyOf, 'call'), mandate: roomKeys(keyOf, 'mandate') };

  /** INVARIANT: a store that is away is a refusal: nothing is done that could be done twice. */
  async function during<T>(
    tenant: string,
    work: (query: Query, room: Room) => Promise<T>,
    how: 'asTenant' | 'readAsTenant' = 'asTenant',
  ): Promise<Result<T>> {
    const [keys, mandateKeys] = [keysOf.call(tenant), keysOf.mandate(tenant)];
    if (!keys.ok) return keys;
    if (!mandateKeys.ok) return mandateKeys;
    const room = { keys: keys.value, mandateKeys: mandateKeys.value };
    try {
      return ok(await database[how](tenant, (query) => work(query, room)));
    } catch (cause) {
      if (cause instanceof Undone) return cause.instead;
      const message = 'What was called before cannot be looked up or recorded right now. Try again.';
      return failed(fault('call.unavailable', message, { cause }));
    }
  }

  const now = () => new Date(clock.nowMs());
  const sealed = (keys: VaultKeys, place: string, value: unknown) =>
    seal(keys, place, { text: JSON.stringify(value), nonce: chance.bytes(NONCE_BYTES) });

  const reading: typeof during = (tenant, work) => during(tenant, work, 'readAsTenant');

  return {
    find: (call) =>
      reading(call.tenant, async (query, { keys }) => {
        const [row] = await query<Row>(FIND, [call.tenant, rowOf(call, keys)]);
        return row === undefined ? undefined : knownCall(row, keys, placeOf(call, 'answer'));
      }),
    begin: (start) =>
      during(start.mandate.tenant, async (query, room) => {
        const { mandate, call, written } = start;
        const name = { ...mandate, keys: room.mandateKeys };
        // WHY at once: they travel together, the mandate's row first, and where one is in the way, all are undone.
        const [end, begun] = await Promise.all([
          flows.append(query, name, start),
          call && query(BEGIN, [mandate.tenant, rowOf(call.name, room.keys), call.digest, now()]),
          written.length > 0 && tainted.remember(query, name, written),
        ]);
        if (end === 'conflict') throw new Undone(ok({ kind: 'conflict' }));
        if (end !== 'appended') throw new Undone(noRoom(end));
        if (begun?.length === 0) throw new Undone(ok({ kind: 'taken' }));
        return { kind: 'appended', version: start.version + start.steps.length };
      }),
    finish: (end) =>
      during(end.mandate.tenant, async (query, room) => {
        const name = { ...end.mandate, keys: room.mandateKeys };
        // WHY one after the other: whoever begins a call locks its mandate first as well, so that none waits in a circle.
        const grown = await flows.extend(query, name, end);
        if (grown !== 'appended') throw new Undone(noRoom(grown));
        if (end.call !== undefined) await settle(query, room, end.call);
      }),
    park: (call, parked) =>
      during(call.tenant, async (query, { keys }) => {
        const value = sealed(keys, placeOf(call, 'parked'), parked);
        await query(PARK, [call.tenant, rowOf(call, keys), value, now()]);
      }),
    parked: (call) =>
      reading(call.tenant, async (query, { keys }) => {
        const [row] = await query<{ sealed: Uint8Array }>(PARKED, [call.tenant, rowOf(call, keys)]);
        if (row === undefined) return undefined;
        return JSON.parse(unseal(keys, placeOf(call, 'parked'), row.sealed)) as ParkedCall;
      }),
    async forget(tenant, beforeMs) {
      await database.asTenant(tenant, async (query) => {
        for (const statement of FORGET) await query(statement, [new Date(beforeMs)]);
      });
    },
  };

  async function settle(query: Query, { keys }: Room, { name, answer }: NonNullable<CallEnd['call']>) {
    const row = [name.tenant, rowOf(name, keys)];
    if (answer === undefined) await query(RELEASE, row);
    else await query(FINISH, [...row, sealed(keys, placeOf(name, 'answer'), answer)]);
  }
}

interface Room {
  readonly keys: VaultKeys;
  readonly mandateKeys: VaultKeys;
}

/** Ends a transaction of which nothing may stay, with what is answered in its place. */
class Undone extends Error {
  readonly instead: Result<never>;

  constructor(instead: Result<unknown>) {
    super('undone');
    this.instead = instead as Result<never>;
  }
}

function rowOf({ holder, key }: CallName, keys: VaultKeys): Buffer {
  return digestOf(keys, ['call', holder, key]);
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
