package hutong.certs;

import java.util.Optional;

/**
 * Why a certificate is revoked (RFC 5280, 5.3.1). There is no hold: what is revoked does not come
 * back.
 */
public enum RevocationReason {
  UNSPECIFIED(0),
  KEY_COMPROMISE(1),
  CA_COMPROMISE(2),
  AFFILIATION_CHANGED(3),
  SUPERSEDED(4),
  CESSATION_OF_OPERATION(5),
  PRIVILEGE_WITHDRAWN(9);

  private final int code;

  RevocationReason(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** What an authority says; codes that are not here count as unspecified. */
  static RevocationReason of(int code) {
    for (RevocationReason reason : values()) {
      if (reason.code == code) {
        return reason;
      }
    }
    return UNSPECIFIED;
  }

  /** By its name in lower case with hyphens, as on the command line: {@code key-compromise}. */
  public static Optional<RevocationReason> named(String name) {
    for (RevocationReason reason : values()) {
      if (reason.toString().equals(name)) {
        return Optional.of(reason);
      }
    }
    return Optional.empty();
  }

  /** Of two reasons the one with more says more against the key. */
  int gravity() {
    return switch (this) {
      case KEY_COMPROMISE -> 3;
      case CA_COMPROMISE -> 2;
      case UNSPECIFIED, AFFILIATION_CHANGED, PRIVILEGE_WITHDRAWN -> 1;
      case SUPERSEDED, CESSATION_OF_OPERATION -> 0;
    };
  }

  /**
   * Whether the key's holder is still believed when it says that it signed before: the key went out
   * of use in good order.
   */
  boolean inGoodOrder() {
    return this == SUPERSEDED || this == CESSATION_OF_OPERATION;
  }

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
