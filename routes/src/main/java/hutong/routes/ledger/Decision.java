package hutong.routes.ledger;

import hutong.routes.Refusal;

/**
 * What a local system decided about a record.
 *
 * @param refusal why it is rejected; null if accepted
 */
public record Decision(TransferId about, Refusal refusal) {}
