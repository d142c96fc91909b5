-- A keyed hash of a message's key: without the installation's key nobody can try numbers. It is the one of a data folder's journal, the first
-- 16 bytes of HMAC-SHA-256, so that tombstones move with the messages.
CREATE OR REPLACE FUNCTION {schema}.tombstone_1(p_key bytea) RETURNS bytea
LANGUAGE sql STABLE AS 'SELECT substr(sha256(outer_pad || sha256(inner_pad || p_key)), 1, 16) FROM {schema}.installation';
