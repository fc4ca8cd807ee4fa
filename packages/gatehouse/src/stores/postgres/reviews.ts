/** Access reviews in PostgreSQL: begun whole, and answered item by item, once. */
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { Review, ReviewAnswer, ReviewItem, ReviewStore, StoredItem } from '../../policy/reviews.ts';
import type { Database } from './database.ts';

const START = `insert into gatehouse.review (tenant, id, who, policy_digest, started_by, started_at, due_at)
  values ($1, $2, $3, $4, $5, $6, $7)`;
const ADD = `insert into gatehouse.review_item (tenant, review, number, reviewer, item)
  select $1, $2, given.number, given.reviewer, given.item
  from unnest($3::int[], $4::text[], $5::jsonb[]) as given (number, reviewer, item)`;
const LIST = `select r.*, asked.kept, asked.revoked, asked.open from gatehouse.review r
  cross join lateral (
    select count(*) filter (where answer = 'keep')::int as kept,
        count(*) filter (where answer = 'revoke')::int as revoked,
        count(*) filter (where answer is null)::int as open
      from gatehouse.review_item i
      where i.tenant = r.tenant and i.review = r.id and ($2::text is null or i.reviewer = $2)) as asked
  where r.tenant = $1 and asked.kept + asked.revoked + asked.open > 0
  order by r.started_at desc, r.id limit 200`;
const FIND = `select * from gatehouse.review where tenant = $1 and id = $2`;
const ITEMS = `select * from gatehouse.review_item where tenant = $1 and review = $2 order by number`;
const OPEN = `select number from gatehouse.review_item
  where tenant = $1 and review = $2 and number = $3 and answer is null for update`;
const ANSWER = `update gatehouse.review_item set answer = $4, reason = $5, answered_by = $6, answered_at = $7
  where tenant = $1 and review = $2 and number = $3`;

interface ReviewRow {
  readonly tenant: string;
  readonly id: string;
  readonly who: readonly string[];
  readonly policy_digest: string;
  readonly started_by: string;
  readonly started_at: Date;
  readonly due_at: Date;
}

interface CountRow {
  readonly kept: number;
  readonly revoked: number;
  readonly open: number;
}

interface ItemRow {
  readonly number: number;
  readonly reviewer: string;
  readonly item: ReviewItem;
  readonly answer: ReviewAnswer['answer'] | null;
  readonly reason: string | null;
  readonly answered_by: string | null;
  readonly answered_at: Date | null;
}

export function createReviewStore(database: Pick<Database, 'asTenant'>): ReviewStore {
  return {
    start: ({ tenant, id, who, policyDigest, startedBy, startedAtMs, dueAtMs }, items) =>
      whileThere(() =>
        database.asTenant(tenant, async (query) => {
          const times = [new Date(startedAtMs), new Date(dueAtMs)];
          await query(START, [tenant, id, who, policyDigest, startedBy, ...times]);
          await query(ADD, [
            ...[tenant, id, items.map((_, index) => index + 1), items.map(({ reviewer }) => reviewer)],
            items.map(({ item }) => JSON.stringify(item)),
          ]);
          return ok(undefined);
        }),
      ),
    list: (tenant, reviewer) =>
      whileThere(() =>
        database.asTenant(tenant, async (query) => {
          const rows = await query<ReviewRow & CountRow>(LIST, [tenant, reviewer ?? null]);
          return ok(
            rows.map(({ kept, revoked, open, ...row }) => ({ review: reviewOf(row), kept, revoked, open })),
          );
        }),
      ),
    find: ({ tenant, id }) =>
      whileThere(() =>
        database.asTenant(tenant, async (query) => {
          const [row] = await query<ReviewRow>(FIND, [tenant, id]);
          if (row === undefined) return ok(undefined);
          const items = await query<ItemRow>(ITEMS, [tenant, id]);
          return ok({ review: reviewOf(row), items: items.map(itemOf) });
        }),
      ),
    answer: ({ tenant, id, number }, { answer, reason, by, atMs }, first) =>
      whileThere(() =>
        database.asTenant(tenant, async (query) => {
          const open = await query(OPEN, [tenant, id, number]);
          if (open.length === 0) return ok(false);
          const done = await first();
          if (!done.ok) return done;
          await query(ANSWER, [tenant, id, number, answer, reason, by, new Date(atMs)]);
          return ok(true);
        }),
      ),
  };
}

function reviewOf(row: ReviewRow): Review {
  return {
    ...{ id: row.id, tenant: row.tenant, who: row.who, policyDigest: row.policy_digest },
    ...{ startedBy: row.started_by, startedAtMs: row.started_at.getTime(), dueAtMs: row.due_at.getTime() },
  };
}

function itemOf({ number, reviewer, item, answer, reason, answered_by, answered_at }: ItemRow): StoredItem {
  const answered =
    answer === null || answered_by === null || answered_at === null
      ? undefined
      : { answer, reason: reason ?? '', by: answered_by, atMs: answered_at.getTime() };
  return { number, reviewer, item, answered };
}

/** INVARIANT: any error of the database is "cannot be known", never "there is none". */
async function whileThere<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (cause) {
    return failed(
      fault('review.unavailable', 'Reviews cannot be read or kept right now. Try again.', {
        cause,
        retryAfterSeconds: 1,
      }),
    );
  }
}
