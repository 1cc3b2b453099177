package hutong.gateway.http;

/** Computes the keyed index by which the ledger finds a source row. */
@FunctionalInterface
public interface SourceIndex {

  byte[] of(String sourceSystem, String sourceKey);
}
