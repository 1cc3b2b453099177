-- How each destination stands; one without a row is up and always was. Who was put off before this
-- version is simply tried once more.
DROP TABLE destination;

-- cause, next_attempt: null unless it is put off; paused, pause_reason: null unless it is paused;
-- drain_to: the last entry of the outbox that an outage left waiting, null once they are gone;
-- drain_paid: up to when the entries drained so far have used up the rate.
CREATE TABLE destination (
  name TEXT PRIMARY KEY,
  failures BIGINT NOT NULL,
  since BIGINT,
  next_attempt BIGINT,
  cause TEXT,
  paused BIGINT,
  pause_reason TEXT,
  drain_to BIGINT,
  drain_paid BIGINT
);
