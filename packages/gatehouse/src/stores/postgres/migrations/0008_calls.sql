-- Calls that are made at most once, and those that wait for a person; what was asked and answered is sealed.

create table gatehouse.call (
  tenant text collate "C" not null,
  -- Keyed digest of whose it is and of the name that it has there.
  name bytea not null check (length(name) = 32),
  digest text collate "C" not null,
  begun_at timestamptz not null,
  -- AES-256-GCM: nonce, ciphertext, tag. Absent until there is an answer.
  answer bytea check (length(answer) > 28),
  primary key (tenant, name)
);
create table gatehouse.parked_call (
  tenant text collate "C" not null,
  name bytea not null check (length(name) = 32),
  sealed bytea not null check (length(sealed) > 28),
  parked_at timestamptz not null,
  primary key (tenant, name)
);

alter table gatehouse.call enable row level security;
alter table gatehouse.call force row level security;
create policy own_tenant on gatehouse.call
  using (tenant = current_setting('gatehouse.tenant', true))
  with check (tenant = current_setting('gatehouse.tenant', true));
create index call_begun on gatehouse.call (tenant, begun_at);
alter table gatehouse.parked_call enable row level security;
alter table gatehouse.parked_call force row level security;
create policy own_tenant on gatehouse.parked_call
  using (tenant = current_setting('gatehouse.tenant', true))
  with check (tenant = current_setting('gatehouse.tenant', true));
create index parked_call_at on gatehouse.parked_call (tenant, parked_at);

grant select, insert, update, delete on gatehouse.call, gatehouse.parked_call to {{app}};
