-- SHA-256 of the SignedData, of what this node sends: events name it beside the digest of the text.
ALTER TABLE transfer ADD COLUMN signed {bytes};

-- Under a key of this node, which appends to no head that it has not sealed.
ALTER TABLE chain ADD COLUMN seal {bytes};
