-- What may be used once: digests of nonces and token ids, until they expire. Nothing in it belongs to a tenant.

create table gatehouse.replay (
  digest bytea primary key check (length(digest) = 32),
  expires_at timestamptz not null
);
create index replay_expires on gatehouse.replay (expires_at);

grant select, insert, delete on gatehouse.replay to {{app}};
