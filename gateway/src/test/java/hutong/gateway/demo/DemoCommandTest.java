package hutong.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoCommandTest {

  private static final String AGREES =
      "submitted=(\\d+) accepted=\\d+ rejected=\\d+ parked=1 open=\\d+ lost=0 duplicated=0";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<UUID> broken = new ArrayList<>();

  @TempDir private Path folder;

  @Test
  void everything_is_shown_and_every_gateway_agrees_with_the_books() {
    int code = demo(nobody -> {}, "--exit", "--records", "150");

    assertThat(lines()).filteredOn(line -> line.contains("✗")).isEmpty();
    assertThat(lines()).filteredOn(line -> line.startsWith("  ✓")).hasSize(Scenes.all().size());
    assertThat(lastLine()).matches(AGREES).startsWith("submitted=150 ");
    assertThat(code).isZero();
  }

  @Test
  void broken_book_of_one_gateway_is_found_and_the_records_named() {
    int code = demo(this::breakBook, "--exit", "--records", "20");

    assertThat(broken).hasSize(2);
    assertThat(lines()).anyMatch(line -> line.contains("✗ DIFFERING " + broken.get(0)));
    assertThat(lines()).anyMatch(line -> line.contains("✗ LOST " + broken.get(1)));
    assertThat(lastLine()).startsWith("submitted=20 ").doesNotContain("lost=0");
    assertThat(code).isEqualTo(1);
  }

  @Test
  void too_few_records_and_a_folder_in_use_are_wrong_usage() throws Exception {
    Files.createFile(folder.resolve("somebody-elses"));

    assertThat(demo(nobody -> {}, "--exit", "--records", "3")).isEqualTo(2);
    assertThat(demo(nobody -> {}, "--exit", "--home", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("--records", "--home");
  }

  /** In Henan's ledger one accepted record becomes rejected, and another vanishes. */
  private void breakBook(Demo demo) {
    List<UUID> ids =
        demo.stage().books().sent().all().stream()
            .filter(sent -> Desk.HENAN.equals(sent.at()) && sent.fate().equals(Fate.ACCEPTED))
            .map(Sent::id)
            .limit(2)
            .toList();
    broken.addAll(ids);
    Path ledger = demo.network().home(Desk.HENAN.region()).ledger();
    try (Connection book =
        DriverManager.getConnection("jdbc:sqlite:" + ledger + "?busy_timeout=20000")) {
      run(book, "UPDATE transfer SET state = 'REJECTED' WHERE outbound = 0 AND id = ?", ids.get(0));
      run(book, "DELETE FROM transfer WHERE outbound = 0 AND id = ?", ids.get(1));
    } catch (SQLException fault) {
      throw new IllegalStateException(fault);
    }
  }

  private static void run(Connection book, String change, UUID id) throws SQLException {
    try (PreparedStatement statement = book.prepareStatement(change)) {
      statement.setBytes(
          1,
          ByteBuffer.allocate(16)
              .putLong(id.getMostSignificantBits())
              .putLong(id.getLeastSignificantBits())
              .array());
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
  }

  private int demo(Consumer<Demo> beforeComparing, String... arguments) {
    return new CommandLine(new DemoCommand(beforeComparing))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private List<String> lines() {
    return out.toString().lines().toList();
  }

  private String lastLine() {
    return lines().get(lines().size() - 1);
  }
}
