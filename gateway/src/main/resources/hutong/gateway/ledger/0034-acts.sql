-- What people did. writer and event: the event that binds it; its content is the digest of this row.
CREATE TABLE act (
  number {key},
  writer TEXT NOT NULL,
  event BIGINT NOT NULL,
  happened BIGINT NOT NULL,
  done_by TEXT NOT NULL,
  channel TEXT NOT NULL,
  what TEXT NOT NULL,
  about TEXT,
  request TEXT,
  outcome TEXT NOT NULL,
  code TEXT
);
CREATE UNIQUE INDEX act_event ON act (writer, event);
CREATE INDEX act_happened ON act (happened, number);
CREATE INDEX act_by ON act (done_by, happened, number);
CREATE INDEX act_what ON act (what, happened, number);
CREATE INDEX act_by_what ON act (done_by, what, happened, number);

-- What takes two people. step counts its events, of which the newest is the digest of this row;
-- claimed: until then somebody is doing it.
CREATE TABLE proposal (
  key {key},
  id {bytes} NOT NULL,
  kind TEXT NOT NULL,
  about TEXT NOT NULL,
  parameters TEXT,
  reason TEXT NOT NULL,
  proposed_by TEXT NOT NULL,
  proposed BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  state TEXT NOT NULL,
  step BIGINT NOT NULL,
  decided_by TEXT,
  decided BIGINT,
  result TEXT,
  claimed BIGINT NOT NULL
);
CREATE UNIQUE INDEX proposal_id ON proposal (id);
CREATE INDEX proposal_state ON proposal (state, key);
CREATE UNIQUE INDEX proposal_open ON proposal (kind, about) WHERE state = 'OPEN';
CREATE INDEX proposal_expires ON proposal (expires) WHERE state = 'OPEN';
CREATE INDEX proposal_approved ON proposal (key) WHERE state = 'APPROVED';
