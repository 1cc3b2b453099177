-- What an answer is owed for by a day: a case that is open, or a record that is not decided.
CREATE INDEX transfer_owed ON transfer (due_date, key) WHERE due_date IS NOT NULL
  AND (case_state IN ('OPEN', 'IN_PROGRESS', 'AWAITING_CLARIFICATION')
  OR (case_state IS NULL AND state IN ('DELIVERED', 'RECEIVED', 'OFFERED', 'PARKED')));
