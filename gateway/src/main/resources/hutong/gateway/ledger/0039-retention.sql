-- When the content of a record that has ended was given up, kept long enough; null of what is held or erased.
ALTER TABLE transfer ADD COLUMN pruned BIGINT;
