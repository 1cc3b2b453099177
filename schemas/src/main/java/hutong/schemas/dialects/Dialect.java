package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.RecordType;
import hutong.schemas.RefusedInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One partner's way of writing records, in one version; read from files by {@link DialectFiles}.
 * Thread-safe, made once.
 */
public final class Dialect {

  private final Heading heading;
  private final PartnerFormat format;
  private final Map<String, TypeMap> types;
  private final Map<String, Target> given;
  private final DeviceClock clock;

  /**
   * What a dialect says of itself.
   *
   * @param name stable word, {@code [a-z0-9-]{2,40}}
   * @param version of this name, {@code [A-Za-z0-9.-]{1,20}}
   * @param validFrom from which day it is used, unless an operator says otherwise
   */
  public record Heading(String name, String version, LocalDate validFrom, String zh, String en) {
    @Override
    public String toString() {
      return name + "@" + version;
    }
  }

  /**
   * @param given what may travel beside a document, by its path
   * @param clock null if no terminal's clock has to be put right
   */
  Dialect(
      Heading heading,
      PartnerFormat format,
      Map<String, TypeMap> types,
      Map<String, Target> given,
      DeviceClock clock) {
    this.heading = heading;
    this.format = format;
    this.types = types;
    this.given = given;
    this.clock = clock;
  }

  public Heading heading() {
    return heading;
  }

  /** Types of record that it can write or read. */
  public Set<String> types() {
    return types.keySet();
  }

  /** Of the documents it writes, with their charset. */
  public String mediaType() {
    return format.mediaType();
  }

  /** Whether a document is a list, so that one may carry many records. */
  public boolean many() {
    return format.many();
  }

  /** Whether a document is read while it comes, so that its length costs no memory. */
  public boolean streams() {
    return format.streams();
  }

  /** Fields of ours, by their path, that may travel beside a document. */
  public Set<String> given() {
    Set<String> names = new HashSet<>(given.keySet());
    if (clock != null) {
      names.add(DeviceClock.BESIDE);
    }
    return names;
  }

  /**
   * Begins to read a document of any length.
   *
   * @param now by the gateway's clock
   * @param beside what travelled beside it, by path; only what {@link #given} names
   * @throws RefusedInput if it can't be read at all
   */
  public DialectReader open(InputStream document, Instant now, Map<String, String> beside)
      throws IOException, RefusedInput {
    Map<Target, String> values = new HashMap<>();
    beside.forEach(
        (path, value) -> {
          if (clock != null && path.equals(DeviceClock.BESIDE)) {
            return;
          }
          Target to = given.get(path);
          if (to == null) {
            throw new IllegalArgumentException("this dialect takes no " + path + " beside");
          }
          values.put(to, value);
        });
    String time = beside.get(DeviceClock.BESIDE);
    return new DialectReader(
        this, format.open(document), now, new DialectReader.Beside(values, time));
  }

  /** Begins to write a document. */
  public DialectWriter create(OutputStream document, Instant now) throws IOException {
    return new DialectWriter(this, format.create(document), now);
  }

  /**
   * Reads again what another version has read, as the tree that it took the document apart to, at
   * the same moment; empty if it could not be taken apart.
   */
  public Optional<Translated> again(Translated other) {
    if (!other.readable()) {
      return Optional.empty();
    }
    PartnerRecord record = new PartnerRecord(other.tree(), other.row());
    return Optional.of(DialectReader.translated(this, record, other.given(), other.readAt()));
  }

  /**
   * What would be written of a record, as a tree of the partner's names and texts.
   *
   * @param record as its JSON
   * @throws Unwritable if the dialect has no form for this type
   */
  public ObjectNode tree(ObjectNode record, Instant now) throws Unwritable {
    return DialectWriter.translated(this, record, now, new Notes(1, Duration.ZERO)).tree();
  }

  /** The name of the sheet that its workbooks have; empty if its documents are no workbooks. */
  public Optional<String> sheet() {
    return format.workbook().map(XlsxFormat.Options::sheetName);
  }

  /** Whether records of a type are rows of a table with columns in it. */
  public boolean hasColumns(RecordType type) {
    TypeMap map = types.get(type.name());
    return map != null && map.reads() == null;
  }

  /**
   * Writes an empty workbook for one type of record, with drop-down lists.
   *
   * @throws IllegalArgumentException if its documents are no workbooks, or it has no such type in a
   *     table's form
   */
  public void template(RecordType type, OutputStream out, boolean chinese) throws IOException {
    XlsxFormat.Options options =
        format
            .workbook()
            .orElseThrow(() -> new IllegalArgumentException("its documents are no workbooks"));
    if (!hasColumns(type)) {
      throw new IllegalArgumentException("it has no columns for records of this type");
    }
    TemplateWorkbook.write(options, types.get(type.name()).columns(type, chinese), out, chinese);
  }

  Optional<TypeMap> recognised(ObjectNode tree) {
    return types.values().stream().filter(map -> map.recognises(tree)).findFirst();
  }

  Optional<TypeMap> of(String type) {
    return Optional.ofNullable(types.get(type));
  }

  Optional<DeviceClock> clock() {
    return Optional.ofNullable(clock);
  }
}
