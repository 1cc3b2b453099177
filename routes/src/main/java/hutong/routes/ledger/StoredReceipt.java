package hutong.routes.ledger;

/** A signed receipt as evidence: what it says, and its SignedData. */
public record StoredReceipt(boolean transport, InboundState outcome, byte[] signedData) {}
