-- Held calls, the questions that people are asked about them, and the answers. What they are about is sealed under a
-- key of the tenant that the database never sees; digests are keyed with it.

create table gatehouse.hold_question (
  tenant text collate "C" not null check (tenant <> ''),
  id text collate "C" not null check (id ~ '^hold_[0-9a-z]{26}$'),
  mandate text collate "C" not null check (mandate <> ''),
  -- Who acts, as `kind id`.
  agent text collate "C" not null check (agent <> ''),
  tool text collate "C" not null,
  -- Keyed digest of what its calls have in common.
  digest bytea not null check (length(digest) = 32),
  -- Who asks, for whom, and whose yes it takes: names, no content.
  asked jsonb not null check (jsonb_typeof(asked) = 'object'),
  -- AES-256-GCM: nonce, ciphertext, tag.
  sealed bytea not null check (length(sealed) > 28),
  state text not null default 'waiting' check (state in ('waiting', 'approved', 'denied', 'expired')),
  requested_at timestamptz not null,
  -- When it is void: as a question while it waits, as a yes afterwards.
  expires_at timestamptz not null,
  closed_at timestamptz,
  remind_at timestamptz,
  escalate_at timestamptz,
  escalated_to text,
  primary key (tenant, id),
  check (expires_at > requested_at),
  check ((state = 'waiting') = (closed_at is null))
);
create index hold_question_open on gatehouse.hold_question (tenant, expires_at) where state = 'waiting';
create index hold_question_mandate on gatehouse.hold_question (tenant, mandate, requested_at);
create index hold_question_closed on gatehouse.hold_question (tenant, closed_at) where state <> 'waiting';

create table gatehouse.hold (
  tenant text collate "C" not null,
  id text collate "C" not null check (id ~ '^hold_[0-9a-z]{26}$'),
  question text collate "C" not null,
  place integer not null,
  crossing text collate "C" not null,
  -- Keyed digest of everything that a yes to it is about.
  digest bytea not null check (length(digest) = 32),
  sealed bytea not null check (length(sealed) > 28),
  requested_at timestamptz not null,
  used_at timestamptz,
  primary key (tenant, id),
  unique (tenant, question, place),
  foreign key (tenant, question) references gatehouse.hold_question (tenant, id) on delete cascade
);
create index hold_digest on gatehouse.hold (tenant, digest);

-- INVARIANT: one answer of a person, and one for a person, whoever speaks.
create table gatehouse.hold_answer (
  tenant text collate "C" not null,
  question text collate "C" not null,
  person text collate "C" not null check (person <> ''),
  stands_for text collate "C" not null check (stands_for <> ''),
  serves integer[] not null,
  yes boolean not null,
  grants boolean not null,
  via text not null,
  -- What was written with it; null where nothing was.
  sealed bytea,
  at timestamptz not null,
  primary key (tenant, question, person),
  unique (tenant, question, stands_for),
  foreign key (tenant, question) references gatehouse.hold_question (tenant, id) on delete cascade
);

-- What is to be told to whom, until it was told.
create table gatehouse.hold_notice (
  tenant text collate "C" not null,
  id text collate "C" not null check (id ~ '^msg_[0-9a-z]{26}$'),
  question text collate "C" not null,
  channel text collate "C" not null,
  event text not null check (event in ('requested', 'reminder', 'escalated', 'approved', 'denied', 'expired')),
  due_at timestamptz not null,
  attempts integer not null default 0,
  done_at timestamptz,
  delivered boolean not null default false,
  primary key (tenant, id),
  foreign key (tenant, question) references gatehouse.hold_question (tenant, id) on delete cascade
);
create index hold_notice_due on gatehouse.hold_notice (tenant, due_at) where done_at is null;

create table gatehouse.deputy (
  tenant text collate "C" not null,
  id text collate "C" not null check (id ~ '^dep_[0-9a-z]{26}$'),
  person text collate "C" not null check (person <> ''),
  roles text[] not null,
  deputy text collate "C" not null check (deputy <> '' and deputy <> person),
  from_at timestamptz not null,
  until_at timestamptz not null check (until_at > from_at),
  ended_at timestamptz,
  primary key (tenant, id)
);
create index deputy_of on gatehouse.deputy (tenant, deputy, until_at);

do $$
declare
  name text;
begin
  foreach name in array array['hold_question', 'hold', 'hold_answer', 'hold_notice', 'deputy'] loop
    execute format('alter table gatehouse.%I enable row level security', name);
    execute format('alter table gatehouse.%I force row level security', name);
    execute format($policy$create policy own_tenant on gatehouse.%I
      using (tenant = current_setting('gatehouse.tenant', true))
      with check (tenant = current_setting('gatehouse.tenant', true))$policy$, name);
  end loop;
end $$;

-- A question is answered once, and a yes is used once, whoever writes.
create function gatehouse.guard_hold() returns trigger
language plpgsql security definer set search_path = gatehouse, pg_temp as $$
begin
  if tg_table_name = 'hold' then
    if old.used_at is not null then
      raise exception 'a yes is used once';
    end if;
  elsif old.state <> 'waiting' and new.state <> old.state
    and not (old.state = 'approved' and new.state = 'expired') then
    raise exception 'a closed question stays closed';
  end if;
  return new;
end $$;
revoke all on function gatehouse.guard_hold() from public;
create trigger guard_hold before update on gatehouse.hold for each row execute function gatehouse.guard_hold();
create trigger guard_hold before update on gatehouse.hold_question
  for each row execute function gatehouse.guard_hold();

-- What was asked cannot be changed after it was asked, nor an answer after it was given.
grant select, insert, delete on gatehouse.hold_question, gatehouse.hold, gatehouse.hold_notice to {{app}};
grant select, insert on gatehouse.hold_answer, gatehouse.deputy to {{app}};
grant update (state, expires_at, closed_at, remind_at, escalate_at, escalated_to)
  on gatehouse.hold_question to {{app}};
grant update (used_at) on gatehouse.hold to {{app}};
grant update (due_at, attempts, done_at, delivered) on gatehouse.hold_notice to {{app}};
grant update (ended_at) on gatehouse.deputy to {{app}};
grant delete on gatehouse.deputy to {{app}};
