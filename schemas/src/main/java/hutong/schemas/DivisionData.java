package hutong.schemas;

import hutong.schemas.DivisionTables.Change;
import hutong.schemas.Resolution.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * One version of the tables of divisions, sound as a whole; never changed.
 *
 * <p>Its version is the name it was given and the CRC-32C of its contents, so that a mistake never
 * goes by the version of what it was made of. Whoever wants to deceive can: it is no signature.
 */
public final class DivisionData {
  /** The files that it is made of. */
  public static final List<String> FILES =
      List.of("version.txt", DivisionTables.DIVISIONS, DivisionTables.CHANGES);

  /** No file of them is longer. */
  public static final int MOST_BYTES = DivisionRows.MOST_BYTES;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");
  private static final int LONGEST_VERSION = 64;

  private final String version;
  private final DivisionTables tables;

  /** Bounded by the tables: one entry per division asked for. */
  private final Map<List<Division>, Trail> trails = new ConcurrentHashMap<>();

  /** Where divisions lead today, and by which changes. */
  record Trail(List<String> candidates, List<Step> evidence) {}

  private DivisionData(String version, DivisionTables tables) {
    this.version = version;
    this.tables = tables;
  }

  /** The tables that the program brings along. */
  public static DivisionData builtIn() {
    try {
      return read(
          resource(FILES.get(0)),
          resource(DivisionTables.DIVISIONS),
          resource(DivisionTables.CHANGES));
    } catch (DivisionFaults faults) {
      throw new IllegalStateException(faults);
    }
  }

  /**
   * Reads the contents of {@link #FILES}.
   *
   * @throws DivisionFaults if anything in them is wrong: then nothing of them can be used
   */
  public static DivisionData read(byte[] version, byte[] divisions, byte[] changes)
      throws DivisionFaults {
    String name = new String(version, StandardCharsets.UTF_8).strip();
    if (version.length > LONGEST_VERSION || !NAME.matcher(name).matches()) {
      throw new DivisionFaults(
          List.of(
              new DivisionFault(
                  FILES.get(0),
                  1,
                  "",
                  "is not a version: one line of 1 to 40 letters, digits, dots, hyphens")));
    }
    DivisionTables tables = DivisionTables.read(divisions, changes);
    return new DivisionData(name + "+" + checksum(divisions, changes), tables);
  }

  /** As it stands in evidence, for example {@code CN-2026.04+0f1e2d3c}. */
  public String version() {
    return version;
  }

  /** How many divisions it knows, of all times. */
  public int size() {
    return tables.byCode().values().stream().mapToInt(List::size).sum();
  }

  /** All that one code ever was, oldest first; empty if it never was anything. */
  List<Division> lives(String county) {
    return tables.byCode().getOrDefault(county, List.of());
  }

  Map<String, List<Division>> byCode() {
    return tables.byCode();
  }

  Trail trail(List<Division> meant) {
    Trail known = trails.get(meant);
    return known == null ? trails.computeIfAbsent(meant, this::follow) : known;
  }

  private Trail follow(List<Division> meant) {
    Set<String> candidates = new TreeSet<>();
    Set<Step> evidence = new LinkedHashSet<>();
    meant.forEach(division -> follow(division, candidates, evidence, new HashSet<>()));
    List<Step> steps = new ArrayList<>(evidence);
    steps.sort(Comparator.comparingInt(Step::year));
    return new Trail(List.copyOf(candidates), List.copyOf(steps));
  }

  private void follow(
      Division division, Set<String> candidates, Set<Step> evidence, Set<Division> seen) {
    if (!seen.add(division)) {
      return;
    }
    if (division.current()) {
      candidates.add(division.code());
      return;
    }
    for (Change change : tables.endingsOf(division)) {
      evidence.add(
          new Step(
              change.year(),
              change.fromCode(),
              change.fromName(),
              change.toCode(),
              change.toName(),
              change.relation()));
      lives(change.toCode()).stream()
          .filter(next -> next.standsAtEndOf(change.year()))
          .forEach(next -> follow(next, candidates, evidence, seen));
    }
  }

  private static String checksum(byte[] divisions, byte[] changes) {
    CRC32C sum = new CRC32C();
    sum.update(divisions);
    sum.update(changes);
    return "%08x".formatted(sum.getValue());
  }

  private static byte[] resource(String name) {
    try (InputStream in = DivisionData.class.getResourceAsStream("divisions/" + name)) {
      if (in == null) {
        throw new IllegalStateException("missing resource divisions/" + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
