-- Where local systems are told what became of their records. cursor_at: told everything up to this outcome.
CREATE TABLE webhook (
  key {key},
  id {bytes} NOT NULL,
  system TEXT NOT NULL,
  url TEXT NOT NULL,
  secret {bytes} NOT NULL,
  old_secret {bytes},
  old_until BIGINT,
  created BIGINT NOT NULL,
  state TEXT NOT NULL,
  cursor_at BIGINT NOT NULL,
  failures BIGINT NOT NULL,
  next_attempt BIGINT NOT NULL,
  cause TEXT
);
CREATE UNIQUE INDEX webhook_id ON webhook (id);
CREATE INDEX webhook_system ON webhook (system);
CREATE INDEX webhook_due ON webhook (next_attempt) WHERE state = 'ACTIVE';
