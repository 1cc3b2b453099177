-- Of a record whose person its decider does not know yet: since when, and when it is offered again.
ALTER TABLE transfer ADD COLUMN sought_since BIGINT;
ALTER TABLE transfer ADD COLUMN seek_at BIGINT;
CREATE INDEX transfer_sought ON transfer (seek_at) WHERE seek_at IS NOT NULL;
