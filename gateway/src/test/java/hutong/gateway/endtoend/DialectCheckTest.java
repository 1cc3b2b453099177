package hutong.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.gateway.cli.DialectCommand;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody who writes a dialect types, and the exit codes that a script goes by. */
class DialectCheckTest {
  private static final String TABLE =
      "业务类型,姓名,证件号码,户籍地区划,户籍地日期,现居住地区划,现居住地日期,信息编号,来源系统,填报单位,事件日期,采集时间,流入日期\r\n"
          + "流入通报,王小明,412701198502030007,412701,1999-05-01,320582,2026-02-01,k-1,desk-7,"
          + "11110000MB0FAKE02Y,2026-02-27,2026-03-01 08:00:00,2026-02-27\r\n";

  @TempDir private Path folder;
  private Path dialect;
  private Path samples;

  @BeforeEach
  void export() throws IOException {
    dialect = folder.resolve("mine");
    samples = Files.createDirectory(folder.resolve("samples"));
    assertThat(dialect("export", "county-csv", "--to", dialect).exit()).isZero();
  }

  @Test
  void sound_samples_of_both_kinds_pass_and_the_coverage_is_told() throws Exception {
    sample("table.csv", TABLE);
    Files.writeString(samples.resolve("ours.canonical.json"), TestRecords.arrival("k-2"));

    Said said = check();

    assertThat(said.text()).contains("table.csv: 1 records, round trip done", "ArrivalNotice");
    assertThat(said.exit()).isZero();
    assertThat(said.text()).doesNotContain("王小明").doesNotContain("412701198502030007");
  }

  @Test
  void a_refused_row_is_told_with_its_place_and_the_code_is_one() throws Exception {
    sample("table.csv", TABLE.replace("412701198502030007", "4.12701E+17"));

    Said said = check();

    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.text()).contains("REFUSE row 2 证件号码 /subject/documentNumber excel-number");
  }

  @Test
  void a_loss_is_told_and_is_a_fault_only_if_that_is_asked_for() throws Exception {
    sample("table.csv", TABLE.replaceFirst("\r\n", ",血型\r\n").replaceFirst("27\r\n$", "27,O\r\n"));

    assertThat(check().exit()).isZero();
    Said strict = check("--strict");
    assertThat(strict.exit()).isEqualTo(1);
    assertThat(strict.text()).contains("not carried: 血型");
  }

  @Test
  void files_that_cannot_be_used_are_told_fault_by_fault() throws Exception {
    Path yaml = dialect.resolve("dialect.yaml");
    Files.writeString(yaml, Files.readString(yaml).replace("type: csv", "type: cvs"));

    Said said = check();

    assertThat(said.exit()).isEqualTo(3);
    assertThat(said.text()).contains("the types are xml, json, csv");
  }

  @Test
  void a_row_is_shown_beside_its_target_and_its_values_only_if_asked_for() throws Exception {
    Path table = sample("table.csv", TABLE);

    Said masked = dialect("compare", table, "--from", dialect, "--to", "provincial-xml");
    Said shown = dialect("compare", table, "--from", dialect, "--to", "provincial-xml", "--values");

    assertThat(masked.exit()).isZero();
    assertThat(masked.text())
        .contains("姓名", "/subject/name", "RYXX/XM", "date yyyyMMdd")
        .doesNotContain("王")
        .doesNotContain("412701198502030007");
    assertThat(shown.text()).contains("/subject/name 王小明");
  }

  private Path sample(String name, String text) throws IOException {
    return Files.write(samples.resolve(name), text.getBytes(Charset.forName("GB18030")));
  }

  private Said check(Object... more) {
    Object[] words = new Object[4 + more.length];
    System.arraycopy(new Object[] {"check", dialect, "--samples", samples}, 0, words, 0, 4);
    System.arraycopy(more, 0, words, 4, more.length);
    return dialect(words);
  }

  private static Said dialect(Object... words) {
    return Said.of(new DialectCommand(), words);
  }
}
