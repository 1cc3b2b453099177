-- Books of each pair. outbound: of what this node sent to the partner. Hours are instants.
CREATE INDEX transfer_book ON transfer (partner, outbound, created);

-- since: first seen. sent: when a summary went last. heard_in, heard_out: up to when it has told of each.
CREATE TABLE reconcile_partner (
  partner TEXT PRIMARY KEY,
  since BIGINT NOT NULL,
  sent BIGINT NOT NULL,
  heard_in BIGINT,
  heard_out BIGINT,
  heard BIGINT
);

-- What a partner has said and was not compared yet; hours as lines: hour, count, root.
CREATE TABLE reconcile_said (
  key {key},
  partner TEXT NOT NULL,
  outbound SMALLINT NOT NULL,
  begins BIGINT NOT NULL,
  ends BIGINT NOT NULL,
  answer SMALLINT NOT NULL,
  hours TEXT NOT NULL,
  heard BIGINT NOT NULL
);
CREATE INDEX reconcile_said_partner ON reconcile_said (partner, key);

CREATE TABLE reconcile_hour (
  partner TEXT NOT NULL,
  outbound SMALLINT NOT NULL,
  hour BIGINT NOT NULL,
  here BIGINT NOT NULL,
  there BIGINT NOT NULL,
  state TEXT NOT NULL,
  compared BIGINT NOT NULL,
  examined BIGINT,
  PRIMARY KEY (partner, outbound, hour)
) {clustered};
CREATE INDEX reconcile_hour_doubt ON reconcile_hour (hour) WHERE state = 'DIFFERS' AND examined IS NULL;

CREATE TABLE reconcile_record (
  partner TEXT NOT NULL,
  outbound SMALLINT NOT NULL,
  hour BIGINT NOT NULL,
  id {bytes} NOT NULL,
  here TEXT NOT NULL,
  there TEXT NOT NULL,
  found BIGINT NOT NULL,
  PRIMARY KEY (partner, outbound, hour, id)
) {clustered};

-- What partners have told of their own ledgers' checkpoints.
CREATE TABLE partner_checkpoint (
  partner TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  number BIGINT NOT NULL,
  digest TEXT NOT NULL,
  heard BIGINT NOT NULL,
  PRIMARY KEY (partner, epoch, number)
) {clustered};
