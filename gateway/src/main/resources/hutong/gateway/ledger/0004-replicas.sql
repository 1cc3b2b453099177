-- Processes that share this ledger, with when each was last seen, by the database's clock.
CREATE TABLE replica (name TEXT PRIMARY KEY, seen BIGINT NOT NULL);
