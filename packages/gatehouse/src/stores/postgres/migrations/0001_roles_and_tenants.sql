-- Who may enter the schema, and which processes serve this database.

grant usage on schema gatehouse to {{app}}, {{recorder}}, {{sealer}};

-- One row for each running process. It holds an advisory lock on its id while it lives, so that a row whose lock is
-- free belongs to a process that died. No tenant's data: no row-level security.
create table gatehouse.instance (
  id text primary key check (id ~ '^[0-9a-z]{26}$'),
  started_at timestamptz not null default now()
);

grant select, insert, delete on gatehouse.instance to {{app}};
