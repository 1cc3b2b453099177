package hutong.schemas;

import java.util.List;
import java.util.stream.Collectors;

/** Says that tables of divisions were not taken, and what has to be mended first. */
public final class DivisionFaults extends Exception {
  private static final long serialVersionUID = 1L;

  /** More than anybody mends at once. */
  static final int MOST = 50;

  private final transient List<DivisionFault> faults;

  DivisionFaults(List<DivisionFault> faults) {
    super(
        faults.stream().map(DivisionFault::toString).collect(Collectors.joining("; ")),
        null,
        false,
        false);
    this.faults = List.copyOf(faults);
  }

  /** Never empty; at most 50. */
  public List<DivisionFault> faults() {
    return faults;
  }
}
