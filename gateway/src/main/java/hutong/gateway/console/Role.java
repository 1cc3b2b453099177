package hutong.gateway.console;

/** What an account may do. */
public enum Role {
  /** Looks. */
  VIEWER,
  /** Looks, and works with records. */
  OPERATOR;

  boolean operates() {
    return this == OPERATOR;
  }
}
