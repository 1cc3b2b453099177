package hutong.schemas;

import hutong.schemas.hx.ResidentRecord;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds every type of record the network knows; immutable. */
public final class RecordTypes {
  private final Map<String, RecordType> byName;

  RecordTypes(Map<String, RecordType> byName) {
    this.byName = Map.copyOf(byName);
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
