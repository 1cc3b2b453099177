package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.SourcePlace;
import hutong.schemas.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One record that was read from a partner's document. */
public final class Translated {
  private final TypeMap map;
  private final ObjectNode tree;
  private final ObjectNode record;
  private final int row;
  private final List<Violation> found;
  private final List<String> unread;
  private final Read how;

  /**
   * How it was read.
   *
   * @param given what travelled beside the document
   * @param moving fields, by their pointers, that say another thing when it is read later
   */
  record Read(Instant now, DialectReader.Beside given, Set<String> moving) {}

  Translated(
      TypeMap map,
      ObjectNode tree,
      ObjectNode record,
      int row,
      List<Violation> found,
      List<String> unread,
      Read how) {
    this.how = how;
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

  /** What stands in the row of a table, by the names of its columns, as its writer sees it. */
  public Map<String, String> cells() {
    Map<String, String> cells = new LinkedHashMap<>();
    if (tree != null) {
      tree.properties().forEach(each -> cells.put(each.getKey(), each.getValue().asText()));
    }
    return cells;
  }

  /** Places of the partner's document that no field of ours carries: they are lost. */
  public List<String> unread() {
    return unread;
  }

  /**
   * Fields, by their JSON Pointers, that depend on when the document was read: what a terminal's
   * clock said, what is taken to be of today. The same document read later has others there.
   */
  public Set<String> moving() {
    return how.moving();
  }

  /** When it was read. */
  public Instant readAt() {
    return how.now();
  }

  DialectReader.Beside given() {
    return how.given();
  }

  /** Whether its form could be taken apart, whatever it says. */
  boolean readable() {
    return tree != null && !tree.isEmpty();
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
    if (map == null) {
      return new SourcePlace(row, "");
    }
    int ours = index(pointer);
    int theirs =
        map.lines().stream()
            .map(FieldLine::to)
            .filter(to -> ours >= 0 && pointer.startsWith(list(to)))
            .findFirst()
            .map(to -> map.index(to, ours, tree))
            .orElse(Math.max(0, ours));
    String column =
        map.lineOf(pointer, theirs)
            .map(line -> line.from().shown(line.to().each() ? theirs : 0))
            .orElse("");
    return new SourcePlace(row, column);
  }

  private static String list(Target to) {
    int at = to.field().list();
    return at < 0 ? "//" : "/" + String.join("/", to.field().path().subList(0, at + 1)) + "/";
  }

  /** -1 if it is in no list. */
  private static int index(String pointer) {
    for (String name : pointer.split("/", -1)) {
      if (!name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return Integer.parseInt(name);
      }
    }
    return -1;
  }
}
