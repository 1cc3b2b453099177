-- The newest restore, if any: what happened after the point is lost here and may be known elsewhere.
CREATE TABLE restore (epoch BIGINT PRIMARY KEY, point BIGINT NOT NULL, restored BIGINT NOT NULL);

-- How far each member has come in giving back what it knows; without a row it has not been asked.
-- said: how many things it says it re-offered.
CREATE TABLE regain (
  partner TEXT PRIMARY KEY,
  epoch BIGINT NOT NULL,
  asks BIGINT NOT NULL,
  ask_at BIGINT NOT NULL,
  said BIGINT,
  finished BIGINT
);
CREATE TABLE regained (
  partner TEXT NOT NULL, id {bytes} NOT NULL, PRIMARY KEY (partner, id)
) {clustered};

-- What this node re-offers to a member that was restored; reached and ending are keys of transfers.
CREATE TABLE reoffer (
  partner TEXT PRIMARY KEY,
  epoch BIGINT NOT NULL,
  since BIGINT NOT NULL,
  begun BIGINT NOT NULL,
  reached BIGINT NOT NULL,
  ending BIGINT NOT NULL,
  items BIGINT NOT NULL,
  finished BIGINT
);

-- Set for a re-offer, which goes sealed and is encrypted here: the transfer that it is about.
ALTER TABLE control ADD COLUMN about BIGINT;

-- Decided before a restore: handed out once more, and its decision stands.
ALTER TABLE transfer ADD COLUMN again SMALLINT NOT NULL DEFAULT 0;
CREATE INDEX transfer_again ON transfer (key) WHERE again = 1;
