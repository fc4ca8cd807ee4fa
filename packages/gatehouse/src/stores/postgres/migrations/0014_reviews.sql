-- Access reviews: who could do what when a review began, and what its reviewers said of it. Names, no content.

create table gatehouse.review (
  tenant text collate "C" not null check (tenant <> ''),
  id text collate "C" not null check (id ~ '^rv_[0-9a-z]{26}$'),
  -- Whom it is about, as patterns over `kind:id`.
  who text[] not null,
  policy_digest text not null,
  started_by text not null,
  started_at timestamptz not null,
  due_at timestamptz not null,
  primary key (tenant, id),
  check (due_at > started_at)
);

create table gatehouse.review_item (
  tenant text collate "C" not null,
  review text collate "C" not null,
  number integer not null check (number > 0),
  reviewer text not null check (reviewer <> ''),
  -- What somebody has, and by which rule.
  item jsonb not null check (jsonb_typeof(item) = 'object'),
  answer text check (answer in ('keep', 'revoke')),
  reason text,
  answered_by text,
  answered_at timestamptz,
  primary key (tenant, review, number),
  foreign key (tenant, review) references gatehouse.review (tenant, id) on delete cascade,
  check ((answer is null) = (answered_at is null)),
  check ((answer is null) = (answered_by is null))
);
create index review_item_open on gatehouse.review_item (tenant, review) where answer is null;

alter table gatehouse.review enable row level security;
alter table gatehouse.review force row level security;
create policy own_tenant on gatehouse.review
  using (tenant = current_setting('gatehouse.tenant', true))
  with check (tenant = current_setting('gatehouse.tenant', true));
alter table gatehouse.review_item enable row level security;
alter table gatehouse.review_item force row level security;
create policy own_tenant on gatehouse.review_item
  using (tenant = current_setting('gatehouse.tenant', true))
  with check (tenant = current_setting('gatehouse.tenant', true));

-- An answer is given once.
create function gatehouse.guard_review() returns trigger
language plpgsql security definer set search_path = gatehouse, pg_temp as $$
begin
  if old.answer is not null then
    raise exception 'an answer of a review is final' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke all on function gatehouse.guard_review() from public;
create trigger guard_review before update on gatehouse.review_item
  for each row execute function gatehouse.guard_review();

-- What was found when it began cannot be changed after.
grant select, insert on gatehouse.review, gatehouse.review_item to {{app}};
grant update (answer, reason, answered_by, answered_at) on gatehouse.review_item to {{app}};
