-- Principals that were put out, and the people whom a directory provisions.

create table gatehouse.principal (
  tenant text collate "C" not null check (tenant <> ''),
  kind text not null check (kind in ('person', 'workload', 'agent')),
  -- Folded: ids that differ in case alone stand and fall together.
  folded text collate "C" not null check (folded <> ''),
  -- As it was written when it was put out.
  id text not null check (id <> ''),
  -- Digest of tenant, kind and folded id, by which processes remember where it stands.
  name text collate "C" not null unique,
  -- By an operator, and by the directory: neither lets in whom the other put out.
  disabled_at timestamptz,
  deprovisioned_at timestamptz,
  primary key (tenant, kind, folded)
);
alter table gatehouse.principal enable row level security;
alter table gatehouse.principal force row level security;
create policy own_tenant on gatehouse.principal
  using (tenant = current_setting('gatehouse.tenant', true))
  with check (tenant = current_setting('gatehouse.tenant', true));
grant select, insert on gatehouse.principal to {{app}};
grant update (disabled_at, deprovisioned_at) on gatehouse.principal to {{app}};

create function gatehouse.tell_principal() returns trigger
language plpgsql security definer set search_path = gatehouse, pg_temp as $$
begin
  perform tell_standing(new.name);
  return null;
end $$;
-- Also on insert: that nothing is known of a principal is remembered as well.
create trigger tell_new_principal after insert on gatehouse.principal
  for each row execute function gatehouse.tell_principal();
create trigger tell_principal after update on gatehouse.principal for each row
  when (old.disabled_at is distinct from new.disabled_at
        or old.deprovisioned_at is distinct from new.deprovisioned_at)
  execute function gatehouse.tell_principal();
revoke all on function gatehouse.tell_principal() from public;

-- Users as the directory describes them (RFC 7643 section 4.1).
create table gatehouse.scim_user (
  tenant text collate "C" not null check (tenant <> ''),
  id uuid primary key,
  user_name text not null check (user_name <> ''),
  -- `userName` is unique and not case-exact (RFC 7643 section 4.1.1).
  folded text collate "C" not null,
  active boolean not null,
  external_id text,
  display_name text,
  -- The id of the principal that it is here, and the digest by which it is one user's alone.
  principal text not null check (principal <> ''),
  name text collate "C" not null unique,
  version integer not null check (version > 0),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  unique (tenant, folded)
);
alter table gatehouse.scim_user enable row level security;
alter table gatehouse.scim_user force row level security;
create policy own_tenant on gatehouse.scim_user
  using (tenant = current_setting('gatehouse.tenant', true))
  with check (tenant = current_setting('gatehouse.tenant', true));
grant select, insert, update, delete on gatehouse.scim_user to {{app}};
