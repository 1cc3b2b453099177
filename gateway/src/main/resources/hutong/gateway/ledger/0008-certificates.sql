-- Alarms that the node raises by itself and once: what about, for example a certificate and how long
-- before its end.
CREATE TABLE warned (what TEXT PRIMARY KEY, raised BIGINT NOT NULL);

-- The newest question to each partner whether it knows this node's next keys, and its answer.
CREATE TABLE rehearsal (
  partner TEXT PRIMARY KEY,
  id {bytes} NOT NULL,
  asked BIGINT NOT NULL,
  answered BIGINT,
  verdict TEXT,
  version BIGINT
);
