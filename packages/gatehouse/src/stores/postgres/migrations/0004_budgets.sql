-- Budgets: what was spent in each window, and what is leased out to which process.
-- INVARIANT: nothing is leased that would lift spent + leased above the limit.
-- A charge changes one row, the lease of its own process: what it spends was leased before, so that it cannot lift the
-- sum, and no process waits for another. Whoever leases holds the window and sums up. Every function here goes through
-- windows in the order of their primary key, and locks a window before its leases.

create table gatehouse.budget_window (
  id bigint generated always as identity unique,
  tenant text not null,
  budget text collate "C" not null,
  subject text collate "C" not null,
  measure text collate "C" not null check (measure in ('requests', 'tokens', 'money')),
  starts_ms bigint not null,
  ends_ms bigint not null check (ends_ms >= starts_ms),
  -- The limit of the configuration that leased last; spent may exceed it when it was lowered, or a provider overran a bound.
  limited_to bigint not null check (limited_to >= 0),
  -- What was spent by those who have no lease any more.
  spent bigint not null default 0 check (spent >= 0),
  primary key (tenant, budget, subject, measure, starts_ms)
);
alter table gatehouse.budget_window enable row level security;
alter table gatehouse.budget_window force row level security;
create policy own_tenant on gatehouse.budget_window
  using (tenant = current_setting('gatehouse.tenant', true))
  with check (tenant = current_setting('gatehouse.tenant', true));
grant select on gatehouse.budget_window to {{app}};

create table gatehouse.budget_lease (
  tenant text collate "C" not null,
  instance text collate "C" not null,
  window_id bigint not null references gatehouse.budget_window (id) on delete cascade,
  amount bigint not null check (amount >= 0),
  spent bigint not null default 0 check (spent >= 0),
  -- The last question of the instance and what it got: a question whose answer was lost is put again, not done again.
  turn bigint not null,
  granted bigint not null,
  primary key (window_id, instance)
) with (fillfactor = 70);
alter table gatehouse.budget_lease enable row level security;
alter table gatehouse.budget_lease force row level security;
create policy own_tenant on gatehouse.budget_lease
  using (tenant = current_setting('gatehouse.tenant', true))
  with check (tenant = current_setting('gatehouse.tenant', true));

grant select on gatehouse.budget_lease to {{app}};

-- What is spent and leased of each window, whoever holds it.
create view gatehouse.budget_usage with (security_invoker = true) as
  select w.tenant, w.budget, w.subject, w.measure, w.starts_ms, w.ends_ms, w.limited_to,
         (w.spent + held.spent)::bigint as spent, held.amount as leased
    from gatehouse.budget_window as w cross join lateral (
      select coalesce(sum(l.spent), 0)::bigint as spent, coalesce(sum(l.amount), 0)::bigint as amount
        from gatehouse.budget_lease as l where l.window_id = w.id
    ) as held;
grant select on gatehouse.budget_usage to {{app}};

-- Takes idle amounts back and leases what is needed, and more while there is plenty: at most a sixteenth of what is
-- left, and nothing beyond the need once that sixteenth would not cover it.
create function gatehouse.lease_budgets(p_instance text, p_asks jsonb)
returns table (place bigint, id bigint, granted bigint, elsewhere bigint)
language plpgsql security definer
set search_path = gatehouse, pg_temp
as $$
#variable_conflict use_column
declare
  ask record;
  win budget_window;
  held budget_lease;
  others record;
  room bigint;
  ahead bigint;
  grant_now bigint;
  taken_back bigint;
begin
  for ask in
    select a.* from rows from (jsonb_to_recordset(p_asks) as (
      tenant text, budget text, subject text, measure text, starts_ms bigint, ends_ms bigint, limited_to bigint,
      turn bigint, idle bigint, need bigint, least bigint, extra bigint, final boolean
    )) with ordinality as a (
      tenant, budget, subject, measure, starts_ms, ends_ms, limited_to,
      turn, idle, need, least, extra, final, place
    )
    order by a.tenant collate "C", a.budget collate "C", a.subject collate "C", a.measure collate "C", a.starts_ms
  loop
    perform set_config('gatehouse.tenant', ask.tenant, true);
    insert into budget_window (tenant, budget, subject, measure, starts_ms, ends_ms, limited_to)
      values (ask.tenant, ask.budget, ask.subject, ask.measure, ask.starts_ms, ask.ends_ms, ask.limited_to)
      on conflict do nothing;
    if found then
      -- A window opens rarely, so this is where the account's old ones go; what is still leased out stays.
      delete from budget_window as w where w.id in (
        select old.id from budget_window as old
          where old.tenant = ask.tenant and old.budget = ask.budget and old.subject = ask.subject
            and old.measure = ask.measure
            and not exists (select from budget_lease as l where l.window_id = old.id and l.amount > 0)
            and old.starts_ms < ask.starts_ms - 100 * (ask.ends_ms - ask.starts_ms)
          for update skip locked
      );
    end if;
    select * into strict win from budget_window as w
      where w.tenant = ask.tenant and w.budget = ask.budget and w.subject = ask.subject
        and w.measure = ask.measure and w.starts_ms = ask.starts_ms
      for update;
    select * into held from budget_lease as l where l.window_id = win.id and l.instance = p_instance for update;
    select coalesce(sum(l.amount), 0)::bigint as amount, coalesce(sum(l.spent), 0)::bigint as spent into others
      from budget_lease as l where l.window_id = win.id and l.instance <> p_instance;
    if held.turn = ask.turn then
      grant_now := held.granted;
    else
      held.amount := coalesce(held.amount, 0);
      held.spent := coalesce(held.spent, 0);
      taken_back := least(ask.idle, held.amount);
      room := ask.limited_to - win.spent - others.spent - others.amount - held.spent - (held.amount - taken_back);
      room := greatest(room, 0);
      ahead := least(ask.extra, greatest(room - ask.need, 0) / 16);
      grant_now := case
        when ask.need = 0 or room < ask.least then 0
        when room < ask.need then room
        when ahead < ask.need then ask.need
        else ask.need + ahead
      end;
      held.amount := held.amount - taken_back + grant_now;
      if ask.final and held.amount = 0 then
        delete from budget_lease as l where l.window_id = win.id and l.instance = p_instance;
        win.spent := win.spent + held.spent;
      else
        insert into budget_lease as l (tenant, instance, window_id, amount, turn, granted)
          values (ask.tenant, p_instance, win.id, held.amount, ask.turn, grant_now)
          on conflict on constraint budget_lease_pkey
          do update set amount = excluded.amount, turn = excluded.turn, granted = excluded.granted;
      end if;
      update budget_window as w set spent = win.spent, limited_to = ask.limited_to, ends_ms = ask.ends_ms
        where w.id = win.id and (w.spent, w.limited_to, w.ends_ms) <> (win.spent, ask.limited_to, ask.ends_ms);
    end if;
    place := ask.place;
    id := win.id;
    granted := grant_now;
    elsewhere := others.amount;
    if grant_now < ask.need and elsewhere > 0 then
      -- The payload is a bare number: every role can listen, and it must tell nothing about any tenant.
      perform pg_notify('gatehouse_budget_pressure', win.id::text);
    end if;
    return next;
  end loop;
  perform set_config('gatehouse.tenant', '', true);
end
$$;

-- Books what calls have cost, and ends the leases behind their reservations. `p_charges` are JSON arrays of charges. To
-- be called once in the transaction that writes their outcome, so that evidence and spend never differ; a second call
-- could lock leases out of order. Where an instance has no lease any more (it was taken for dead), what was spent is
-- booked all the same.
create function gatehouse.charge_budgets(p_instance text, p_charges text[])
returns void
language plpgsql security definer
set search_path = gatehouse, pg_temp
as $$
declare
  charge record;
  account text;
begin
  for charge in
    select c.tenant, c.budget, c.subject, c.measure, c.window_start_ms,
           sum(c.amount)::bigint as amount, sum(c.spent)::bigint as spent
      from unnest(p_charges) as list (charges), json_to_recordset(list.charges::json) as c (
        tenant text, budget text, subject text, measure text, window_start_ms bigint, amount bigint, spent bigint
      )
      group by c.tenant, c.budget, c.subject, c.measure, c.window_start_ms
      order by c.tenant collate "C", c.budget collate "C", c.subject collate "C", c.measure collate "C",
        c.window_start_ms
  loop
    if charge.tenant is distinct from account then
      account := charge.tenant;
      perform set_config('gatehouse.tenant', account, true);
    end if;
    update budget_lease as l
      set amount = l.amount - least(l.amount, charge.amount), spent = l.spent + charge.spent
      from budget_window as w
      where w.tenant = account and w.budget = charge.budget and w.subject = charge.subject
        and w.measure = charge.measure and w.starts_ms = charge.window_start_ms
        and l.window_id = w.id and l.instance = p_instance;
    if not found then
      insert into budget_window as w (tenant, budget, subject, measure, starts_ms, ends_ms, limited_to, spent)
        values (account, charge.budget, charge.subject, charge.measure, charge.window_start_ms,
          charge.window_start_ms, 0, charge.spent)
        on conflict on constraint budget_window_pkey do update set spent = w.spent + excluded.spent;
    end if;
  end loop;
  perform set_config('gatehouse.tenant', '', true);
end
$$;

-- Gives back what a dead instance still had leased in one tenant, after its open calls have been charged.
create function gatehouse.release_leases(p_instance text, p_tenant text)
returns void
language plpgsql security definer
set search_path = gatehouse, pg_temp
as $$
begin
  perform set_config('gatehouse.tenant', p_tenant, true);
  perform from budget_window as w
    where w.tenant = p_tenant and exists (
      select from budget_lease as l where l.window_id = w.id and l.instance = p_instance
    )
    order by w.budget, w.subject, w.measure, w.starts_ms
    for update;
  with ended as (
    delete from budget_lease where tenant = p_tenant and instance = p_instance returning window_id, spent
  )
  update budget_window as w set spent = w.spent + ended.spent from ended where w.id = ended.window_id;
  perform set_config('gatehouse.tenant', '', true);
end
$$;

revoke all on function gatehouse.lease_budgets(text, jsonb) from public;
revoke all on function gatehouse.charge_budgets(text, text[]) from public;
revoke all on function gatehouse.release_leases(text, text) from public;
grant execute on function gatehouse.lease_budgets(text, jsonb) to {{app}};
grant execute on function gatehouse.release_leases(text, text) to {{app}};
grant execute on function gatehouse.charge_budgets(text, text[]) to {{recorder}};
