package hutong.gateway.ledger;

/**
 * The first event of a chain that is missing, or is not what the chain covers.
 *
 * @param writer whose chain it is
 */
public record BrokenChain(String writer, long number) {}
