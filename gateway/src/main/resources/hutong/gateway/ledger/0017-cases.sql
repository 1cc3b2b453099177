-- A record that opens a case says where that stands. One that answers or concerns such a record, or one
-- that does, says which case it belongs to (its key on this side) and what it does to it.
ALTER TABLE transfer ADD COLUMN case_state TEXT;
ALTER TABLE transfer ADD COLUMN case_changed BIGINT;
ALTER TABLE transfer ADD COLUMN case_heard BIGINT;
ALTER TABLE transfer ADD COLUMN case_of BIGINT;
ALTER TABLE transfer ADD COLUMN case_step TEXT;
CREATE INDEX transfer_case ON transfer (case_of) WHERE case_of IS NOT NULL;
CREATE INDEX transfer_case_state ON transfer (case_state, outbound, case_changed)
  WHERE case_state IS NOT NULL;
