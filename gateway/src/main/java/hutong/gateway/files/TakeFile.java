package hutong.gateway.files;

import hutong.gateway.http.RowTeller.Rows;
import hutong.gateway.http.SideDoor;
import hutong.gateway.http.SideDoor.Table;
import hutong.gateway.http.WorkbookTeller;
import hutong.routes.LocalSystem;
import hutong.schemas.RefusedInput;
import hutong.schemas.SourcePlace;
import hutong.schemas.Violation;
import hutong.schemas.dialects.MarkedWorkbook;
import hutong.schemas.dialects.MarkedWorkbook.Mark;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Posts one table and writes it again, marked. What was taken before is known, and so marked. */
final class TakeFile {

  /** What became of a file. */
  enum Fate {
    ACCEPTED,
    REJECTED,
    /** For want of room some rows wait: it is taken again later. */
    LATER
  }

  private final SideDoor door;

  TakeFile(SideDoor door) {
    this.door = door;
  }

  /**
   * Takes it.
   *
   * @param result where the marked table goes
   */
  Fate take(Desk desk, LocalSystem system, Path file, String name, Path result) throws IOException {
    String dialect = desk.dialectOf(name);
    if (desk.rejectAll()) {
      Fate checked = once(desk, system, dialect, file, result, true);
      if (checked != Fate.ACCEPTED) {
        return checked;
      }
    }
    return once(desk, system, dialect, file, result, false);
  }

  private Fate once(
      Desk desk, LocalSystem system, String dialect, Path file, Path result, boolean check)
      throws IOException {
    try (InputStream content =
            new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS));
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(result))) {
      Optional<Table> table = door.table(system, dialect, check, content);
      if (table.isEmpty()) {
        throw new IOException("there is no dialect of tables of this name");
      }
      try (Table opened = table.get();
          MarkedWorkbook workbook = opened.marked(out, desk.chinese())) {
        Rows rows = opened.take(new WorkbookTeller(workbook, desk.chinese()));
        if (rows.left() > 0) {
          return Fate.LATER;
        }
        return rows.whole() && rows.refused() == 0 ? Fate.ACCEPTED : Fate.REJECTED;
      }
    } catch (RefusedInput none) {
      writeRefusal(desk, none.violations(), result);
      return Fate.REJECTED;
    }
  }

  /** It is no such table: why stands alone. */
  static void writeRefusal(Desk desk, List<Violation> why, Path result) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(result));
        MarkedWorkbook workbook = new MarkedWorkbook(out, "", List.of(), desk.chinese())) {
      for (Violation each : why) {
        SourcePlace place = each.source() == null ? new SourcePlace(0, "") : each.source();
        workbook.add(
            place.row(),
            Map.of(),
            new Mark(
                false,
                desk.chinese() ? "未接收" : "refused",
                each.code().name(),
                place.column(),
                desk.chinese() ? each.zh() : each.en(),
                null));
      }
    }
  }
}
