-- Evidence, and the log that seals it. Evidence belongs to tenants; the log holds nothing but hashes.

create table gatehouse.evidence (
  tenant text collate "C" not null,
  crossing text collate "C" not null,
  attempt integer not null check (attempt >= 0),
  kind text collate "C" not null check (kind in ('intent', 'outcome', 'refusal', 'act')),
  -- The name of this row in the log, which knows neither tenants nor crossings.
  entry bigint not null generated always as identity,
  at_ms bigint not null,
  client_reference text collate "C" check (octet_length(client_reference) <= 256),
  -- Text, not jsonb: the leaf hash covers these very bytes.
  body text not null check (octet_length(body) <= 65535),
  primary key (tenant, crossing, attempt, kind)
);
alter table gatehouse.evidence alter column body set storage main;
create index evidence_client_reference on gatehouse.evidence (tenant, client_reference) where client_reference is not null;

create function gatehouse.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'evidence is never changed or removed' using errcode = 'insufficient_privilege';
end $$;
create trigger evidence_is_append_only before update or delete or truncate on gatehouse.evidence
  for each statement execute function gatehouse.refuse_change();

-- Intents without an outcome yet, and what is charged should the process die before there is one.
create table gatehouse.open_crossing (
  tenant text collate "C" not null,
  crossing text collate "C" not null,
  attempt integer not null,
  -- An instance cannot be forgotten while it has open crossings.
  instance text not null references gatehouse.instance (id),
  charges text,
  primary key (tenant, crossing, attempt)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);

alter table gatehouse.evidence enable row level security;
alter table gatehouse.evidence force row level security;
create policy own_tenant on gatehouse.evidence
  using (tenant = current_setting('gatehouse.tenant', true))
  with check (tenant = current_setting('gatehouse.tenant', true));
alter table gatehouse.open_crossing enable row level security;
alter table gatehouse.open_crossing force row level security;
create policy own_tenant on gatehouse.open_crossing
  using (tenant = current_setting('gatehouse.tenant', true))
  with check (tenant = current_setting('gatehouse.tenant', true));

-- The log: leaves wait until the sequencer gives them their place under a signed head.
create table gatehouse.ledger_pending (
  entry bigint primary key,
  leaf bytea not null check (octet_length(leaf) = 32)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);

create table gatehouse.ledger_sealed (
  seq bigint primary key check (seq >= 0),
  entry bigint not null unique,
  leaf bytea not null check (octet_length(leaf) = 32)
);

create table gatehouse.ledger_head (
  size bigint primary key check (size > 0),
  -- A signed C2SP checkpoint.
  note text not null,
  -- The roots of the perfect subtrees, from which the tree goes on growing.
  peaks bytea not null
);

-- Appends entries of any number of tenants, with their charges, in one transaction. Answers with the places (from 1)
-- of those entries for which the ledger already holds a different body; those that it holds unchanged count as done.
create function gatehouse.record_entries(
  p_instance text,
  p_tenants text[],
  p_crossings text[],
  p_attempts integer[],
  p_kinds text[],
  p_at_ms bigint[],
  p_references text[],
  p_bodies text[],
  -- For each entry a JSON array of charges, or null. Those of an intent are kept until it has an outcome.
  p_charges text[],
  -- True: only while the crossing is open. For those who write outcomes in another's place.
  p_only_open boolean[]
) returns integer[]
language plpgsql security definer set search_path = gatehouse, pg_temp
as $$
declare
  v_given record;
  v_tenant text;
  v_entry bigint;
  v_charges text[] := '{}';
  v_differing integer[] := '{}';
begin
  -- One batch of an instance at a time: whoever appends next knows what became of a batch that got no answer.
  perform pg_advisory_xact_lock(hashtextextended('gatehouse.record ' || p_instance, 0));
  -- Entry by entry, because each step is then one look-up by primary key, however large the tables are; in the order
  -- of the primary key, because two instances may write the same entries.
  for v_given in
    select * from
      unnest(p_tenants, p_crossings, p_attempts, p_kinds, p_at_ms, p_references, p_bodies, p_charges, p_only_open)
      with ordinality
      as g (tenant, crossing, attempt, kind, at_ms, client_reference, body, charges, only_open, place)
      order by tenant collate "C", crossing collate "C", attempt, kind collate "C", place
  loop
    if v_given.tenant is distinct from v_tenant then
      v_tenant := v_given.tenant;
      perform set_config('gatehouse.tenant', v_tenant, true);
    end if;
    if v_given.only_open then
      perform from open_crossing o
        where o.tenant = v_tenant and o.crossing = v_given.crossing and o.attempt = v_given.attempt;
      continue when not found;
    end if;
    if v_given.kind = 'outcome' then
      delete from open_crossing o
        where o.tenant = v_tenant and o.crossing = v_given.crossing and o.attempt = v_given.attempt;
    end if;
    insert into evidence (tenant, crossing, attempt, kind, at_ms, client_reference, body)
      values (v_tenant, v_given.crossing, v_given.attempt, v_given.kind, v_given.at_ms, v_given.client_reference,
        v_given.body)
      on conflict do nothing
      returning entry into v_entry;
    if not found then
      perform from evidence e
        where e.tenant = v_tenant and e.crossing = v_given.crossing and e.attempt = v_given.attempt
          and e.kind = v_given.kind and e.body <> v_given.body;
      if found then
        v_differing := v_differing || v_given.place::integer;
      end if;
      continue;
    end if;
    insert into ledger_pending (entry, leaf)
      values (v_entry, sha256('\x00'::bytea || convert_to(v_given.body, 'UTF8')));
    if v_given.kind = 'intent' then
      insert into open_crossing (tenant, crossing, attempt, instance, charges)
        values (v_tenant, v_given.crossing, v_given.attempt, p_instance, v_given.charges);
    elsif v_given.charges is not null then
      v_charges := v_charges || v_given.charges;
    end if;
  end loop;
  if v_charges <> '{}' then
    perform charge_budgets(p_instance, v_charges);
  end if;
  perform set_config('gatehouse.tenant', '', true);
  return v_differing;
end $$;

-- Gives pending leaves their places after the `p_size` that are sealed, under a new head: all of it, or nothing.
create function gatehouse.seal_entries(p_size bigint, p_entries bigint[], p_note text, p_peaks bytea) returns void
language plpgsql security definer set search_path = gatehouse, pg_temp as $$
declare
  v_sealed bigint;
begin
  lock table ledger_head in exclusive mode;
  if p_size <> coalesce((select max(size) from ledger_head), 0) then
    raise exception 'the log has grown under another head' using errcode = 'serialization_failure';
  end if;
  with taken as (
    delete from ledger_pending where entry = any (p_entries) returning entry, leaf
  )
  insert into ledger_sealed (seq, entry, leaf)
    select p_size + given.place - 1, taken.entry, taken.leaf
    from unnest(p_entries) with ordinality as given (entry, place) join taken using (entry);
  get diagnostics v_sealed = row_count;
  if v_sealed = 0 or v_sealed <> cardinality(p_entries) then
    raise exception 'not every leaf is pending' using errcode = 'serialization_failure';
  end if;
  insert into ledger_head (size, note, peaks) values (p_size + v_sealed, p_note, p_peaks);
end $$;

revoke all on function gatehouse.record_entries from public;
revoke all on function gatehouse.seal_entries from public;
revoke all on function gatehouse.refuse_change from public;
grant execute on function gatehouse.record_entries to {{recorder}};
grant execute on function gatehouse.seal_entries to {{sealer}};
grant select on gatehouse.ledger_pending, gatehouse.ledger_head to {{sealer}};
grant select on gatehouse.evidence, gatehouse.open_crossing, gatehouse.ledger_pending, gatehouse.ledger_sealed,
  gatehouse.ledger_head to {{app}};
