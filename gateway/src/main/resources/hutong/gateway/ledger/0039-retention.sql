-- When the content of a record that has ended was given up, kept long enough; null of what is held or erased.
ALTER TABLE transfer ADD COLUMN pruned BIGINT;

-- No question needs it, and SQLite took it where transfer_custody_due is meant, which has few rows.
DROP INDEX transfer_case_state;

-- How the database keeps what is large, where that can be said.
{kept}
