-- Makes the partitions of the next days. A day whose messages lie in the partition of the others already stays there.
CREATE OR REPLACE FUNCTION {schema}.make_days_1(p_days int) RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
  first constant date := (clock_timestamp() AT TIME ZONE 'UTC')::date;
BEGIN
  PERFORM set_config('lock_timeout', '2s', true);
  FOR d IN 0 .. p_days LOOP
    BEGIN
      EXECUTE format('CREATE TABLE IF NOT EXISTS {schema}.%I PARTITION OF {schema}.message FOR VALUES FROM (%L) TO (%L)',
        'message_' || to_char(first + d, 'YYYYMMDD'), first + d, first + d + 1);
    EXCEPTION WHEN check_violation THEN
      NULL;
    END;
  END LOOP;
END
$body$;
