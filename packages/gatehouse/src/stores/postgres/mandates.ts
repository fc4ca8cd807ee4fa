/** Mandates in PostgreSQL: opened with their words, narrowed, ended with their line, and followed step by step. */
import type { KeyObject } from 'node:crypto';
import { createBounded } from '../../identity/bounded.ts';
import { principalName } from '../../identity/principal-name.ts';
import { digestOf, type VaultKeys } from '../../inspection/seal.ts';
import type { Chance, Clock } from '../../kernel/effects.ts';
import { type FaultCode, fault } from '../../kernel/faults.ts';
import { newMandateId } from '../../kernel/ids.ts';
import type { Principal } from '../../kernel/principal.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { AcceptedList } from '../../mandate/flow.ts';
import type { Mandate, Mandated, MandateGrant, Mandates } from '../../mandate/mandates.ts';
import type { Database, Query } from './database.ts';
import { type Flows, roomKeys } from './flows.ts';
import { COLUMNS, type MandateRow, mandateOf, noRoom, whileThere } from './mandate-rows.ts';

/** How long one wordless mandate gathers what its credential does, before the next one begins. */
const WORDLESS_MS = 86_400_000;
const WORDLESS_REMEMBERED = 20_000;
const LIST_MAX = 1_000;

/** INVARIANT: what is narrowed from a mandate ends with it at the latest, and not from one that has ended. */
const OPEN = `insert into gatehouse.mandate (id, tenant, root, lineage, wordless, holder, principal, members, purpose,
    tools, models, budget, jkt, keys, policy_digest, created_at, expires_at)
  select $1, $2, coalesce(parent.root, $1),
      case when parent.id is null then '{}'::text[] else parent.lineage || parent.id end,
      $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, least($16, parent.expires_at)
    from (select) as one left join gatehouse.mandate parent on parent.id = $3
      and parent.ended_at is null and parent.expires_at > $15
    where $3::text is null or parent.id is not null
  returning ${COLUMNS}`;
const FIND = `select ${COLUMNS} from gatehouse.mandate where id = $1`;
/** INVARIANT: whoever narrows a mandate and whoever ends it take turns, so that nothing narrowed outlives the end. */
const STAYS = 'select from gatehouse.mandate where id = $1 for share';
const ENDS = 'select from gatehouse.mandate where id = $1 for update';
const RENEW = `update gatehouse.mandate set tools = $2, models = $3, policy_digest = $4
  where id = $1 and ended_at is null and expires_at > $5 returning ${COLUMNS}`;
const REVOKE = `update gatehouse.mandate set ended_at = $2
  where (id = $1 or lineage @> array[$1]) and ended_at is null`;
const LIST = `select ${COLUMNS} from gatehouse.mandate
  where tenant = $1 and (not $2 or (ended_at is null and expires_at > $3))
  order by created_at desc, id desc limit ${LIST_MAX}`;
const LOCK = `select pg_advisory_xact_lock(hashtextextended($1, 6))`;
const WORDLESS = `select ${COLUMNS} from gatehouse.mandate
  where tenant = $1 and holder = $2 and wordless and ended_at is null and expires_at > $3`;
const FORGET = `delete from gatehouse.mandate where tenant = $1 and least(expires_at, ended_at) < $2`;
const FORGET_BUDGETS = 'select gatehouse.forget_mandate_budgets($1, $2)';

export interface PostgresMandates extends Mandates {
  /** Forgets mandates, and what entered them, that ended before then. */
  forget(tenant: string, endedBeforeMs: number): Promise<void>;
}

interface Parts {
  readonly database: Database;
  /** Shared with the calls that add to them. */
  readonly flows: Flows;
  readonly keyOf: (tenant: string) => Result<KeyObject>;
  /** The lists that the configuration of now accepts. */
  readonly accepted: (tenant: string) => readonly AcceptedList[];
  readonly clock: Clock;
  readonly chance: Chance;
}

export function createMandates(parts: Parts): PostgresMandates {
  const { database, clock, flows } = parts;
  const keysOf = roomKeys(parts.keyOf);
  const at = () => new Date(clock.nowMs());

  return {
    async open(grant, words) {
      const { tenant } = grant.principal;
      const opened = await whileThere(keysOf(tenant), (keys) =>
        database.asTenant(tenant, async (query) => {
          if (grant.parent !== undefined) await query(STAYS, [grant.parent]);
          const mandate = await insert(query, { parts, grant, holder: null });
          if (mandate !== undefined && words.length > 0) {
            const steps = words.map((text) => ({ kind: 'words', text }) as const);
            const name = { tenant, id: mandate.id, keys };
            const end = await flows.append(query, name, { version: 0, steps });
            if (end !== 'appended') throw new Error(`the words of a new mandate: ${end}`);
          }
          return mandate;
        }),
      );
      return present(opened, ['mandate.ended', 'The mandate that this one would be part of has ended.']);
    },
    renew({ tenant, id }, { tools, models, policyDigest }) {
      return whileThere(ok(undefined), () =>
        database.asTenant(tenant, (query) => one(query, RENEW, [id, tools, models, policyDigest, at()])),
      );
    },
    revoke({ tenant, id }) {
      return whileThere(ok(undefined), () =>
        database.asTenant(tenant, async (query) => {
          await query(ENDS, [id]);
          await query(REVOKE, [id, at()]);
          return one(query, FIND, [id]);
        }),
      );
    },
    find: ({ tenant, id }) =>
      whileThere(ok(undefined), () => database.readAsTenant(tenant, (query) => one(query, FIND, [id]))),
    list: (tenant, { living = false } = {}) =>
      whileThere(ok(undefined), () =>
        database.asTenant(tenant, async (query) =>
          (await query<MandateRow>(LIST, [tenant, living, at()])).map(mandateOf),
        ),
      ),
    ...followed(parts, { flows, keysOf }),
    wordlessOf: wordless(parts, keysOf),
    async forget(tenant, endedBeforeMs) {
      await database.asTenant(tenant, async (query) => {
        await query(FORGET, [tenant, new Date(endedBeforeMs)]);
        await query(FORGET_BUDGETS, [tenant, endedBeforeMs]);
      });
    },
  };
}

type KeysOf = (tenant: string) => Result<VaultKeys>;

/** What enters a mandate, and what is in it. */
function followed(
  { database, accepted }: Parts,
  { flows, keysOf }: { flows: Flows; keysOf: KeysOf },
): Pick<Mandates, 'flow' | 'append'> {
  return {
    async flow({ tenant, id }) {
      const read = await whileThere(keysOf(tenant), (keys) =>
        database.readAsTenant(tenant, (query) => flows.read(query, { tenant, id, keys })),
      );
      if (!read.ok) return read;
      if (read.value === undefined) return noRoom('unknown');
      const { tools, steps } = read.value;
      return ok({ flow: { tools, steps, accepted: accepted(tenant) }, version: steps.length });
    },
    async append({ tenant, id }, version, steps) {
      if (steps.length === 0) return ok({ kind: 'appended', version });
      const appended = await whileThere(keysOf(tenant), (keys) =>
        database.asTenant(tenant, (query) => flows.append(query, { tenant, id, keys }, { version, steps })),
      );
      if (!appended.ok) return appended;
      if (appended.value === 'conflict') return ok({ kind: 'conflict' });
      if (appended.value !== 'appended') return noRoom(appended.value);
      return ok({ kind: 'appended', version: version + steps.length });
    },
  };
}

/** WHY remembered: every crossing without a mandate asks for it. Whether it was revoked is read with its flow. */
function wordless({ database, clock, chance }: Parts, keysOf: KeysOf): Mandates['wordlessOf'] {
  const remembered = createBounded<Mandate>(WORDLESS_REMEMBERED);
  return async (principal) => {
    const { tenant, kind, id, chain, credential } = principal;
    const who = JSON.stringify([tenant, kind, id, chain, credential.kind, credential.id]);
    const known = remembered.get(who);
    if (known !== undefined && clock.nowMs() < known.expiresAtMs) return ok(known);
    const found = await whileThere(keysOf(tenant), (keys) =>
      database.asTenant(tenant, async (query) => {
        const holder = digestOf(keys, ['wordless', who]);
        const nowMs = clock.nowMs();
        // INVARIANT: one at a time, so that a credential has one of them everywhere.
        await query(LOCK, [`wordless ${holder.toString('hex')}`]);
        const living = await one(query, WORDLESS, [tenant, holder, new Date(nowMs)]);
        const grant = wordlessGrant(principal, nowMs);
        return living ?? (await insert(query, { parts: { clock, chance }, grant, holder }));
      }),
    );
    const mandate = present(found, ['mandate.unavailable', 'The mandate of this key could not be opened.']);
    if (mandate.ok) remembered.set(who, mandate.value);
    return mandate;
  };
}

function wordlessGrant(principal: Principal, nowMs: number): MandateGrant {
  const { credential, mandate: _mandate, ...mandated } = principal;
  return {
    ...{ principal: mandated, parent: undefined, purpose: undefined, tools: [], budget: {}, jkt: undefined },
    models: credential.models,
    keys: credential.kind === 'key' ? [credential.id] : [],
    policyDigest: '',
    expiresAtMs: nowMs + WORDLESS_MS,
  };
}

async function insert(
  query: Query,
  of: { parts: Pick<Parts, 'clock' | 'chance'>; grant: MandateGrant; holder: Buffer | null },
): Promise<Mandate | undefined> {
  const { grant, holder } = of;
  const { clock, chance } = of.parts;
  const { principal, parent = null, purpose = null, jkt = null } = grant;
  return await one(query, OPEN, [
    ...[newMandateId(clock, chance), principal.tenant, parent, holder !== null, holder],
    ...[JSON.stringify(principal), membersOf(principal), purpose, grant.tools, grant.models],
    ...[JSON.stringify(grant.budget), jkt, grant.keys, grant.policyDigest],
    ...[new Date(clock.nowMs()), new Date(grant.expiresAtMs)],
  ]);
}

/** Everybody with whom it ends. */
function membersOf({ tenant, kind, id, chain }: Mandated): readonly string[] {
  return [{ kind, id }, ...chain].map((actor) => principalName(tenant, actor));
}

async function one(query: Query, text: string, values: readonly unknown[]): Promise<Mandate | undefined> {
  const [row] = await query<MandateRow>(text, values);
  return row && mandateOf(row);
}

function present<T>(result: Result<T | undefined>, [code, message]: readonly [FaultCode, string]): Result<T> {
  if (!result.ok) return result;
  return result.value === undefined ? failed(fault(code, message)) : ok(result.value);
}
