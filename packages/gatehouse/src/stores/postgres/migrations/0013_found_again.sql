-- Evidence is found again by its mandate, by who acted, for whom, and by what was used.

-- INVARIANT: what evidence is found by is read out of the very bytes that its leaf hash covers, so that nobody hides an
-- entry by changing a column beside it. The bytes are canonical JSON (RFC 8785): keys stand in order, and a quote within
-- a text is escaped, so a quote followed by these keys is never text of somebody else's choosing.
-- WHY an act may also be done to one: it is ended, or more is said under it.
create function gatehouse.mandate_in(body text, kind text) returns text language plpgsql immutable parallel safe as $$
declare
  id text := left(split_part(body, '"mandate":"md_', 2), 26);
begin
  if id = '' and kind = 'act' then
    id := left(split_part(body, '"subject":"md_', 2), 26);
  end if;
  return 'md_' || nullif(id, '');
end $$;

-- `kind id` of whoever acted: the nearest of the chain, or else the principal itself. The id is as JSON writes it.
create function gatehouse.actor_in(body text) returns text language plpgsql immutable parallel safe as $$
declare
  chain constant text := split_part(body, '"principal":{"chain":[', 2);
begin
  if left(chain, 7) <> '{"id":"' then
    return gatehouse.subject_in(body);
  end if;
  return split_part(split_part(chain, '","kind":"', 2), '"', 1) || ' ' || substr(split_part(chain, '","kind":"', 1), 8);
end $$;

-- `kind id` of the principal, for whom whoever acted did so.
create function gatehouse.subject_in(body text) returns text language plpgsql immutable parallel safe as $$
declare
  proven constant text := split_part(body, '"credential":{"id":"', 2);
  id constant text := split_part(proven, '","kind":"', 2);
begin
  if id = '' then
    return null;
  end if;
  return split_part(split_part(proven, '","kind":"', 3), '"', 1) || ' ' || substr(id, strpos(id, '"},"id":"') + 9);
end $$;

-- The tool (`server/tool`) or the model that was called, as JSON writes it.
create function gatehouse.used_in(body text) returns text language plpgsql immutable parallel safe as $$
declare
  called text := split_part(body, '"tool":{', 2);
begin
  if called = '' then
    called := split_part(body, '"model":{', 2);
  end if;
  return nullif(split_part(split_part(called, '"name":"', 2), '"', 1), '');
end $$;

alter table gatehouse.evidence
  add column mandate text collate "C" generated always as (gatehouse.mandate_in(body, kind)) stored,
  add column actor text collate "C"
    generated always as (case when kind = 'intent' then gatehouse.actor_in(body) end) stored,
  add column subject text collate "C"
    generated always as (case when kind = 'intent' then gatehouse.subject_in(body) end) stored,
  add column used text collate "C"
    generated always as (case when kind = 'intent' then gatehouse.used_in(body) end) stored;
create index evidence_mandate on gatehouse.evidence (tenant, mandate, at_ms) where mandate is not null;
create index evidence_actor on gatehouse.evidence (tenant, actor, used, at_ms) where kind = 'intent';
create index evidence_subject on gatehouse.evidence (tenant, subject, used, at_ms)
  where kind = 'intent' and subject <> actor;

create index mandate_root on gatehouse.mandate (tenant, root);
