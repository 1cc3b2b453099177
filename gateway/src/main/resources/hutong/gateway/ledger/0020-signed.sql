-- SHA-256 of the SignedData, of what this node sends: events name it beside the digest of the text.
ALTER TABLE transfer ADD COLUMN signed {bytes};

-- Under a key of this node: who can write here alone can't put events behind a chain's head.
ALTER TABLE chain ADD COLUMN seal {bytes};
