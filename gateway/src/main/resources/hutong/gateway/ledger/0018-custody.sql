-- What this node's ledger says about who has custody of a person: HERE, OFFERED by a handover that is
-- under way, or GONE to the partner. Of others' custody it knows nothing.
CREATE TABLE custody (
  person {bytes} PRIMARY KEY,
  state TEXT NOT NULL,
  handover BIGINT,
  partner TEXT,
  changed BIGINT NOT NULL
) {clustered};
CREATE INDEX custody_handover ON custody (handover) WHERE handover IS NOT NULL;
CREATE INDEX transfer_custody_due ON transfer (due_date)
  WHERE type = 'CustodyHandover' AND case_state IN ('OPEN', 'IN_PROGRESS', 'AWAITING_CLARIFICATION');
