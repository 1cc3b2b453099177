-- Control documents, and what they are about.

-- Those that wait for their destination; they hold ids and digests alone.
CREATE TABLE control (
  key {key}, destination TEXT NOT NULL, body {bytes} NOT NULL, attempts BIGINT NOT NULL
);
CREATE INDEX control_due ON control (destination, key);

-- From when on its recipient owes a word; null if it owes none. asks counts the questions;
-- interim is when the newest answer was written.
ALTER TABLE transfer ADD COLUMN quiet_since BIGINT;
ALTER TABLE transfer ADD COLUMN asks BIGINT NOT NULL DEFAULT 0;
ALTER TABLE transfer ADD COLUMN interim BIGINT;
UPDATE transfer SET quiet_since = changed WHERE outbound = 1 AND state IN ('DELIVERED', 'EXPIRED');
CREATE INDEX transfer_quiet ON transfer (recipient, quiet_since) WHERE quiet_since IS NOT NULL;

-- SHA-256 of the envelope that it last went in, until its recipient confirms it.
ALTER TABLE transfer ADD COLUMN envelope {bytes};
ALTER TABLE transfer ADD COLUMN resealed BIGINT NOT NULL DEFAULT 0;
CREATE INDEX transfer_envelope ON transfer (envelope) WHERE envelope IS NOT NULL;
