/** Budgets in PostgreSQL: leases, usage reports, and pressure between processes. */
import type { Measure } from '../../budget/account.ts';
import type { Answer, Ask, LeaseStore } from '../../budget/lease-store.ts';
import type { BudgetReports } from '../../budget/report.ts';
import { fault } from '../../kernel/faults.ts';
import { failed, ok } from '../../kernel/result.ts';
import type { Database } from './database.ts';

export function postgresLeaseStore(database: Database): LeaseStore {
  return {
    async lease(asks) {
      try {
        const rows = await database.app<AnswerRow>(LEASE, [
          database.instance,
          JSON.stringify(asks.map(toRow)),
        ]);
        return ok(rows.map(toAnswer));
      } catch (cause) {
        return failed(
          fault('budget.unavailable', 'Budgets cannot be reserved right now, so nothing is let through.', {
            cause,
          }),
        );
      }
    },
  };
}

/** Lets other processes ask this one for what lies idle with it. */
export function listenForPressure(
  database: Database,
  leases: { press(id: string | undefined): Promise<void> },
): Promise<void> {
  return database.listen('gatehouse_budget_pressure', {
    message: (id) => void leases.press(id),
    lost: () => void leases.press(undefined),
  });
}

export function postgresBudgetReports(database: Database): BudgetReports {
  return {
    usage: async (tenant, nowMs) => {
      const rows = await database.asTenant(tenant, (query) => query<UsageRow>(USAGE, [tenant, nowMs]));
      return rows.map(({ budget, subject, measure, ...amounts }) => ({
        budget,
        subject,
        measure,
        windowStartMs: Number(amounts.starts_ms),
        windowEndMs: Number(amounts.ends_ms),
        limit: Number(amounts.limited_to),
        spent: Number(amounts.spent),
        reserved: Number(amounts.leased),
      }));
    },
  };
}

const LEASE = 'SELECT id, granted, elsewhere FROM gatehouse.lease_budgets($1, $2::jsonb) ORDER BY place';

const USAGE = `
  SELECT budget, subject, measure, starts_ms, ends_ms, limited_to, spent, leased
    FROM gatehouse.budget_usage
    WHERE tenant = $1 AND starts_ms <= $2 AND ends_ms > $2
    ORDER BY budget, subject, measure`;

/** 64-bit integers arrive as text. */
interface AnswerRow {
  readonly id: string;
  readonly granted: string;
  readonly elsewhere: string;
}

interface UsageRow {
  readonly budget: string;
  readonly subject: string;
  readonly measure: Measure;
  readonly starts_ms: string;
  readonly ends_ms: string;
  readonly limited_to: string;
  readonly spent: string;
  readonly leased: string;
}

function toRow({ window, ...ask }: Ask): object {
  return {
    tenant: window.tenant,
    budget: window.budget,
    subject: window.subject,
    measure: window.measure,
    starts_ms: window.startMs,
    ends_ms: window.endMs,
    limited_to: ask.limit,
    turn: ask.turn,
    idle: ask.idle,
    need: ask.need,
    least: ask.least,
    extra: ask.extra,
    final: ask.final,
  };
}

function toAnswer(row: AnswerRow): Answer {
  return { id: String(row.id), granted: Number(row.granted), elsewhere: Number(row.elsewhere) };
}
