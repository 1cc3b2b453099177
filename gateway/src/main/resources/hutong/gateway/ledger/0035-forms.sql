-- What an envelope in quarantine is; null for those of before, of which the fault tells it.
ALTER TABLE quarantine ADD COLUMN form TEXT;
