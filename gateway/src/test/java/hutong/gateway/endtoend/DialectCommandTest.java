package hutong.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.gateway.cli.DialectCommand;
import hutong.gateway.dialects.DialectsFolder;
import hutong.gateway.dialects.Difference;
import hutong.gateway.dialects.Direction;
import hutong.gateway.dialects.Lakeside;
import hutong.gateway.dialects.ShadowBook;
import hutong.gateway.node.Home;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator types to take a partner's dialect, try its next version, and go back. */
class DialectCommandTest {

  @TempDir private Path given;
  @TempDir private Path home;

  @Test
  void a_new_version_runs_as_shadow_is_switched_to_and_gone_back_from() throws Exception {
    assertThat(add("1", "2026-01-01").text())
        .contains("Taken: lakeside@1", "lakeside@1 is live since 2026-01-01 00:00:00.");
    Said second = add("2", "2026-01-01");
    assertThat(second.exit()).isZero();
    assertThat(second.text()).contains("lakeside@1 is live", "lakeside@2 runs as shadow since ");

    Said unseen = dialect("switch", "lakeside", "2");
    assertThat(unseen.exit()).isEqualTo(1);
    assertThat(unseen.text()).contains("was compared with no record yet", "--unseen");
    assertThat(dialect("shadow", "lakeside").text()).contains("0 records compared, 0 differ.");
    compare();
    Said report = dialect("shadow", "lakeside");
    assertThat(report.exit()).isZero();
    assertThat(report.text())
        .contains("2 records compared, 1 differ. Compared: 2 with version 1.")
        .containsPattern("READ +/subject/name +VALUE +1 20");

    assertThat(dialect("switch", "lakeside", "2").text())
        .contains("lakeside@2 is live since ")
        .doesNotContain("shadow");
    assertThat(dialect("switch", "lakeside", "2"))
        .satisfies(said -> assertThat(said.exit()).isZero())
        .satisfies(said -> assertThat(said.text()).startsWith("Nothing has changed:"));
    assertThat(dialect("back", "lakeside").text()).contains("lakeside@1 is live since ");
    Said again = dialect("back", "lakeside");
    assertThat(again).isEqualTo(new Said(1, "No version of lakeside was live before"));
    assertThat(dialect("switch", "lakeside", "2").exit()).as("it was live once").isZero();
  }

  @Test
  void a_switch_is_planned_for_a_day_and_all_is_listed() throws Exception {
    add("1", "2026-01-01");
    assertThat(add("2", "2999-01-01").text())
        .contains("lakeside@2 is planned for 2999-01-01 00:00:00.", "lakeside@2 runs as shadow");
    assertThat(add("3", "2026-01-01").text()).contains("lakeside@2 runs as shadow no longer.");

    Said planned = dialect("switch", "lakeside", "3", "--on", "2998-01-01", "--unseen");

    assertThat(planned.exit()).isZero();
    assertThat(planned.text())
        .contains("lakeside@1 is live", "lakeside@3 is planned for 2998-01-01 00:00:00.")
        .doesNotContain("2999");
    assertThat(dialect("list").text())
        .containsPattern("lakeside +1 +2026-01-01 00:00:00 +3 +2998-01-01 00:00:00 +3 +20")
        .containsPattern("provincial-json +1 +2026-01-01 00:00:00 +- +- +- +- ");
    JsonObject item =
        new JsonObject(dialect("list", "-o", "json").text())
            .getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getString("name").equals("lakeside"))
                .findFirst()
                .orElseThrow();
    assertThat(item.getJsonObject("live").getString("version")).isEqualTo("1");
    assertThat(item.getJsonObject("planned").getString("from")).isEqualTo("2997-12-31T16:00:00Z");
    assertThat(item.getJsonObject("title").getString("zh")).isEqualTo("湖边");
    assertThat(item.getJsonObject("shadow").getString("version")).isEqualTo("3");
    assertThat(dialect("shadow", "lakeside", "2").text()).contains("lakeside@2 runs as shadow");
    assertThat(dialect("shadow", "lakeside", "--off"))
        .isEqualTo(new Said(0, "lakeside@2 runs as shadow no longer."));
    assertThat(dialect("shadow", "lakeside"))
        .isEqualTo(new Said(1, "No version of lakeside runs as shadow."));
  }

  @Test
  void one_at_fault_or_with_other_content_is_refused_with_reasons() throws Exception {
    Path faulty = Lakeside.write(given, "1", "soon");
    Said refused = dialect("add", faulty);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.text()).contains("validFrom", "yyyy-MM-dd");
    Path good = Lakeside.write(given, "1", "2026-01-01");
    assertThat(dialect("add", good).exit()).isZero();
    assertThat(dialect("add", good).text()).startsWith("It was here already: lakeside@1");
    Files.writeString(good.resolve("places.csv"), "theirs,ours\na,b\n");

    Said other = dialect("add", good);

    assertThat(other.exit()).isEqualTo(1);
    assertThat(other.text()).contains("lakeside@1", "give it a new version");
    Files.writeString(home.resolve("dialects/lakeside/1/places.csv"), "by hand");
    Said listed = dialect("list");
    assertThat(listed.exit()).isEqualTo(1);
    assertThat(listed.text()).contains("lakeside@1 can't be loaded", "is not what was taken");
  }

  @Test
  void names_lead_nowhere_else_and_wrong_usage_is_told() {
    assertThat(dialect("switch", "../lakeside", "1").exit()).isEqualTo(1);
    assertThat(dialect("switch", "lakeside", "..").exit()).isEqualTo(1);
    assertThat(dialect("shadow", "..", "1").text()).contains("name is 2 to 40");
    assertThat(dialect("export", "..", "--version", "1", "--to", given.resolve("x")).exit())
        .isEqualTo(1);
    assertThat(dialect("shadow", "lakeside", "1", "--off").exit()).isEqualTo(2);
    assertThat(dialect("switch", "lakeside").exit()).isEqualTo(2);
    assertThat(dialect("switch", "lakeside", "1", "--on", "tomorrow").exit()).isEqualTo(2);
    assertThat(Said.of(new DialectCommand(), "back", "x", "--home", home.resolve("none")).text())
        .contains("There is no folder");
  }

  @Test
  void one_that_the_program_brings_along_is_exported_as_a_beginning_for_ones_own()
      throws Exception {
    Path own = given.resolve("own");

    Said exported = dialect("export", "provincial-json", "--to", own);

    assertThat(exported).isEqualTo(new Said(0, "provincial-json@1: 1 files in " + own));
    assertThat(dialect("export", "provincial-json", "--to", own).exit()).isEqualTo(1);
    assertThat(dialect("add", own).text()).contains("It was here already: provincial-json@1");
    Path yaml = own.resolve("dialect.yaml");
    Files.writeString(yaml, Files.readString(yaml).replace("version: \"1\"", "version: \"2\""));
    assertThat(dialect("add", own).text())
        .contains("provincial-json@1 is live since", "provincial-json@2 runs as shadow");
    Path second = given.resolve("second");
    dialect("export", "provincial-json", "--version", "2", "--to", second);
    assertThat(second.resolve("dialect.yaml")).hasSameTextualContentAs(yaml);
  }

  private void compare() {
    ShadowBook book =
        new ShadowBook(new DialectsFolder(new Home(home).dialects()), Clock.systemUTC());
    book.note(
        "lakeside",
        "1",
        "2",
        Direction.READ,
        List.of(new Difference("/subject/name", Difference.Kind.VALUE)));
    book.note("lakeside", "1", "2", Direction.READ, List.of());
    book.flush();
  }

  private Said add(String version, String validFrom) throws Exception {
    return dialect("add", Lakeside.write(given, version, validFrom));
  }

  private Said dialect(Object... words) {
    List<Object> all = new ArrayList<>(List.of(words));
    all.add("--home");
    all.add(home);
    return Said.of(new DialectCommand(), all.toArray());
  }
}
