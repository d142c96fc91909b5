-- Commits a group of events; an event with the same content is counted, unless it is the same arrival once more.
CREATE OR REPLACE FUNCTION {schema}.commit_events_1(
  p_project text[], p_hash bytea[], p_received bigint[], p_kind int[], p_event_id text[], p_raw bytea[]
) RETURNS void
LANGUAGE plpgsql AS $body$
BEGIN
  PERFORM set_config('synchronous_commit', 'on', true), set_config('lock_timeout', '2s', true);
  INSERT INTO {schema}.event AS e (project, hash, received, last, times, kind, event_id, raw)
    SELECT p_project[i], p_hash[i], min(p_received[i]), max(p_received[i]), count(DISTINCT p_received[i]), min(p_kind[i]), min(p_event_id[i]), (array_agg(p_raw[i]))[1]
    FROM generate_series(1, array_length(p_hash, 1)) i
    GROUP BY p_project[i], p_hash[i]
    ORDER BY 1, 2
    ON CONFLICT (project, hash) DO UPDATE SET times = e.times + excluded.times, last = excluded.last WHERE excluded.last > e.last;
END
$body$;
