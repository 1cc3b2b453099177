-- What failed, by cause; at most so many, and none that has not been seen for long. Type, partner and
-- pointer are empty where there is none. hour: of 3,600,000 ms, since 1970.
CREATE TABLE failure_group (
  key {key},
  outbound SMALLINT NOT NULL,
  state TEXT NOT NULL,
  code TEXT NOT NULL,
  partner TEXT NOT NULL,
  type TEXT NOT NULL,
  pointer TEXT NOT NULL,
  times BIGINT NOT NULL,
  first_seen BIGINT NOT NULL,
  last_seen BIGINT NOT NULL
);
CREATE UNIQUE INDEX failure_cause ON failure_group (outbound, state, code, partner, type, pointer);
CREATE INDEX failure_seen ON failure_group (last_seen);
CREATE TABLE failure_hour (
  failure BIGINT NOT NULL,
  hour BIGINT NOT NULL,
  times BIGINT NOT NULL,
  PRIMARY KEY (failure, hour)
) {clustered};

-- How many envelopes are kept for one fault of one sender.
CREATE INDEX quarantine_fault ON quarantine (fault, claimed_from);
