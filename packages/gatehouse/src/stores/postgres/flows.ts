/** The steps of mandates in PostgreSQL: sealed one by one, numbered, remembered here, and extended by new ones only. */
import type { KeyObject } from 'node:crypto';
import { createBounded } from '../../identity/bounded.ts';
import { seal, unseal, type VaultKeys, vaultKeys } from '../../inspection/seal.ts';
import type { Chance } from '../../kernel/effects.ts';
import type { Result } from '../../kernel/result.ts';
import type { Step } from '../../mandate/flow.ts';
import type { Query } from './database.ts';

const NONCE_BYTES = 12;
/** Of sealed steps that this process remembers, over all mandates. */
const REMEMBERED_BYTES_MAX = 134_217_728;
/** Of sealed steps that one mandate and its line may have. */
const FLOW_BYTES_MAX = 67_108_864;
const FLOW_STEPS_MAX = 100_000;
const ROOTS_MAX = 20_000;

const STANDING = `select m.tools, m.root, r.steps
  from gatehouse.mandate m join gatehouse.mandate r on r.id = m.root where m.id = $1`;
const NEWER = `select number, sealed from gatehouse.mandate_step
  where mandate = (select root from gatehouse.mandate where id = $1) and number >= $2 order by number`;

/**
 * INVARIANT: the version is checked and moved by the statement that adds the steps. Who comes second waits for the
 * row, sees that it has moved, and adds nothing.
 */
const APPEND = `with moved as (
    update gatehouse.mandate set steps = steps + $3, bytes = bytes + $4
    where id = $1 and steps = $2 and bytes + $4 <= ${FLOW_BYTES_MAX} and steps + $3 <= ${FLOW_STEPS_MAX}
    returning tenant, id)
  insert into gatehouse.mandate_step (tenant, mandate, number, sealed)
  select moved.tenant, moved.id, fresh.number, fresh.sealed
    from moved, unnest($5::int[], $6::bytea[]) as fresh (number, sealed)
  returning number`;
const ROOM = `select root.id, root.steps from gatehouse.mandate m
  join gatehouse.mandate root on root.id = m.root where m.id = $1`;

export interface StepsAt {
  readonly tools: readonly string[];
  readonly steps: readonly Step[];
}

interface Known {
  readonly steps: readonly Step[];
  readonly bytes: number;
}

export interface Flows {
  /** Undefined when there is no such mandate. */
  read(query: Query, name: FlowName): Promise<StepsAt | undefined>;
  append(query: Query, name: FlowName, more: More): Promise<FlowEnd>;
  /** Adds the steps wherever the flow stands by now; the version is only where to try first. */
  extend(query: Query, name: FlowName, more: More): Promise<Exclude<FlowEnd, 'conflict'>>;
}

interface More {
  readonly version: number;
  readonly steps: readonly Step[];
}

interface Room {
  readonly id: string;
  readonly steps: number;
}

export type FlowEnd = 'appended' | 'conflict' | 'full' | 'unknown';

export interface FlowName {
  readonly tenant: string;
  readonly id: string;
  /** Where the steps are kept; looked up where it is not known. */
  readonly root?: string;
  readonly keys: VaultKeys;
}

/** The keys of each tenant in one room, derived once. */
export function roomKeys(
  keyOf: (tenant: string) => Result<KeyObject>,
  room: 'mandate' | 'call' = 'mandate',
): (tenant: string) => Result<VaultKeys> {
  const derived = new WeakMap<KeyObject, VaultKeys>();
  return (tenant) => {
    const key = keyOf(tenant);
    if (!key.ok) return key;
    const known = derived.get(key.value) ?? vaultKeys(key.value, room);
    derived.set(key.value, known);
    return { ok: true, value: known };
  };
}

export function createFlows({ chance }: { readonly chance: Chance }): Flows {
  const known = createMemory();
  const roots = createBounded<string>(ROOTS_MAX);

  /** WHY remembered: a mandate keeps its root for ever, and the statement that adds steps checks everything else. */
  async function roomOf(query: Query, id: string, text: string): Promise<Room | undefined> {
    const [room] = await query<Room>(text, [id]);
    if (room !== undefined) roots.set(id, room.id);
    return room;
  }

  async function add(
    query: Query,
    { tenant, id: root, keys }: FlowName,
    { version, steps }: More,
  ): Promise<boolean> {
    const sealed = steps.map((step, at) => {
      const nonce = chance.bytes(NONCE_BYTES);
      return seal(keys, placeOf(tenant, root, version + at), { text: JSON.stringify(step), nonce });
    });
    const bytes = sealed.reduce((sum, one) => sum + one.length, 0);
    const numbers = steps.map((_, at) => version + at);
    const added = await query(APPEND, [root, version, steps.length, bytes, numbers, sealed]);
    return added.length === steps.length;
  }

  return {
    async read(query, { tenant, id, keys }) {
      const before = known.get(tenant, roots.get(id) ?? id);
      const asked = [id, before.steps.length];
      const [[standing], newer] = await Promise.all([
        query<Standing>(STANDING, [id]),
        query<StepRow>(NEWER, asked),
      ]);
      if (standing === undefined) return undefined;
      const { tools, root } = standing;
      // WHY: steps that were added between the two statements are read the next time.
      const fresh = newer.filter(({ number }) => number < standing.steps);
      const expected = standing.steps - before.steps.length;
      if (fresh.length !== expected || fresh.some(({ number }, at) => number !== before.steps.length + at)) {
        // WHY: of a database that was restored, less may be there than is remembered here.
        known.drop(tenant, root);
        throw new Error('steps of a mandate are missing');
      }
      roots.set(id, root);
      if (fresh.length === 0) return { tools, steps: before.steps };
      const opened = fresh.map(({ number, sealed }) => {
        return JSON.parse(unseal(keys, placeOf(tenant, root, number), sealed)) as Step;
      });
      const bytes = fresh.reduce((sum, { sealed }) => sum + sealed.length, before.bytes);
      const steps = before.steps.concat(opened);
      known.set(tenant, root, { steps, bytes });
      return { tools, steps };
    },
    async append(query, name, more) {
      if (more.steps.length === 0) return 'appended';
      const root = name.root ?? roots.get(name.id) ?? (await roomOf(query, name.id, ROOM))?.id;
      if (root === undefined) return 'unknown';
      if (await add(query, { ...name, id: root }, more)) return 'appended';
      // WHY: at this version nothing but a limit stands in the way.
      const room = await roomOf(query, name.id, ROOM);
      if (room === undefined) return 'unknown';
      return room.steps === more.version ? 'full' : 'conflict';
    },
    async extend(query, name, { version, steps }) {
      if (steps.length === 0) return 'appended';
      const root = name.root ?? roots.get(name.id);
      if (root !== undefined && (await add(query, { ...name, id: root }, { version, steps })))
        return 'appended';
      // WHY locked: from here to the end of the transaction nobody else adds anything.
      const room = await roomOf(query, name.id, `${ROOM} for update of root`);
      if (room === undefined) return 'unknown';
      return (await add(query, { ...name, id: room.id }, { version: room.steps, steps }))
        ? 'appended'
        : 'full';
    },
  };
}

interface Standing {
  readonly tools: readonly string[];
  readonly root: string;
  readonly steps: number;
}

interface StepRow {
  readonly number: number;
  readonly sealed: Uint8Array;
}

/** What a sealed step is bound to: it opens at no other place of no other mandate. */
function placeOf(tenant: string, root: string, number: number): string {
  return JSON.stringify(['step', tenant, root, number]);
}

const NOTHING: Known = { steps: [], bytes: 0 };

/** INVARIANT: bounded by bytes; what was used least recently goes first, and is read again when it is asked for. */
function createMemory() {
  const flows = new Map<string, Known>();
  let bytes = 0;
  const drop = (name: string) => {
    bytes -= flows.get(name)?.bytes ?? 0;
    flows.delete(name);
  };
  return {
    drop: (tenant: string, root: string) => drop(`${tenant} ${root}`),
    get(tenant: string, root: string): Known {
      const name = `${tenant} ${root}`;
      const found = flows.get(name);
      if (found === undefined) return NOTHING;
      flows.delete(name);
      flows.set(name, found);
      return found;
    },
    set(tenant: string, root: string, known: Known): void {
      const name = `${tenant} ${root}`;
      drop(name);
      // Another reading may have come further meanwhile; then this one is only shorter, never wrong.
      flows.set(name, known);
      bytes += known.bytes;
      for (const oldest of flows.keys()) {
        if (bytes <= REMEMBERED_BYTES_MAX) break;
        drop(oldest);
      }
    },
  };
}
