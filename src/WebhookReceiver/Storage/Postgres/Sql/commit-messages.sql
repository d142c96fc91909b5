-- Commits a group of messages in one round trip: all arrays have one element a message. Answers with the rows that are not plainly new.
-- A step that changes its parameters or columns is another function with the next number: two builds may run side by side.
CREATE OR REPLACE FUNCTION {schema}.commit_messages_1(
  p_replica bigint,
  p_lease interval,
  p_window bigint,
  p_project text[], p_channel text[], p_sender text[], p_heard boolean[],
  p_key bytea[], p_has_id boolean[], p_received bigint[], p_seed bigint[], p_stamp bigint[],
  p_base bigint[], p_rule text[], p_book text[], p_micros bigint[], p_reply bytea[],
  p_state_before bytea[], p_foreign bytea[], p_decoded bytea[], p_raw bytea[],
  p_state bytea[], p_changes boolean[], p_stopped boolean[], p_tries int[], p_asked text[],
  f_row int[], f_reference text[], f_project text[], f_channel text[], f_sender text[], f_about text[], f_topic text[],
  f_created bigint[], f_due bigint[], f_expires bigint[], f_body bytea[]
) RETURNS TABLE(o_row int, o_outcome int, o_version bigint, o_state bytea, o_reply bytea, o_tries int, o_asked text)
LANGUAGE plpgsql AS $body$
DECLARE
  n constant int := array_length(p_key, 1);
  today constant date := (clock_timestamp() AT TIME ZONE 'UTC')::date;
  moment constant timestamptz := clock_timestamp();
  needs boolean[];      -- its contact's row is locked
  outcome int[];        -- 0 counts, 1 stale, 2 held, 3 running, 4 answered before, 5 unanswered by another, 6 counts, known id with other content
  ids bigint[];         -- its row; null: not written here
  known_day date[];
  known_id bigint[];
BEGIN
  -- A pooler or a role may have another default; what is in force at the commit is the promise.
  PERFORM set_config('synchronous_commit', 'on', true), set_config('lock_timeout', '2s', true);
  -- The group is small and the tables are large, whatever the planner guesses: every row is found by an index, and plans are made once.
  PERFORM set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true),
    set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true);

  SELECT array_agg(p_changes[i] OR p_reply[i] IS NULL OR NOT p_has_id[i] ORDER BY i) INTO needs FROM generate_series(1, n) i;
  INSERT INTO {schema}.contact(project, channel, sender)
    SELECT p_project[i], p_channel[i], p_sender[i] FROM generate_series(1, n) i
    WHERE needs[i] AND coalesce(p_base[i], 0) = 0
    ORDER BY 1, 2, 3
    ON CONFLICT DO NOTHING;
  PERFORM 1 FROM (
    SELECT c.project FROM {schema}.contact c
    JOIN (SELECT DISTINCT p_project[i] AS project, p_channel[i] AS channel, p_sender[i] AS sender FROM generate_series(1, n) i WHERE needs[i]) r
      USING (project, channel, sender)
    ORDER BY c.project, c.channel, c.sender
    FOR NO KEY UPDATE OF c
  ) locked;

  SELECT array_agg(
    CASE
      WHEN c.holder IS NOT NULL AND c.holder <> p_replica AND c.held_until > moment AND (p_base[i] IS NOT NULL OR p_reply[i] IS NULL) THEN 2
      WHEN p_base[i] IS NOT NULL AND coalesce(c.version, 0) <> p_base[i] THEN 1
      ELSE 0
    END ORDER BY i) INTO outcome
  FROM generate_series(1, n) i
  LEFT JOIN {schema}.contact c ON c.project = p_project[i] AND c.channel = p_channel[i] AND c.sender = p_sender[i];

  IF EXISTS (SELECT 1 FROM {schema}.tombstone) THEN
    SELECT array_agg(CASE
        WHEN outcome[i] = 0 AND EXISTS (
          SELECT 1 FROM {schema}.tombstone t WHERE t.project IN (p_project[i], '') AND t.hash = {schema}.tombstone_1(p_key[i])
        ) THEN 4 ELSE outcome[i] END ORDER BY i) INTO outcome
    FROM generate_series(1, n) i;
  END IF;

  -- Without an id, the same content within the window is the same message; its contact is locked, so no twin slips through.
  IF false = ANY(p_has_id) THEN
    SELECT array_agg(s.day ORDER BY i), array_agg(s.id ORDER BY i) INTO known_day, known_id
    FROM generate_series(1, n) i
    LEFT JOIN LATERAL (
      SELECT t.day, t.id FROM {schema}.seen t
      WHERE NOT p_has_id[i] AND t.project = p_project[i]
        AND t.key > substr(p_key[i], 1, 16) || int8send(p_received[i] - p_window)
        AND t.key < substr(p_key[i], 1, 16) || int8send(p_received[i] + p_window)
      ORDER BY t.key LIMIT 1
    ) s ON true;
  END IF;

  WITH added AS (
    INSERT INTO {schema}.seen(project, key, day, id)
      SELECT p_project[i], p_key[i], today, nextval('{schema}.message_id') FROM generate_series(1, n) i
      WHERE outcome[i] = 0 AND (known_id IS NULL OR known_id[i] IS NULL)
      ORDER BY 1, 2
      ON CONFLICT DO NOTHING
      RETURNING project, key, id
  )
  SELECT array_agg(a.id ORDER BY i) INTO ids
  FROM generate_series(1, n) i LEFT JOIN added a ON a.project = p_project[i] AND a.key = p_key[i];

  INSERT INTO {schema}.message(project, day, id, key, received, seed, channel, sender, heard, rule, book, micros, reply,
      state_before, foreign_results, decoded, raw, tries, asked, claim, claimed_until, replica, stamp)
    SELECT p_project[i], today, ids[i], p_key[i], p_received[i], p_seed[i], p_channel[i], p_sender[i], p_heard[i], p_rule[i], p_book[i],
      p_micros[i], p_reply[i], p_state_before[i], p_foreign[i], p_decoded[i], p_raw[i], p_tries[i], p_asked[i],
      CASE WHEN p_reply[i] IS NULL THEN p_replica END, CASE WHEN p_reply[i] IS NULL THEN moment + p_lease END, p_replica, p_stamp[i]
    FROM generate_series(1, n) i WHERE ids[i] IS NOT NULL;

  -- What is left fits, but its key is known.
  IF EXISTS (SELECT 1 FROM generate_series(1, n) i WHERE outcome[i] = 0 AND ids[i] IS NULL) THEN
    SELECT array_agg(coalesce(s.day, known_day[i]) ORDER BY i), array_agg(coalesce(s.id, known_id[i]) ORDER BY i) INTO known_day, known_id
    FROM generate_series(1, n) i
    LEFT JOIN {schema}.seen s ON outcome[i] = 0 AND ids[i] IS NULL AND s.project = p_project[i] AND s.key = p_key[i];

    -- An open message of this replica, or of one whose right has ended.
    WITH mine AS (
      UPDATE {schema}.message m SET
        received = p_received[i], rule = p_rule[i], book = p_book[i], micros = p_micros[i], reply = p_reply[i],
        state_before = p_state_before[i], foreign_results = p_foreign[i], decoded = p_decoded[i], raw = p_raw[i],
        tries = CASE WHEN p_reply[i] IS NULL AND m.claim <> p_replica THEN coalesce(m.tries, 1) + 1
                     WHEN p_reply[i] IS NULL THEN p_tries[i] END,
        asked = CASE WHEN p_reply[i] IS NULL AND m.claim <> p_replica THEN m.asked
                     WHEN p_reply[i] IS NULL THEN p_asked[i] END,
        claim = CASE WHEN p_reply[i] IS NULL THEN p_replica END,
        claimed_until = CASE WHEN p_reply[i] IS NULL THEN moment + p_lease END,
        replica = p_replica, stamp = p_stamp[i]
      FROM generate_series(1, n) i, {schema}.message before
      WHERE outcome[i] = 0 AND ids[i] IS NULL AND known_id[i] > 0
        AND m.project = p_project[i] AND m.day = known_day[i] AND m.id = known_id[i]
        AND before.project = m.project AND before.day = m.day AND before.id = m.id
        AND m.reply IS NULL AND (m.claim = p_replica OR m.claimed_until <= moment)
      RETURNING i, m.id, before.claim <> p_replica AND p_reply[i] IS NULL AS taken_over, before.tries AS tries, before.asked AS asked
    ), noted AS (
      SELECT array_agg(m.id ORDER BY k) AS row_ids,
        array_agg(CASE WHEN m.i IS NULL THEN 4 WHEN m.taken_over THEN 5 ELSE 0 END ORDER BY k) AS row_outcomes,
        array_agg(m.tries ORDER BY k) AS row_tries, array_agg(m.asked ORDER BY k) AS row_asked
      FROM generate_series(1, n) k LEFT JOIN mine m ON m.i = k
    )
    SELECT array_agg(coalesce(ids[k], noted.row_ids[k]) ORDER BY k),
      array_agg(CASE WHEN outcome[k] = 0 AND ids[k] IS NULL THEN noted.row_outcomes[k] ELSE outcome[k] END ORDER BY k),
      array_agg(coalesce(noted.row_tries[k], p_tries[k]) ORDER BY k), array_agg(coalesce(noted.row_asked[k], p_asked[k]) ORDER BY k)
    INTO ids, outcome, p_tries, p_asked
    FROM generate_series(1, n) k, noted;
  END IF;

  -- Effects of the answers that count now.
  UPDATE {schema}.contact c SET
    version = CASE WHEN p_changes[i] THEN nextval('{schema}.contact_version') ELSE c.version END,
    state = CASE WHEN p_changes[i] THEN p_state[i] ELSE c.state END,
    stopped = CASE WHEN p_changes[i] THEN p_stopped[i] ELSE c.stopped END,
    holder = CASE WHEN p_reply[i] IS NULL THEN p_replica END,
    held_until = CASE WHEN p_reply[i] IS NULL THEN moment + p_lease END
  FROM generate_series(1, n) i
  WHERE ids[i] IS NOT NULL AND (p_changes[i] OR p_reply[i] IS NULL OR (c.holder = p_replica AND p_base[i] IS NOT NULL))
    AND c.project = p_project[i] AND c.channel = p_channel[i] AND c.sender = p_sender[i];

  IF true = ANY(p_stopped) THEN
    UPDATE {schema}.outbox o SET state = 10, changed = p_received[i], detail = 'the contact opted out'
    FROM generate_series(1, n) i
    WHERE ids[i] IS NOT NULL AND p_changes[i] AND p_stopped[i]
      AND o.project IN (p_project[i], '') AND o.channel = p_channel[i] AND o.sender = p_sender[i] AND o.state < 2;
  END IF;

  IF array_length(f_row, 1) > 0 THEN
    INSERT INTO {schema}.outbox(project, reference, message, channel, sender, about, topic, created, due, expires, next, changed, body, turn)
      SELECT f_project[j], f_reference[j], ids[f_row[j]], f_channel[j], f_sender[j], f_about[j], f_topic[j], f_created[j], f_due[j],
        f_expires[j], f_due[j], f_created[j], f_body[j],
        coalesce((SELECT max(served) FROM {schema}.outbox o
          WHERE o.project = f_project[j] AND o.channel = f_channel[j] AND o.sender = f_sender[j]), 0)
      FROM generate_series(1, array_length(f_row, 1)) j WHERE ids[f_row[j]] IS NOT NULL AND p_reply[f_row[j]] IS NOT NULL
      ORDER BY f_project[j], f_reference[j]
      ON CONFLICT DO NOTHING;
  END IF;

  RETURN QUERY
    SELECT i,
      CASE
        WHEN outcome[i] = 4 AND m.replica = p_replica AND m.stamp = p_stamp[i] THEN 0
        WHEN outcome[i] = 4 AND m.reply IS NULL AND m.id IS NOT NULL THEN 3
        WHEN outcome[i] = 0 AND known.other THEN 6
        ELSE outcome[i]
      END,
      coalesce(c.version, 0), CASE WHEN outcome[i] = 1 OR NOT p_changes[i] THEN c.state END,
      m.reply, p_tries[i], p_asked[i]
    FROM generate_series(1, n) i
    LEFT JOIN {schema}.contact c ON (outcome[i] = 1 OR p_changes[i] OR p_reply[i] IS NULL)
      AND c.project = p_project[i] AND c.channel = p_channel[i] AND c.sender = p_sender[i]
    LEFT JOIN {schema}.message m ON outcome[i] = 4 AND m.project = p_project[i] AND m.day = known_day[i] AND m.id = known_id[i]
    LEFT JOIN LATERAL (
      SELECT true AS other FROM {schema}.seen s
      WHERE p_has_id[i] AND ids[i] IS NOT NULL AND s.project = p_project[i]
        AND s.key > substr(p_key[i], 1, 8) AND s.key < substr(p_key[i], 1, 8) || '\xffffffffffffffffffffffffffffffffff'::bytea AND s.key <> p_key[i]
      LIMIT 1
    ) known ON true
    WHERE outcome[i] <> 0 OR p_changes[i] OR known.other OR (p_reply[i] IS NULL AND p_base[i] IS NULL);
END
$body$;
