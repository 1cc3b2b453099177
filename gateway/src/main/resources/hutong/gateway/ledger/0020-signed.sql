-- SHA-256 of the SignedData, of what this node sends: events name it beside the digest of the text.
ALTER TABLE transfer ADD COLUMN signed {bytes};
