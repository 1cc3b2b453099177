-- Clocks and rates: what they need of a record, kept when its payload is gone; nothing personal.

-- target: first six digits of the division that it is addressed to. marked: whether it bears a
-- data-quality mark, as its recipient says once it has accepted it. answering: ACCEPTANCE, EVALUATION
-- or REPLY. reply: 1 a reply that says something, 2 one that says the same as an erased one, or that
-- somebody else is competent, 0 any other record. substance: keyed digest of what it says.
ALTER TABLE transfer ADD COLUMN target TEXT;
ALTER TABLE transfer ADD COLUMN marked SMALLINT;
ALTER TABLE transfer ADD COLUMN answering TEXT NOT NULL DEFAULT 'ACCEPTANCE';
ALTER TABLE transfer ADD COLUMN reply SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE transfer ADD COLUMN substance {bytes};

-- outcome, decided: as the final receipt says, at both sides. matched: null if it does not say.
-- deviations: pointers.
ALTER TABLE transfer ADD COLUMN outcome TEXT;
ALTER TABLE transfer ADD COLUMN decided BIGINT;
ALTER TABLE transfer ADD COLUMN matched SMALLINT;
ALTER TABLE transfer ADD COLUMN deviations TEXT;

-- due_end: when the due day is over, in China. answered: when the debtor signed what stops the clock.
-- urged: NOT_YET, REMINDED or ESCALATED.
ALTER TABLE transfer ADD COLUMN due_end BIGINT;
ALTER TABLE transfer ADD COLUMN answered BIGINT;
ALTER TABLE transfer ADD COLUMN urged TEXT NOT NULL DEFAULT 'NOT_YET';

UPDATE transfer SET target = substr(division, 1, 6),
  marked = CASE WHEN erased IS NOT NULL THEN NULL WHEN marks IS NULL THEN 0 ELSE 1 END,
  answering = CASE
    WHEN type IN ('Inquiry', 'CertificateVerificationRequest', 'CustodyHandover') THEN 'REPLY'
    WHEN type = 'ArrivalNotice' THEN 'EVALUATION' ELSE 'ACCEPTANCE' END,
  reply = CASE WHEN type = 'Forward' THEN 2 WHEN type IN ('InquiryReply',
    'CertificateVerificationReply', 'CustodyAcceptance', 'CustodyRefusal') THEN 1 ELSE 0 END,
  outcome = CASE WHEN outbound = 1
    THEN (SELECT MAX(r.outcome) FROM receipt r WHERE r.transfer = transfer.key AND r.slot = 'FINAL')
    WHEN state IN ('ACCEPTED', 'REJECTED', 'SUPERSEDED') THEN state ELSE NULL END;

-- To when a final receipt came, and not when it was written: that is inside of it.
UPDATE transfer SET decided = changed WHERE outcome IS NOT NULL;

-- Days since 1970 by the calendar's own arithmetic, in a year that begins in March.
UPDATE transfer SET due_end = (
    365 * (CAST(substr(due_date, 1, 4) AS BIGINT)
      - CASE WHEN substr(due_date, 6, 2) < '03' THEN 1 ELSE 0 END)
    + (CAST(substr(due_date, 1, 4) AS BIGINT)
      - CASE WHEN substr(due_date, 6, 2) < '03' THEN 1 ELSE 0 END) / 4
    - (CAST(substr(due_date, 1, 4) AS BIGINT)
      - CASE WHEN substr(due_date, 6, 2) < '03' THEN 1 ELSE 0 END) / 100
    + (CAST(substr(due_date, 1, 4) AS BIGINT)
      - CASE WHEN substr(due_date, 6, 2) < '03' THEN 1 ELSE 0 END) / 400
    + (153 * (CAST(substr(due_date, 6, 2) AS BIGINT)
      + CASE WHEN substr(due_date, 6, 2) < '03' THEN 9 ELSE -3 END) + 2) / 5
    + CAST(substr(due_date, 9, 2) AS BIGINT) - 719468) * 86400000 - 28800000
  WHERE due_date IS NOT NULL;

-- For the answers, before what asks for them.
CREATE INDEX transfer_answers ON transfer (correlation) WHERE correlation IS NOT NULL;
CREATE INDEX transfer_substance ON transfer (substance) WHERE substance IS NOT NULL;

UPDATE transfer SET answered = CASE
    WHEN answering = 'REPLY' AND (outcome IS NULL OR outcome = 'ACCEPTED')
    THEN (SELECT MIN(r.created) FROM transfer r WHERE r.correlation = transfer.id
      AND r.correlation IS NOT NULL AND r.outbound = 1 - transfer.outbound
      AND r.partner = transfer.partner AND r.reply > 0
      AND (r.outbound = 0 OR r.state IN ('DELIVERED', 'ACCEPTED', 'REJECTED'))
      AND (r.outcome IS NULL OR r.outcome <> 'REJECTED'))
    ELSE decided END
  WHERE due_end IS NOT NULL;

CREATE INDEX transfer_created ON transfer (created);
CREATE INDEX transfer_owed ON transfer (due_end, key) WHERE due_end IS NOT NULL AND answered IS NULL;
CREATE INDEX transfer_urged ON transfer (urged, due_end)
  WHERE due_end IS NOT NULL AND answered IS NULL AND outbound = 0;
CREATE INDEX transfer_late ON transfer (due_end, key) WHERE answered >= due_end;

-- How many records a summary says that its sender sends, and what of that counts: of accepted summaries
-- for one period the one that was written last, at said.
CREATE TABLE roster_line (
  transfer BIGINT NOT NULL,
  type TEXT NOT NULL,
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  expected BIGINT NOT NULL,
  PRIMARY KEY (transfer, type)
);
CREATE TABLE expectation (
  outbound SMALLINT NOT NULL,
  partner TEXT NOT NULL,
  division TEXT NOT NULL,
  type TEXT NOT NULL,
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  expected BIGINT NOT NULL,
  said BIGINT NOT NULL,
  PRIMARY KEY (first_day, last_day, outbound, partner, division, type)
);
