-- The ledger. Words in braces are the dialect's: {key} a 64-bit primary key that is the row's place,
-- {bytes} a byte string, {clustered} a table kept in the order of its primary key where that can be said.
-- Instants are milliseconds since 1970 UTC; lists are lines; yes is 1 and no is 0.

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE counter (name TEXT PRIMARY KEY, next_value BIGINT NOT NULL);

-- Head of each writer's chain, so that a missing tail is seen as well.
CREATE TABLE chain (
  writer TEXT PRIMARY KEY, number BIGINT NOT NULL, digest {bytes} NOT NULL
);

-- Append-only; every digest covers the one before it.
CREATE TABLE event (
  writer TEXT NOT NULL,
  number BIGINT NOT NULL,
  epoch BIGINT NOT NULL,
  transfer BIGINT NOT NULL,
  outbound SMALLINT NOT NULL,
  sender TEXT NOT NULL,
  id {bytes} NOT NULL,
  happened BIGINT NOT NULL,
  what TEXT NOT NULL,
  content TEXT,
  detail TEXT NOT NULL,
  digest {bytes} NOT NULL,
  PRIMARY KEY (writer, number)
) {clustered};
CREATE INDEX event_transfer ON event (transfer, number);

CREATE TABLE transfer (
  key {key},
  outbound SMALLINT NOT NULL,
  id {bytes} NOT NULL,
  sender TEXT NOT NULL,
  recipient TEXT,
  partner TEXT,
  type TEXT NOT NULL,
  schema_version TEXT NOT NULL,
  legal_basis TEXT,
  division TEXT,
  division_date TEXT,
  correlation {bytes},
  urgent SMALLINT NOT NULL,
  created BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  state TEXT NOT NULL,
  changed BIGINT NOT NULL,
  system TEXT,
  source_index {bytes},
  source_version BIGINT NOT NULL,
  stream BIGINT,
  stream_id {bytes},
  stream_number BIGINT NOT NULL,
  predecessor BIGINT NOT NULL,
  content_digest {bytes},
  digest TEXT,
  marks TEXT,
  candidates TEXT,
  evidence TEXT,
  arrived BIGINT,
  due_date TEXT,
  due_rule TEXT,
  due_calendar TEXT,
  refusal {bytes},
  answered_by {bytes},
  deadline BIGINT,
  repeat_at BIGINT,
  repeats BIGINT NOT NULL
);
CREATE UNIQUE INDEX transfer_id ON transfer (id, outbound, sender);
CREATE INDEX transfer_source ON transfer (source_index, type, source_version);
CREATE INDEX transfer_tally ON transfer (outbound, state, type, partner, created);
CREATE INDEX transfer_held ON transfer (stream, stream_number) WHERE state = 'HELD';
CREATE INDEX transfer_deadline ON transfer (deadline) WHERE deadline IS NOT NULL;
CREATE INDEX transfer_repeat ON transfer (repeat_at) WHERE repeat_at IS NOT NULL;

-- What waits for a local system to be chosen, in order of arrival.
CREATE INDEX transfer_received ON transfer (key) WHERE state = 'RECEIVED';

-- One body a transfer: the canonical record until it is signed, the SignedData from then on.
CREATE TABLE payload (
  transfer {key} REFERENCES transfer (key), role TEXT NOT NULL, body {bytes} NOT NULL
);

CREATE TABLE receipt (
  key {key},
  transfer BIGINT NOT NULL REFERENCES transfer (key),
  slot TEXT NOT NULL,
  transport SMALLINT NOT NULL,
  outcome TEXT,
  body {bytes} NOT NULL
);
CREATE UNIQUE INDEX receipt_slot ON receipt (transfer, slot);

-- kind 0 is a receipt, 1 a record; receipt 0 is none.
CREATE TABLE outbox (
  entry {key},
  destination TEXT NOT NULL,
  kind SMALLINT NOT NULL,
  about BIGINT NOT NULL REFERENCES transfer (key),
  receipt BIGINT NOT NULL,
  attempts BIGINT NOT NULL
);
CREATE INDEX outbox_due ON outbox (destination, kind, entry);
CREATE UNIQUE INDEX outbox_about ON outbox (about, receipt);

-- Destinations that are put off after a failure.
CREATE TABLE destination (name TEXT PRIMARY KEY, next_attempt BIGINT NOT NULL, cause TEXT NOT NULL);

-- Order per (sender, recipient, person) of what this node sends; delivered is the highest number
-- known to have arrived.
CREATE TABLE stream (
  key {key},
  person_index {bytes} NOT NULL,
  id {bytes} NOT NULL,
  next_number BIGINT NOT NULL,
  delivered BIGINT NOT NULL,
  in_flight BIGINT
);
CREATE UNIQUE INDEX stream_person ON stream (person_index);

-- role is null for the system that decides; state is WAITING, LEASED, RETURNED or TAKEN.
CREATE TABLE mailbox (
  transfer BIGINT NOT NULL REFERENCES transfer (key),
  system TEXT NOT NULL,
  role TEXT,
  state TEXT NOT NULL,
  lease {bytes},
  lease_until BIGINT,
  deliveries BIGINT NOT NULL,
  stream_id {bytes},
  stream_number BIGINT NOT NULL,
  PRIMARY KEY (transfer, system)
) {clustered};
CREATE INDEX mailbox_waiting ON mailbox (system, transfer) WHERE state IN ('WAITING', 'RETURNED');
CREATE INDEX mailbox_leased ON mailbox (lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX mailbox_stream ON mailbox (stream_id, system, transfer)
  WHERE lease_until IS NOT NULL AND state <> 'TAKEN';

-- slot is a digest of (system, key), since a client may put anything into its key.
CREATE TABLE idempotency (
  slot {bytes} PRIMARY KEY,
  request {bytes} NOT NULL,
  transfer BIGINT NOT NULL REFERENCES transfer (key),
  used BIGINT NOT NULL
) {clustered};
CREATE INDEX idempotency_used ON idempotency (used);

CREATE TABLE alarm (
  key {key}, raised BIGINT NOT NULL, code TEXT NOT NULL, partner TEXT, about TEXT
);

CREATE TABLE quarantine (
  key {key},
  kept BIGINT NOT NULL,
  fault TEXT NOT NULL,
  digest TEXT NOT NULL,
  claimed_from TEXT,
  body {bytes} NOT NULL
);
CREATE UNIQUE INDEX quarantine_digest ON quarantine (digest);
