-- Erasure: a record's payload is under a key of its own, kept here alone and wrapped by the node's
-- secret; bodies of before this version hold theirs. What goes with the row is erased.
CREATE TABLE payload_key (transfer {key} REFERENCES transfer (key), wrapped {bytes} NOT NULL);

-- person is a keyed index of the person that the record is about; null outside of that, and once it
-- is erased. What stands of an erased transfer is its tombstone.
ALTER TABLE transfer ADD COLUMN person {bytes};
ALTER TABLE transfer ADD COLUMN erased BIGINT;
CREATE INDEX transfer_person ON transfer (person) WHERE person IS NOT NULL;

-- The register of erasures by hand, append-only: what time erases, it erases again. pending: known from the register's file alone, to be done
-- as soon as the record is here and has ended.
CREATE TABLE erasure (
  number {key},
  outbound SMALLINT NOT NULL,
  sender TEXT NOT NULL,
  id {bytes} NOT NULL,
  erased BIGINT NOT NULL,
  reason TEXT NOT NULL,
  pending SMALLINT NOT NULL
);
CREATE UNIQUE INDEX erasure_id ON erasure (id, outbound, sender);
CREATE INDEX erasure_pending ON erasure (number) WHERE pending = 1;
