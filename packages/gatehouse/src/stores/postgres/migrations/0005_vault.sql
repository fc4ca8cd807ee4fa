-- The vault: data that left as placeholders, sealed under a key of its tenant that the database never sees.

create table gatehouse.placeholder (
  tenant text collate "C" not null,
  -- Keyed digest of whose it is: the principal and its conversation.
  holder bytea not null check (length(holder) = 32),
  class text collate "C" not null,
  number integer not null check (number between 1 and 999999999),
  -- Keyed digest of the value, so that the same value gets the same placeholder.
  value_digest bytea not null check (length(value_digest) = 32),
  -- AES-256-GCM: nonce, ciphertext, tag.
  sealed bytea not null check (length(sealed) > 28),
  used_at timestamptz not null,
  primary key (tenant, holder, class, number),
  unique (tenant, holder, class, value_digest)
);
alter table gatehouse.placeholder enable row level security;
alter table gatehouse.placeholder force row level security;
create policy own_tenant on gatehouse.placeholder
  using (tenant = current_setting('gatehouse.tenant', true))
  with check (tenant = current_setting('gatehouse.tenant', true));
create index placeholder_used on gatehouse.placeholder (tenant, used_at);

grant select, insert, update, delete on gatehouse.placeholder to {{app}};
