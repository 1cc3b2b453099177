package hutong.certs;

import java.util.Objects;

/** Says that bytes from outside are not trusted, and why; carries no part of them. */
public final class Untrusted extends Exception {

  private static final long serialVersionUID = 1L;

  private final Fault fault;

  public Untrusted(Fault fault, String what) {
    super(fault + ": " + what);
    this.fault = Objects.requireNonNull(fault);
  }

  public Fault fault() {
    return fault;
  }

  static Untrusted malformed(String what) {
    return new Untrusted(Fault.MALFORMED, what);
  }
}
