-- Contents of attachments that go apart from their records.

-- owner is 'system:NAME' for what a local system puts, 'node:ID' for what another node sent, 'gone'
-- for what is about to be deleted. digest is null until all of it was put. have counts the pieces that
-- are here; claims counts the transfers that name it.
CREATE TABLE attachment (
  key {key},
  owner TEXT NOT NULL,
  digest {bytes},
  size BIGINT NOT NULL,
  pieces BIGINT NOT NULL,
  have BIGINT NOT NULL,
  claims BIGINT NOT NULL,
  kept BIGINT NOT NULL
);
CREATE UNIQUE INDEX attachment_content ON attachment (owner, digest);
CREATE INDEX attachment_unclaimed ON attachment (owner, kept) WHERE claims = 0;

-- The key is the attachment's times 1024 plus the piece's number.
CREATE TABLE piece (key {key}, body {bytes} NOT NULL);

-- number is the place among the attachments of the record.
CREATE TABLE transfer_attachment (
  transfer BIGINT NOT NULL REFERENCES transfer (key),
  number BIGINT NOT NULL,
  attachment BIGINT NOT NULL REFERENCES attachment (key),
  name {bytes} NOT NULL,
  media_type TEXT NOT NULL,
  PRIMARY KEY (transfer, number)
) {clustered};

-- Of what this node sends: how many pieces its attachments have together, and how many of them have
-- to be sent before the record of this entry.
ALTER TABLE transfer ADD COLUMN pieces BIGINT NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN pieces BIGINT NOT NULL DEFAULT 0;
CREATE INDEX outbox_pieces ON outbox (destination, entry) WHERE pieces > 0;

-- Verified records that wait for their attachments.
CREATE TABLE held (
  key {key},
  sender TEXT NOT NULL,
  id {bytes} NOT NULL,
  digest TEXT NOT NULL,
  body {bytes} NOT NULL,
  kept BIGINT NOT NULL
);
CREATE UNIQUE INDEX held_digest ON held (sender, digest);
CREATE TABLE held_part (
  held BIGINT NOT NULL REFERENCES held (key),
  digest {bytes} NOT NULL,
  PRIMARY KEY (held, digest)
) {clustered};
CREATE INDEX held_part_digest ON held_part (digest);
