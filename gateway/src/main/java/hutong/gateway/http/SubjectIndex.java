package hutong.gateway.http;

/** Computes the keyed index by which the ledger finds what was exchanged about a person. */
@FunctionalInterface
public interface SubjectIndex {

  byte[] of(String personKey);
}
