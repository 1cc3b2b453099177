-- Signed checkpoints, without gaps. seed salts the leaves of the tree; token is null until it has
-- its time stamp.
CREATE TABLE checkpoint (
  number {key},
  made BIGINT NOT NULL,
  body {bytes} NOT NULL,
  seed {bytes} NOT NULL,
  token {bytes}
);
CREATE INDEX checkpoint_unstamped ON checkpoint (number) WHERE token IS NULL;

-- Which checkpoint binds an event: the first of its writer whose last is not before it.
CREATE TABLE checkpoint_writer (
  writer TEXT NOT NULL,
  last BIGINT NOT NULL,
  checkpoint BIGINT NOT NULL,
  PRIMARY KEY (writer, last)
) {clustered};
