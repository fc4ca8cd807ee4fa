-- Grants towards tools: what people allowed the gate to do for them, sealed under a key that the database never sees.

create table gatehouse.tool_grant (
  tenant text collate "C" not null check (tenant <> ''),
  -- Keyed digest of the server of tools, the subject and the part.
  holder bytea not null check (length(holder) = 32),
  -- Keyed digest of the subject, by which all of its grants are forgotten.
  subject bytea not null check (length(subject) = 32),
  -- AES-256-GCM: nonce, ciphertext, tag. None while it is only claimed.
  sealed bytea check (length(sealed) > 28),
  -- Until then one process alone renews it.
  claimed_until timestamptz,
  updated_at timestamptz not null,
  primary key (tenant, holder)
);
create index tool_grant_subject on gatehouse.tool_grant (tenant, subject);
alter table gatehouse.tool_grant enable row level security;
alter table gatehouse.tool_grant force row level security;
create policy own_tenant on gatehouse.tool_grant
  using (tenant = current_setting('gatehouse.tenant', true))
  with check (tenant = current_setting('gatehouse.tenant', true));
grant select, insert, update, delete on gatehouse.tool_grant to {{app}};

-- Requests for grants that wait for the answer of an authorisation server; taken once.
create table gatehouse.tool_grant_request (
  tenant text collate "C" not null check (tenant <> ''),
  -- Keyed digest of its state.
  state bytea not null check (length(state) = 32),
  sealed bytea not null check (length(sealed) > 28),
  expires_at timestamptz not null,
  primary key (tenant, state)
);
create index tool_grant_request_expires on gatehouse.tool_grant_request (tenant, expires_at);
alter table gatehouse.tool_grant_request enable row level security;
alter table gatehouse.tool_grant_request force row level security;
create policy own_tenant on gatehouse.tool_grant_request
  using (tenant = current_setting('gatehouse.tenant', true))
  with check (tenant = current_setting('gatehouse.tenant', true));
grant select, insert, delete on gatehouse.tool_grant_request to {{app}};
