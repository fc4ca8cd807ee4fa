/** What was used when, found in the evidence by who acted and for whom: one look at an index for each name. */
import type { Actor } from '../../kernel/principal.ts';
import type { IntentEvidence } from '../../ledger/evidence.ts';
import type { Usage } from '../../ledger/usage.ts';
import type { Database } from './database.ts';

const LAST = `select n.name, by_whom.at_ms as by_ms, for_whom.at_ms as for_ms
  from unnest($3::text[], $4::text[]) as n (name, written)
  left join lateral (
    select max(at_ms) as at_ms from gatehouse.evidence
    where tenant = $1 and kind = 'intent' and actor = $2 and used = n.written) as by_whom on true
  left join lateral (
    select max(at_ms) as at_ms from gatehouse.evidence
    where tenant = $1 and kind = 'intent' and subject = $2 and subject <> actor and used = n.written) as for_whom on true`;

const PROOF = `select e.at_ms, e.body from unnest($3::text[]) as n (written)
  cross join lateral (
    select at_ms, body from gatehouse.evidence
    where tenant = $1 and kind = 'intent' and actor = $2 and used = n.written and subject = actor
    order by at_ms desc limit 1) as e
  order by e.at_ms desc limit 1`;

/** From one actor to the next by the index: as many looks as there are actors, however much they did. */
const ACTORS = `with recursive met (actor) as (
    (select actor from gatehouse.evidence where tenant = $1 and kind = 'intent' order by actor limit 1)
    union all
    select (select e.actor from gatehouse.evidence e
      where e.tenant = $1 and e.kind = 'intent' and e.actor > met.actor order by e.actor limit 1)
    from met where met.actor is not null)
  select actor from met where actor is not null limit $2`;

export function createUsage(database: Pick<Database, 'asTenant'>): Usage {
  return {
    lastUses(tenant, who, names) {
      return database.asTenant(tenant, async (query) => {
        const rows = await query<{ name: string; by_ms: string | null; for_ms: string | null }>(LAST, [
          ...[tenant, partyOf(who), names, names.map(written)],
        ]);
        return rows.map(({ name, by_ms, for_ms }) => ({ name, byMs: ms(by_ms), forMs: ms(for_ms) }));
      });
    },
    actors(tenant, limit) {
      return database.asTenant(tenant, async (query) => {
        const rows = await query<{ actor: string }>(ACTORS, [tenant, limit]);
        return rows.map(({ actor }) => actorOf(actor));
      });
    },
    lastProof(tenant, who, names) {
      return database.asTenant(tenant, async (query) => {
        const [row] = await query<{ at_ms: string; body: string }>(PROOF, [
          ...[tenant, partyOf(who), names.map(written)],
        ]);
        if (row === undefined) return undefined;
        const { principal, purpose } = JSON.parse(row.body) as IntentEvidence;
        return { atMs: Number(row.at_ms), principal, purpose };
      });
    },
  };
}

function actorOf(party: string): Actor {
  const [kind = ''] = party.split(' ', 1);
  return { kind: kind as Actor['kind'], id: JSON.parse(`"${party.slice(kind.length + 1)}"`) as string };
}

/** As the columns of the evidence say it: `kind id`. */
function partyOf({ kind, id }: Actor): string {
  return `${kind} ${JSON.stringify(id).slice(1, -1)}`;
}

/** As JSON writes it, up to where it would end (`used_in` in the migrations). */
function written(name: string): string {
  return JSON.stringify(name).slice(1, -1).split('"')[0] ?? '';
}

function ms(value: string | null): number | undefined {
  return value === null ? undefined : Number(value);
}
