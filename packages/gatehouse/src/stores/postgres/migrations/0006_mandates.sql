-- Mandates: what agents were asked to do, what has entered them since, sealed, and what must not be laundered.

create table gatehouse.mandate (
  id text collate "C" primary key check (id ~ '^md_[0-9a-hjkmnp-tv-z]{26}$'),
  tenant text collate "C" not null check (tenant <> ''),
  -- The first of its line, under which the steps of all of them are kept.
  root text collate "C" not null,
  -- The mandates that it was narrowed from, nearest last.
  lineage text[] not null,
  wordless boolean not null,
  -- Keyed digest of whose wordless mandate it is.
  holder bytea check (length(holder) = 32),
  -- The subject as it was proven, with its chain; no credential.
  principal jsonb not null check (jsonb_typeof(principal) = 'object'),
  -- Digests of the subject and of everybody in the chain: it ends with any of them.
  members text[] not null check (cardinality(members) > 0),
  purpose text,
  tools text[] not null,
  models text[] not null,
  budget jsonb not null check (jsonb_typeof(budget) = 'object'),
  jkt text,
  -- Ids of the Gatehouse keys that it was opened with: it ends with any of them.
  keys text[] not null,
  policy_digest text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  -- How many steps it has and how large they are; only that of a root moves.
  steps integer not null default 0 check (steps >= 0),
  bytes bigint not null default 0 check (bytes >= 0),
  check (expires_at > created_at),
  check (wordless = (holder is not null)),
  check ((root = id) = (cardinality(lineage) = 0))
);
create index mandate_tenant on gatehouse.mandate (tenant, created_at);
create index mandate_holder on gatehouse.mandate (tenant, holder, expires_at) where wordless;
create index mandate_keys on gatehouse.mandate using gin (keys) where ended_at is null;
create index mandate_members on gatehouse.mandate using gin (members) where ended_at is null;
create index mandate_lineage on gatehouse.mandate using gin (lineage);

alter table gatehouse.mandate enable row level security;
alter table gatehouse.mandate force row level security;
create policy own_tenant on gatehouse.mandate
  using (tenant = current_setting('gatehouse.tenant', true))
  with check (tenant = current_setting('gatehouse.tenant', true));
grant select, insert, delete on gatehouse.mandate to {{app}};
-- Who, for whom and how long cannot be changed after it was opened.
grant update (tools, models, policy_digest, ended_at, steps, bytes) on gatehouse.mandate to {{app}};

create table gatehouse.mandate_step (
  tenant text collate "C" not null,
  mandate text collate "C" not null references gatehouse.mandate (id) on delete cascade,
  number integer not null check (number >= 0),
  -- AES-256-GCM: nonce, ciphertext, tag.
  sealed bytea not null check (length(sealed) > 28),
  primary key (mandate, number)
);
alter table gatehouse.mandate_step enable row level security;
alter table gatehouse.mandate_step force row level security;
create policy own_tenant on gatehouse.mandate_step
  using (tenant = current_setting('gatehouse.tenant', true))
  with check (tenant = current_setting('gatehouse.tenant', true));
-- Steps are added, and go with their mandate: none is changed.
grant select, insert on gatehouse.mandate_step to {{app}};

-- Values that some mandate met as untrusted, as keyed digests.
create table gatehouse.tainted_value (
  tenant text collate "C" not null,
  digest bytea not null check (length(digest) = 32),
  -- The first mandate that met it.
  mandate text collate "C" not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (tenant, digest)
);
create index tainted_value_expires on gatehouse.tainted_value (tenant, expires_at);
alter table gatehouse.tainted_value enable row level security;
alter table gatehouse.tainted_value force row level security;
create policy own_tenant on gatehouse.tainted_value
  using (tenant = current_setting('gatehouse.tenant', true))
  with check (tenant = current_setting('gatehouse.tenant', true));
grant select, insert, delete on gatehouse.tainted_value to {{app}};
grant update (expires_at) on gatehouse.tainted_value to {{app}};

-- One row without a tenant: it says that some mandate or principal was changed, not which or whose.
create table gatehouse.standing_epoch (
  only_row boolean primary key default true check (only_row),
  epoch bigint not null
);
insert into gatehouse.standing_epoch (epoch) values (0);
grant select on gatehouse.standing_epoch to {{app}};

-- The row lock on the counter is held until the commit: epochs are handed out in the order of commits.
create function gatehouse.tell_standing(changed text) returns void
language plpgsql security definer set search_path = gatehouse, pg_temp as $$
declare
  next bigint;
begin
  update standing_epoch set epoch = epoch + 1 returning epoch into next;
  perform pg_notify('gatehouse_standings', next || ' ' || changed);
end $$;

create function gatehouse.guard_mandate() returns trigger
language plpgsql security definer set search_path = gatehouse, pg_temp as $$
begin
  if old.ended_at is not null and new.ended_at is distinct from old.ended_at then
    raise exception 'a mandate that has ended stays ended';
  end if;
  if new.steps < old.steps then
    raise exception 'the steps of a mandate only grow';
  end if;
  return new;
end $$;
create trigger guard_mandate before update on gatehouse.mandate
  for each row execute function gatehouse.guard_mandate();

create function gatehouse.tell_mandate() returns trigger
language plpgsql security definer set search_path = gatehouse, pg_temp as $$
begin
  perform tell_standing(old.id);
  return null;
end $$;
create trigger tell_mandate after update on gatehouse.mandate for each row
  when (old.ended_at is distinct from new.ended_at or old.tools is distinct from new.tools
        or old.models is distinct from new.models)
  execute function gatehouse.tell_mandate();

-- Fires after tell_key, in the order of names: everybody takes the lock on key_epoch before that on standing_epoch.
create function gatehouse.tell_mandates_of_key() returns trigger
language plpgsql security definer set search_path = gatehouse, pg_temp as $$
begin
  update mandate set ended_at = new.revoked_at
    where tenant = new.tenant and keys @> array['ghk_' || new.id] and ended_at is null;
  return null;
end $$;
create trigger tell_mandates_of_key after update on gatehouse.access_key for each row
  when (old.revoked_at is null and new.revoked_at is not null)
  execute function gatehouse.tell_mandates_of_key();

revoke all on function gatehouse.tell_standing(text), gatehouse.guard_mandate(), gatehouse.tell_mandate(),
  gatehouse.tell_mandates_of_key() from public;
