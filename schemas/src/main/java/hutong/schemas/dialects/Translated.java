package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.SourcePlace;
import hutong.schemas.Violation;
import java.util.ArrayList;
import java.util.List;

/** One record that was read from a partner's document. */
public final class Translated {
  private final TypeMap map;
  private final ObjectNode tree;
  private final ObjectNode record;
  private final int row;
  private final List<Violation> found;
  private final List<String> unread;

  Translated(
      TypeMap map,
      ObjectNode tree,
      ObjectNode record,
      int row,
      List<Violation> found,
      List<String> unread) {
    this.map = map;
    this.tree = tree;
    this.record = record;
    this.row = row;
    this.found = found;
    this.unread = unread;
  }

  /** The record in our own form, as its JSON; null if it can't be read. */
  public ObjectNode record() {
    return record;
  }

  /** Line or place in the partner's document, counted from 1. */
  public int row() {
    return row;
  }

  /** What was noticed; with a refusal among it the record is not to be used. */
  public List<Violation> found() {
    return found;
  }

  public boolean refused() {
    return record == null || found.stream().anyMatch(Violation::refuses);
  }

  /** Places of the partner's document that no field of ours carries: they are lost. */
  public List<String> unread() {
    return unread;
  }

  ObjectNode tree() {
    return tree;
  }

  TypeMap map() {
    return map;
  }

  /** The same faults, with the places where the partner finds them. */
  public List<Violation> located(List<Violation> faults) {
    List<Violation> located = new ArrayList<>();
    for (Violation each : faults) {
      located.add(each.source() == null ? each.at(place(each.pointer())) : each);
    }
    return located;
  }

  /** Where the partner writes a field of ours. */
  public SourcePlace place(String pointer) {
    String column = "";
    if (map != null) {
      column =
          map.lineOf(pointer)
              .map(line -> line.from().shown(line.to().each() ? index(pointer) : 0))
              .orElse("");
    }
    return new SourcePlace(row, column);
  }

  private static int index(String pointer) {
    for (String name : pointer.split("/", -1)) {
      if (!name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return Integer.parseInt(name);
      }
    }
    return 0;
  }
}
