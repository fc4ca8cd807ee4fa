-- Budgets: what was spent in each window, and what is leased out to which process.
-- INVARIANT: nothing is leased that would lift spent + leased above the limit.
-- Every function here locks windows in the order of their primary key, and leases only under their window's lock.

CREATE TABLE gatehouse.budget_window (
  id bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  tenant text NOT NULL,
  budget text COLLATE "C" NOT NULL,
  subject text COLLATE "C" NOT NULL,
  measure text COLLATE "C" NOT NULL CHECK (measure IN ('requests', 'tokens', 'money')),
  starts_ms bigint NOT NULL,
  ends_ms bigint NOT NULL CHECK (ends_ms >= starts_ms),
  -- The limit of the configuration that leased last; spent may exceed it when it was lowered, or a provider overran a bound.
  limited_to bigint NOT NULL CHECK (limited_to >= 0),
  spent bigint NOT NULL DEFAULT 0 CHECK (spent >= 0),
  leased bigint NOT NULL DEFAULT 0 CHECK (leased >= 0),
  PRIMARY KEY (tenant, budget, subject, measure, starts_ms)
);
ALTER TABLE gatehouse.budget_window ENABLE ROW LEVEL SECURITY;
ALTER TABLE gatehouse.budget_window FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON gatehouse.budget_window
  USING (tenant = current_setting('gatehouse.tenant', true))
  WITH CHECK (tenant = current_setting('gatehouse.tenant', true));
GRANT SELECT ON gatehouse.budget_window TO {{app}};

CREATE TABLE gatehouse.budget_lease (
  tenant text NOT NULL,
  instance text NOT NULL,
  window_id bigint NOT NULL REFERENCES gatehouse.budget_window (id) ON DELETE CASCADE,
  amount bigint NOT NULL CHECK (amount >= 0),
  -- The last question of the instance and what it got: a question whose answer was lost is put again, not done again.
  turn bigint NOT NULL,
  granted bigint NOT NULL,
  PRIMARY KEY (window_id, instance)
);
CREATE INDEX budget_lease_of_instance ON gatehouse.budget_lease (tenant, instance);
ALTER TABLE gatehouse.budget_lease ENABLE ROW LEVEL SECURITY;
ALTER TABLE gatehouse.budget_lease FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON gatehouse.budget_lease
  USING (tenant = current_setting('gatehouse.tenant', true))
  WITH CHECK (tenant = current_setting('gatehouse.tenant', true));

-- Takes idle amounts back and leases what is needed, and more while there is plenty: at most a sixteenth of what is
-- left, and nothing beyond the need once that sixteenth would not cover it.
CREATE FUNCTION gatehouse.lease_budgets(p_instance text, p_asks jsonb)
RETURNS TABLE (place bigint, id bigint, granted bigint, elsewhere bigint)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = gatehouse, pg_temp
SET gatehouse.tenant = ''
AS $$
#variable_conflict use_column
DECLARE
  ask record;
  win budget_window;
  held budget_lease;
  room bigint;
  ahead bigint;
  grant_now bigint;
  taken_back bigint;
BEGIN
  FOR ask IN
    SELECT a.* FROM ROWS FROM (jsonb_to_recordset(p_asks) AS (
      tenant text, budget text, subject text, measure text, starts_ms bigint, ends_ms bigint, limited_to bigint,
      turn bigint, idle bigint, need bigint, least bigint, extra bigint, press boolean, final boolean
    )) WITH ORDINALITY AS a (
      tenant, budget, subject, measure, starts_ms, ends_ms, limited_to,
      turn, idle, need, least, extra, press, final, place
    )
    ORDER BY a.tenant COLLATE "C", a.budget COLLATE "C", a.subject COLLATE "C", a.measure COLLATE "C", a.starts_ms
  LOOP
    PERFORM set_config('gatehouse.tenant', ask.tenant, true);
    INSERT INTO budget_window (tenant, budget, subject, measure, starts_ms, ends_ms, limited_to)
      VALUES (ask.tenant, ask.budget, ask.subject, ask.measure, ask.starts_ms, ask.ends_ms, ask.limited_to)
      ON CONFLICT DO NOTHING;
    IF FOUND THEN
      -- A window opens rarely, so this is where the account's old ones go; what is still leased out stays.
      DELETE FROM budget_window AS w WHERE w.id IN (
        SELECT old.id FROM budget_window AS old
          WHERE old.tenant = ask.tenant AND old.budget = ask.budget AND old.subject = ask.subject
            AND old.measure = ask.measure AND old.leased = 0
            AND old.starts_ms < ask.starts_ms - 100 * (ask.ends_ms - ask.starts_ms)
          FOR UPDATE SKIP LOCKED
      );
    END IF;
    SELECT * INTO STRICT win FROM budget_window AS w
      WHERE w.tenant = ask.tenant AND w.budget = ask.budget AND w.subject = ask.subject
        AND w.measure = ask.measure AND w.starts_ms = ask.starts_ms
      FOR UPDATE;
    SELECT * INTO held FROM budget_lease AS l WHERE l.window_id = win.id AND l.instance = p_instance;
    IF held.turn = ask.turn THEN
      grant_now := held.granted;
    ELSE
      held.amount := coalesce(held.amount, 0);
      taken_back := least(ask.idle, held.amount);
      room := greatest(ask.limited_to - win.spent - (win.leased - taken_back), 0);
      ahead := least(ask.extra, greatest(room - ask.need, 0) / 16);
      grant_now := CASE
        WHEN ask.need = 0 OR room < ask.least THEN 0
        WHEN room < ask.need THEN room
        WHEN ahead < ask.need THEN ask.need
        ELSE ask.need + ahead
      END;
      held.amount := held.amount - taken_back + grant_now;
      win.leased := win.leased - taken_back + grant_now;
      UPDATE budget_window AS w SET leased = win.leased, limited_to = ask.limited_to, ends_ms = ask.ends_ms
        WHERE w.id = win.id;
      IF ask.final AND held.amount = 0 THEN
        DELETE FROM budget_lease AS l WHERE l.window_id = win.id AND l.instance = p_instance;
      ELSE
        INSERT INTO budget_lease AS l (tenant, instance, window_id, amount, turn, granted)
          VALUES (ask.tenant, p_instance, win.id, held.amount, ask.turn, grant_now)
          ON CONFLICT ON CONSTRAINT budget_lease_pkey
          DO UPDATE SET amount = excluded.amount, turn = excluded.turn, granted = excluded.granted;
      END IF;
    END IF;
    place := ask.place;
    id := win.id;
    granted := grant_now;
    elsewhere := greatest(win.leased - held.amount, 0);
    IF ask.press AND grant_now < ask.need AND elsewhere > 0 THEN
      -- The payload is a bare number: every role can listen, and it must tell nothing about any tenant.
      PERFORM pg_notify('gatehouse_budget_pressure', win.id::text);
    END IF;
    RETURN NEXT;
  END LOOP;
END
$$;

-- Books what calls have cost, and ends the leases behind their reservations. To be called once in the transaction that
-- writes their outcome, so that evidence and spend never differ; a second call could lock windows out of order.
-- What an instance no longer has leased (it was taken for dead) is not taken twice; what was spent is always booked.
CREATE FUNCTION gatehouse.charge_budgets(p_instance text, p_charges jsonb)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = gatehouse, pg_temp
SET gatehouse.tenant = ''
AS $$
DECLARE
  account text;
  due jsonb;
  ids bigint[];
  amounts bigint[];
  spends bigint[];
BEGIN
  FOR account, due IN
    SELECT c.charge ->> 'tenant', jsonb_agg(c.charge)
      FROM jsonb_array_elements(p_charges) AS c (charge)
      GROUP BY c.charge ->> 'tenant'
      ORDER BY (c.charge ->> 'tenant') COLLATE "C"
  LOOP
    PERFORM set_config('gatehouse.tenant', account, true);
    INSERT INTO budget_window (tenant, budget, subject, measure, starts_ms, ends_ms, limited_to)
      SELECT DISTINCT account, c.budget, c.subject, c.measure, c.window_start_ms, c.window_start_ms, 0
        FROM jsonb_to_recordset(due) AS c (budget text, subject text, measure text, window_start_ms bigint)
        WHERE NOT EXISTS (
          SELECT FROM budget_window AS w
            WHERE w.tenant = account AND w.budget = c.budget AND w.subject = c.subject
              AND w.measure = c.measure AND w.starts_ms = c.window_start_ms
        )
        ORDER BY 2, 3, 4, 5
      ON CONFLICT DO NOTHING;
    SELECT array_agg(l.id), array_agg(l.amount), array_agg(l.spent) INTO ids, amounts, spends FROM (
      SELECT w.id, c.amount, c.spent
        FROM (
          SELECT r.budget, r.subject, r.measure, r.window_start_ms,
                 sum(r.amount)::bigint AS amount, sum(r.spent)::bigint AS spent
            FROM jsonb_to_recordset(due) AS r (
              budget text, subject text, measure text, window_start_ms bigint, amount bigint, spent bigint
            )
            GROUP BY 1, 2, 3, 4
        ) AS c
        JOIN budget_window AS w
          ON w.tenant = account AND w.budget = c.budget AND w.subject = c.subject
            AND w.measure = c.measure AND w.starts_ms = c.window_start_ms
        ORDER BY w.budget, w.subject, w.measure, w.starts_ms
        FOR UPDATE OF w
    ) AS l;
    WITH charge AS (
      SELECT * FROM unnest(ids, amounts, spends) AS u (id, amount, spent)
    ), freed AS (
      SELECT l.window_id, least(l.amount, charge.amount) AS amount
        FROM budget_lease AS l JOIN charge ON charge.id = l.window_id
        WHERE l.instance = p_instance
    ), shrunk AS (
      UPDATE budget_lease AS l SET amount = l.amount - freed.amount
        FROM freed WHERE l.window_id = freed.window_id AND l.instance = p_instance
    )
    UPDATE budget_window AS w
      SET spent = w.spent + charge.spent, leased = w.leased - coalesce(freed.amount, 0)
      FROM charge LEFT JOIN freed ON freed.window_id = charge.id
      WHERE w.id = charge.id;
  END LOOP;
END
$$;

-- Gives back what a dead instance still had leased in one tenant, after its open calls have been charged.
CREATE FUNCTION gatehouse.release_leases(p_instance text, p_tenant text)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = gatehouse, pg_temp
SET gatehouse.tenant = ''
AS $$
BEGIN
  PERFORM set_config('gatehouse.tenant', p_tenant, true);
  PERFORM FROM budget_window AS w
    WHERE w.tenant = p_tenant AND EXISTS (
      SELECT FROM budget_lease AS l WHERE l.window_id = w.id AND l.instance = p_instance
    )
    ORDER BY w.budget, w.subject, w.measure, w.starts_ms
    FOR UPDATE;
  WITH ended AS (
    DELETE FROM budget_lease WHERE tenant = p_tenant AND instance = p_instance RETURNING window_id, amount
  )
  UPDATE budget_window AS w SET leased = w.leased - ended.amount FROM ended WHERE w.id = ended.window_id;
END
$$;

REVOKE ALL ON FUNCTION gatehouse.lease_budgets(text, jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION gatehouse.charge_budgets(text, jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION gatehouse.release_leases(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gatehouse.lease_budgets(text, jsonb) TO {{app}};
GRANT EXECUTE ON FUNCTION gatehouse.release_leases(text, text) TO {{app}};
GRANT EXECUTE ON FUNCTION gatehouse.charge_budgets(text, jsonb) TO {{recorder}};
