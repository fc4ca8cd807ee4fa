-- Gatehouse keys, and the counter by which every replica learns that one was changed.

create table gatehouse.access_key (
  id text primary key check (id ~ '^[0-9a-hjkmnp-tv-z]{16}$'),
  tenant text not null check (tenant <> ''),
  name text not null check (name <> ''),
  kind text not null check (kind in ('person', 'workload', 'agent')),
  principal text not null check (principal <> ''),
  roles text[] not null,
  teams text[] not null,
  purposes text[] not null,
  attributes jsonb not null check (jsonb_typeof(attributes) = 'object'),
  models text[] not null check (cardinality(models) > 0),
  secret_hash bytea not null check (octet_length(secret_hash) = 32),
  previous_hash bytea,
  previous_until timestamptz,
  created_by text not null check (created_by <> ''),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  rotated_at timestamptz,
  revoked_at timestamptz,
  check (expires_at > created_at),
  check (expires_at <= coalesce(rotated_at, created_at) + interval '8760 hours')
);

create index access_key_tenant on gatehouse.access_key (tenant, created_at);

alter table gatehouse.access_key enable row level security;
alter table gatehouse.access_key force row level security;

create policy tenant on gatehouse.access_key
  using (tenant = current_setting('gatehouse.tenant', true))
  with check (tenant = current_setting('gatehouse.tenant', true));

-- A key is looked up before its tenant is known. Only the owner's own function can use this policy, one id at a
-- time: for every role that can log in, the policy above is the only one.
create policy one_key on gatehouse.access_key for select to {{owner}}
  using (id = current_setting('gatehouse.key_id', true));

-- The hashes are not among the columns that can be read: possession is proven to find_key, never compared outside.
grant select (id, tenant, name, kind, principal, roles, teams, purposes, attributes, models, created_by,
              created_at, expires_at, rotated_at, revoked_at) on gatehouse.access_key to {{app}};
grant insert (id, tenant, name, kind, principal, roles, teams, purposes, attributes, models, secret_hash,
              created_by, created_at, expires_at) on gatehouse.access_key to {{app}};
-- What a key grants cannot be changed after it was created.
grant update (secret_hash, previous_until, expires_at, rotated_at, revoked_at) on gatehouse.access_key to {{app}};

-- One row without a tenant: it says that some key was changed, not which or whose.
create table gatehouse.key_epoch (
  only_row boolean primary key default true check (only_row),
  epoch bigint not null
);
insert into gatehouse.key_epoch (epoch) values (0);
grant select on gatehouse.key_epoch to {{app}};

create function gatehouse.guard_key() returns trigger
language plpgsql security definer set search_path = gatehouse, pg_temp as $$
begin
  if old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at then
    raise exception 'a revoked key stays revoked';
  end if;
  if new.secret_hash is distinct from old.secret_hash then
    new.previous_hash := case when new.previous_until is null then null else old.secret_hash end;
  end if;
  return new;
end $$;
create trigger guard_key before update on gatehouse.access_key
  for each row execute function gatehouse.guard_key();

-- The row lock on the counter is held until the commit: epochs are handed out in the order of commits.
create function gatehouse.tell_key() returns trigger
language plpgsql security definer set search_path = gatehouse, pg_temp as $$
declare
  next bigint;
begin
  update key_epoch set epoch = epoch + 1 returning epoch into next;
  perform pg_notify('gatehouse_keys', next || ' ' || old.id);
  return null;
end $$;
-- No trigger on insert: a new key cannot be in anyone's cache.
create trigger tell_key after update or delete on gatehouse.access_key
  for each row execute function gatehouse.tell_key();

-- Answers only to one who proves possession of the key: its id and the hash of its whole text.
create function gatehouse.find_key(wanted text, presented bytea)
returns table (key gatehouse.access_key, epoch bigint)
language plpgsql volatile security definer set search_path = gatehouse, pg_temp as $$
begin
  perform set_config('gatehouse.key_id', wanted, true);
  -- One statement, so that the row and the counter are read from the same snapshot.
  return query
    select k, e.epoch from access_key k cross join key_epoch e
    where k.id = wanted and presented in (k.secret_hash, k.previous_hash);
end $$;

revoke all on function gatehouse.guard_key(), gatehouse.tell_key(), gatehouse.find_key(text, bytea) from public;
grant execute on function gatehouse.find_key(text, bytea) to {{app}};
