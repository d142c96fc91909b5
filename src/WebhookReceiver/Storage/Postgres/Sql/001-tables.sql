-- Step 1. {schema} is the name of the setting Journal:Schema, quoted. Steps never change after release: add the next one.
-- Every key begins with the project. Instants are ticks (UTC) in a bigint. Texts of the wire are escaped, see PostgresText, and compared by
-- their bytes. Days are those of the database's clock.

CREATE SEQUENCE {schema}.message_id;
CREATE SEQUENCE {schema}.contact_version;
CREATE SEQUENCE {schema}.epoch;
CREATE SEQUENCE {schema}.outbox_turn;

-- A key of 32 bytes as HMAC wants it, see the function tombstone_1.
CREATE FUNCTION {schema}.hash_pad(p_key bytea, p_mask int) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE AS $body$
DECLARE
  pad bytea := p_key || decode(repeat('00', 64 - length(p_key)), 'hex');
BEGIN
  FOR i IN 0 .. 63 LOOP
    pad := set_byte(pad, i, get_byte(pad, i) # p_mask);
  END LOOP;
  RETURN pad;
END
$body$;

-- The secrets of the installation: all replicas have the same.
CREATE TABLE {schema}.installation(
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  hash_key bytea NOT NULL,
  inner_pad bytea GENERATED ALWAYS AS ({schema}.hash_pad(hash_key, 54)) STORED,
  outer_pad bytea GENERATED ALWAYS AS ({schema}.hash_pad(hash_key, 92)) STORED,
  webhook_key text COLLATE "C" NOT NULL,
  created timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- One running receiver. id: drawn at its start. seen: its last heartbeat. spooled: messages in its own spool. forgot: the last erasure it knows.
CREATE TABLE {schema}.replica(
  id bigint PRIMARY KEY,
  name text COLLATE "C" NOT NULL,
  build text COLLATE "C" NOT NULL,
  started timestamptz NOT NULL DEFAULT clock_timestamp(),
  seen timestamptz NOT NULL DEFAULT clock_timestamp(),
  book text COLLATE "C" NOT NULL DEFAULT '',
  waiting text COLLATE "C",
  forgot bigint NOT NULL DEFAULT 0,
  spooled bigint NOT NULL DEFAULT 0
);

-- Who does what only one may do, see Leases.
CREATE TABLE {schema}.lease(
  name text COLLATE "C" PRIMARY KEY,
  holder bigint NOT NULL,
  epoch bigint NOT NULL,
  until timestamptz NOT NULL
);

-- The one place that decides whether a message is new. id: its row in message.
CREATE TABLE {schema}.seen(
  project text COLLATE "C" NOT NULL,
  key bytea NOT NULL,
  day date NOT NULL,
  id bigint NOT NULL,
  PRIMARY KEY(project, key)
);
CREATE INDEX seen_day ON {schema}.seen(day);

-- reply: empty while another program's code decides. claim: the replica that decides it; claimed_until: the end of its right to.
-- stamp: number of the write in its replica, by which a replica knows its own row again after a lost connection.
CREATE TABLE {schema}.message(
  project text COLLATE "C" NOT NULL,
  day date NOT NULL,
  id bigint NOT NULL,
  key bytea NOT NULL,
  received bigint NOT NULL,
  stored timestamptz NOT NULL DEFAULT clock_timestamp(),
  seed bigint NOT NULL,
  channel text COLLATE "C" NOT NULL,
  sender text COLLATE "C" NOT NULL,
  heard boolean NOT NULL,
  rule text COLLATE "C",
  book text COLLATE "C",
  micros bigint,
  reply bytea,
  state_before bytea,
  foreign_results bytea,
  decoded bytea,
  raw bytea,
  tries int,
  asked text COLLATE "C",
  claim bigint,
  claimed_until timestamptz,
  replica bigint NOT NULL,
  stamp bigint NOT NULL
) PARTITION BY RANGE(day);
CREATE TABLE {schema}.message_other PARTITION OF {schema}.message DEFAULT;
CREATE INDEX message_sender ON {schema}.message(sender, received);
CREATE INDEX message_row ON {schema}.message(id);
CREATE INDEX message_open ON {schema}.message(claimed_until) WHERE reply IS NULL;

-- version: never the same twice, so equal versions are the same state; 0: a contact without a state.
-- holder: the replica in which another program's code decides a message of this contact, until held_until.
CREATE TABLE {schema}.contact(
  project text COLLATE "C" NOT NULL,
  channel text COLLATE "C" NOT NULL,
  sender text COLLATE "C" NOT NULL,
  version bigint NOT NULL DEFAULT 0,
  state bytea,
  stopped boolean NOT NULL DEFAULT false,
  holder bigint,
  held_until timestamptz,
  PRIMARY KEY(project, channel, sender)
) WITH (fillfactor = 70);

-- state: see OutboxState. epoch: of the sender that took it. turn, served: for round robin over contacts.
CREATE TABLE {schema}.outbox(
  project text COLLATE "C" NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  reference text COLLATE "C" NOT NULL,
  message bigint,
  channel text COLLATE "C" NOT NULL,
  sender text COLLATE "C" NOT NULL,
  about text COLLATE "C",
  topic text COLLATE "C",
  created bigint NOT NULL,
  due bigint NOT NULL,
  expires bigint,
  state int NOT NULL DEFAULT 0,
  attempts int NOT NULL DEFAULT 0,
  failures int NOT NULL DEFAULT 0,
  failing bigint,
  next bigint NOT NULL,
  changed bigint NOT NULL,
  epoch bigint,
  served bigint,
  turn bigint NOT NULL DEFAULT 0,
  push_id text COLLATE "C",
  message_id text COLLATE "C",
  detail text COLLATE "C",
  body bytea NOT NULL,
  PRIMARY KEY(project, id),
  UNIQUE(project, reference)
);
CREATE INDEX outbox_by_reference ON {schema}.outbox(reference);
CREATE INDEX outbox_open ON {schema}.outbox(project, channel, sender, due, id) WHERE state <= 2;
CREATE INDEX outbox_served ON {schema}.outbox(project, channel, sender, served);
CREATE INDEX outbox_in_turn ON {schema}.outbox(turn, due, id) WHERE state < 2;
CREATE INDEX outbox_next ON {schema}.outbox(next) WHERE state < 2;
CREATE INDEX outbox_expires ON {schema}.outbox(expires) WHERE state < 2;
CREATE INDEX outbox_message_id ON {schema}.outbox(message_id) WHERE message_id IS NOT NULL;
CREATE INDEX outbox_about ON {schema}.outbox(about) WHERE about IS NOT NULL;

-- The platform's reports, once per content. settled: its effects are recorded.
CREATE TABLE {schema}.event(
  project text COLLATE "C" NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  hash bytea NOT NULL,
  day date NOT NULL DEFAULT (clock_timestamp() AT TIME ZONE 'UTC')::date,
  received bigint NOT NULL,
  last bigint NOT NULL,
  times bigint NOT NULL DEFAULT 1,
  kind int NOT NULL,
  event_id text COLLATE "C" NOT NULL,
  raw bytea NOT NULL,
  settled boolean NOT NULL DEFAULT false,
  PRIMARY KEY(project, id),
  UNIQUE(project, hash)
);
CREATE INDEX event_unsettled ON {schema}.event(id) WHERE NOT settled;

-- The requests to the platform that count in its minute; begun and ended by the database's clock. See the window of the rate limiter.
CREATE TABLE {schema}.push_slot(
  project text COLLATE "C" NOT NULL,
  epoch bigint NOT NULL,
  number bigint NOT NULL,
  begun timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended timestamptz,
  PRIMARY KEY(project, epoch, number)
);
CREATE TABLE {schema}.push_state(
  project text COLLATE "C" PRIMARY KEY,
  pause_until timestamptz,
  told timestamptz
);
-- Whom a new number wrote to outside a session, as keyed hashes.
CREATE TABLE {schema}.reached(
  project text COLLATE "C" NOT NULL,
  channel text COLLATE "C" NOT NULL,
  person text COLLATE "C" NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY(project, channel, person)
);

CREATE TABLE {schema}.quarantine(
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  hash bytea NOT NULL UNIQUE,
  stored timestamptz NOT NULL DEFAULT clock_timestamp(),
  received bigint NOT NULL,
  reason text COLLATE "C" NOT NULL,
  body bytea NOT NULL
);

-- What is left of erased messages: a late delivery is answered with silence. hash: see the function tombstone_1. project: empty if it
-- was imported.
CREATE TABLE {schema}.tombstone(
  project text COLLATE "C" NOT NULL,
  hash bytea NOT NULL,
  day date NOT NULL,
  PRIMARY KEY(project, hash)
);

-- Each erasure has a number; the replicas say up to which they have followed, see replica.forgot. Never whom.
CREATE TABLE {schema}.erasure(
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  messages bigint NOT NULL
);
