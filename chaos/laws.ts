/** What must hold after every death: checked as the superuser, in the database itself. */
import type { Broken } from './broken.ts';
import type { World } from './world.ts';

interface Law {
  readonly law: string;
  /** Selects what breaks the law; every row is one breach. */
  readonly breaches: string;
}

const LAWS: readonly Law[] = [
  {
    law: 'an acknowledged crossing has its intent and its outcome',
    breaches: `select id as detail from unnest($1::text[]) id where not exists
      (select from gatehouse.evidence where crossing = id and kind = 'intent') or not exists
      (select from gatehouse.evidence where crossing = id and kind = 'outcome')`,
  },
  {
    law: 'every intent has an outcome once recovery is done',
    breaches: `select crossing || '/' || attempt as detail from gatehouse.evidence i where kind = 'intent' and not exists
      (select from gatehouse.evidence o where o.kind = 'outcome' and o.tenant = i.tenant
        and o.crossing = i.crossing and o.attempt = i.attempt)`,
  },
  {
    law: 'no crossing stays open once recovery is done',
    breaches: 'select crossing as detail from gatehouse.open_crossing',
  },
  {
    law: 'no budget stays leased to a dead process',
    breaches: `select 'lease of ' || instance as detail from gatehouse.budget_lease
        where amount > 0 and instance not in (select id from gatehouse.instance)`,
  },
  {
    law: 'a budget is never overspent',
    breaches: 'select budget as detail from gatehouse.budget_usage where spent + leased > limited_to',
  },
  {
    law: 'what was spent is what the outcomes say',
    breaches: `select w.budget || ': ' || w.spent || ' spent, ' || o.spent || ' in outcomes' as detail from
      (select budget, sum(spent) as spent from gatehouse.budget_usage where measure = 'requests' group by budget) w,
      (select count(distinct crossing) as spent from gatehouse.evidence where kind = 'outcome') o
      where w.spent <> o.spent`,
  },
];

/** Every law that does not hold. */
export async function brokenLaws(world: World): Promise<readonly Broken[]> {
  const broken: Broken[] = [];
  for (const { law, breaches } of LAWS) {
    const values = breaches.includes('$1') ? [[...world.seen.acknowledged]] : [];
    const rows = await world.superuser<{ detail: string }>(breaches, values);
    broken.push(...rows.map(({ detail }) => ({ law, detail })));
  }
  return [...broken, ...(await unrecorded(world))];
}

/** What reached the provider must have been recorded before; the provider knows crossings by what they carried. */
async function unrecorded(world: World): Promise<readonly Broken[]> {
  const [row] = await world.superuser<{ intents: string }>(
    "select count(*) as intents from gatehouse.evidence where kind = 'intent'",
  );
  const intents = Number(row?.intents ?? 0);
  if (world.seen.reached.size <= intents) return [];
  const detail = `${world.seen.reached.size} calls reached the provider, but there are ${intents} intents`;
  return [{ law: 'nothing leaves without a durable intent', detail }];
}
