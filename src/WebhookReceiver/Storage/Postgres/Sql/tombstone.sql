-- A keyed hash of a message's key: without the installation's key nobody can try numbers. All keys have the same length.
CREATE OR REPLACE FUNCTION {schema}.tombstone_1(p_key bytea) RETURNS bytea
LANGUAGE sql STABLE AS 'SELECT sha256(hash_key || p_key) FROM {schema}.installation';
