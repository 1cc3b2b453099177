-- Local systems that have ended, and who does their work now: null if nobody was named, and what waited
-- is chosen anew. finished: null while records are still being moved. moved counts them.
CREATE TABLE takeover (
  old_system TEXT PRIMARY KEY,
  new_system TEXT,
  happened BIGINT NOT NULL,
  moved BIGINT NOT NULL,
  finished BIGINT
);
CREATE INDEX takeover_running ON takeover (new_system) WHERE finished IS NULL;

-- What a restore retains, of one system.
CREATE INDEX mailbox_retained ON mailbox (system, transfer) WHERE state = 'RETAINED';

-- Why a record is parked, as a stable word; null outside of that. Of before this version, one single
-- office means that nobody decided for it.
ALTER TABLE transfer ADD COLUMN parked TEXT;
UPDATE transfer SET parked = 'NO_DECIDER'
  WHERE outbound = 0 AND state = 'PARKED' AND LENGTH(candidates) BETWEEN 7 AND 13;
CREATE INDEX transfer_undecided ON transfer (type, candidates, key) WHERE parked = 'NO_DECIDER';
