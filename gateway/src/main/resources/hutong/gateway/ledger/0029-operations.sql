-- One thing done with many records. pause_after: it stops by itself there; 0 means never. next_item: the
-- place of the next record.
CREATE TABLE operation (
  key {key},
  id {bytes} NOT NULL,
  kind TEXT NOT NULL,
  office TEXT,
  asked_by TEXT NOT NULL,
  state TEXT NOT NULL,
  planned BIGINT NOT NULL,
  changed BIGINT NOT NULL,
  total BIGINT NOT NULL,
  next_item BIGINT NOT NULL,
  pause_after BIGINT NOT NULL
);
CREATE UNIQUE INDEX operation_id ON operation (id);
CREATE INDEX operation_running ON operation (key) WHERE state = 'RUNNING';

CREATE TABLE operation_item (
  operation BIGINT NOT NULL,
  number BIGINT NOT NULL,
  transfer BIGINT NOT NULL,
  result TEXT,
  PRIMARY KEY (operation, number)
) {clustered};
CREATE INDEX operation_skipped ON operation_item (operation, number)
  WHERE result IS NOT NULL AND result <> 'DONE';

-- How many came out how; counted when a part is done.
CREATE TABLE operation_result (
  operation BIGINT NOT NULL,
  result TEXT NOT NULL,
  items BIGINT NOT NULL,
  PRIMARY KEY (operation, result)
) {clustered};
