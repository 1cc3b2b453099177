package hutong.schemas;

import hutong.schemas.hx.Header;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says that a document was not read, and lists everything that is wrong with it. */
public final class RefusedInput extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Violation> violations;

  private final transient Header header;

  public RefusedInput(List<Violation> violations) {
    this(violations, null);
  }

  RefusedInput(List<Violation> violations, Header header) {
    super(sentences(violations), null, false, false);
    this.violations = List.copyOf(violations);
    this.header = header;
  }

  /** The header of an exchange document of which only the record is at fault. */
  public Optional<Header> header() {
    return Optional.ofNullable(header);
  }

  /** Never empty; at most as many as {@link Limits#violations()}. */
  public List<Violation> violations() {
    return violations;
  }

  private static String sentences(List<Violation> violations) {
    return violations.stream()
        .map(v -> v.code() + " " + v.pointer() + ": " + v.en())
        .collect(Collectors.joining("; "));
  }
}
