-- Budgets of mandates: one window each, from its opening to its end, which no later window ever sweeps away.

-- Forgets windows of mandates that ended before then, in the order in which every function locks windows. What is still
-- leased out stays for the next time.
create function gatehouse.forget_mandate_budgets(p_tenant text, p_before_ms bigint)
returns void
language plpgsql security definer
set search_path = gatehouse, pg_temp
as $$
begin
  perform set_config('gatehouse.tenant', p_tenant, true);
  delete from budget_window as w where w.id in (
    select old.id from budget_window as old
      where old.tenant = p_tenant and old.budget = 'mandate' and old.subject like 'mandate:%'
        and old.ends_ms < p_before_ms
        and not exists (select from budget_lease as l where l.window_id = old.id and l.amount > 0)
      order by old.budget, old.subject, old.measure, old.starts_ms
      for update skip locked
  );
end
$$;
revoke all on function gatehouse.forget_mandate_budgets(text, bigint) from public;
grant execute on function gatehouse.forget_mandate_budgets(text, bigint) to {{app}};
