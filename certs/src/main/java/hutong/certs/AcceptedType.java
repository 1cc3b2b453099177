package hutong.certs;

import java.util.List;

/**
 * A record type that a member accepts.
 *
 * @param type the type's code
 * @param versions schema versions accepted; empty means all
 */
public record AcceptedType(String type, List<String> versions) {

  public AcceptedType {
    versions = List.copyOf(versions);
  }
}
