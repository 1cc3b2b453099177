-- Why it was refused, is parked, set aside or put off, as a stable word; null outside of that. Of before
-- this version where an event says so in one word.
ALTER TABLE transfer ADD COLUMN cause TEXT;
UPDATE transfer SET cause = parked WHERE outbound = 0 AND state = 'PARKED' AND parked IS NOT NULL;
UPDATE transfer SET cause = (SELECT MAX(e.detail) FROM event e WHERE e.transfer = transfer.key
    AND e.what = transfer.state AND e.detail = UPPER(e.detail) AND e.detail NOT LIKE '% %'
    AND LENGTH(e.detail) BETWEEN 3 AND 40 AND e.number = (SELECT MAX(n.number) FROM event n
      WHERE n.transfer = transfer.key AND n.what = transfer.state))
  WHERE outbound = 1 AND state IN ('WAITING_RETRY', 'SET_ASIDE', 'REJECTED');
CREATE INDEX transfer_cause ON transfer (cause, created) WHERE cause IS NOT NULL;

-- States that most records never come to, each in order of creation.
CREATE INDEX transfer_rare ON transfer (state, created)
  WHERE state IN ('AWAITING_ADDRESS', 'WAITING_RETRY', 'SET_ASIDE', 'EXPIRED', 'ABANDONED', 'WITHDRAWN',
    'PARKED', 'REJECTED', 'SUPERSEDED');

-- How many records stand so: kept with the events that move them. Partner and cause are empty where there
-- is none.
CREATE TABLE tally_count (
  outbound SMALLINT NOT NULL,
  state TEXT NOT NULL,
  type TEXT NOT NULL,
  partner TEXT NOT NULL,
  cause TEXT NOT NULL,
  records BIGINT NOT NULL,
  PRIMARY KEY (outbound, state, type, partner, cause)
) {clustered};
INSERT INTO tally_count (outbound, state, type, partner, cause, records)
  SELECT outbound, state, type, COALESCE(partner, ''), COALESCE(cause, ''), COUNT(*) FROM transfer
  GROUP BY outbound, state, type, COALESCE(partner, ''), COALESCE(cause, '');
