package hutong.schemas;

import hutong.schemas.hx.ResidentRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds every type of record the network knows; immutable. */
public final class RecordTypes {
  /** Stands for whatever a sender called a type that is none. */
  public static final String UNKNOWN = "Unknown";

  private final Map<String, RecordType> byName;
  private final List<SchemaVersion> versions;

  RecordTypes(Map<String, RecordType> byName, List<SchemaVersion> versions) {
    this.byName = Map.copyOf(byName);
    this.versions = List.copyOf(versions);
  }

  /** The same types, in other versions of the schema; oldest first. */
  public RecordTypes in(List<SchemaVersion> others) {
    return new RecordTypes(byName, others);
  }

  /** The versions that have a type, oldest first. */
  public List<SchemaVersion> versionsOf(RecordType type) {
    return versions.stream().dropWhile(version -> !version.name().equals(type.since())).toList();
  }

  /** Reads the project's own {@code record-types.json}. */
  public static RecordTypes load() {
    return RecordTypesFile.read();
  }

  public Optional<RecordType> of(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Every record that could be read has a type. */
  public RecordType of(ResidentRecord record) {
    return byName.get(record.getClass().getSimpleName());
  }

  public Set<String> names() {
    return byName.keySet();
  }
}
