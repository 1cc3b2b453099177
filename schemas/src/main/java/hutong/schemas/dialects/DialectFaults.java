package hutong.schemas.dialects;

import java.util.List;

/** Says that a dialect's files can't be used, and lists everything that is wrong with them. */
public final class DialectFaults extends Exception {
  private static final long serialVersionUID = 1L;

  private final List<String> faults;

  DialectFaults(List<String> faults) {
    super(String.join("; ", faults), null, false, false);
    this.faults = List.copyOf(faults);
  }

  /** Sentences, each with the place in the file; never empty. */
  public List<String> faults() {
    return faults;
  }
}
