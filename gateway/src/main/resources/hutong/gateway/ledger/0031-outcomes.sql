-- What became of a record, for the system that posted it. Numbers are given while a group is written, by one
-- writer at a time: a greater one is never on disk before a smaller.
CREATE TABLE outcome (
  system TEXT NOT NULL,
  number BIGINT NOT NULL,
  transfer BIGINT NOT NULL,
  what TEXT NOT NULL,
  code TEXT,
  happened BIGINT NOT NULL,
  PRIMARY KEY (system, number)
) {clustered};
