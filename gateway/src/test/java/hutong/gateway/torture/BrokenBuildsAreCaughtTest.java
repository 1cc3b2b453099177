package hutong.gateway.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A campaign that never finds anything proves nothing: each of these builds has a known fault. */
@Tag("campaigns")
class BrokenBuildsAreCaughtTest {

  private static final String LEDGER = "gateway/src/main/java/hutong/gateway/ledger/";
  private static final String LEGS = "routes/src/main/java/hutong/routes/legs/";

  @TempDir private Path folder;

  /** A kill has to fall between the two: a whole round makes that likely. */
  @Test
  void a_message_acknowledged_before_the_ledger_has_it_is_lost() throws Exception {
    Verdict found =
        campaign(
            10,
            LEGS + "JmsBatchWorker.java",
            "exchange.getMessage().setBody(batch);",
            "session.commit(); exchange.getMessage().setBody(batch);");
    assertThat(found.lost()).isPositive();
  }

  @Test
  void a_receipt_that_is_forgotten_is_missing() throws Exception {
    Verdict found =
        campaign(
            1,
            LEDGER + "Outbox.java",
            "rows.add(turn.nextKey(), destination, RECEIPT, transfer, receipt, transfer);",
            "if (receipt % 25 != 0)"
                + " rows.add(turn.nextKey(), destination, RECEIPT, transfer, receipt, transfer);");
    assertThat(found.receiptsMissing()).isPositive();
  }

  @Test
  void records_of_a_person_that_are_sent_beside_each_other_are_out_of_order() throws Exception {
    Verdict found =
        campaign(
            3,
            LEDGER + "Submission.java",
            "place.free() ? OutboundState.SUBMITTED : OutboundState.HELD",
            "OutboundState.SUBMITTED");
    assertThat(found.outOfOrder()).isPositive();
  }

  /** All of them with the same plan; the folder is left to the temporary ones. */
  @Test
  void a_record_handed_out_while_an_earlier_one_is_with_somebody_is_out_of_order()
      throws Exception {
    Verdict found =
        campaign(
            2,
            LEDGER + "NextInOrder.java",
            "          + \" AND e.transfer < m.transfer)",
            "          + \" AND e.transfer < 0)");
    assertThat(found.outOfOrder()).isPositive();
  }

  private Verdict campaign(int kills, String source, String right, String wrong) throws Exception {
    Path totals = folder.resolve("campaign");
    StringWriter said = new StringWriter();
    int code =
        new CommandLine(new TortureCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(said, true))
            .execute(
                "--kills",
                Integer.toString(kills),
                "--seed",
                "1",
                "--quiet",
                "PT8S",
                "--dir",
                totals.toString(),
                "--node-class-path",
                BrokenBuild.in(folder, source, right, wrong));
    assertThat(code).as(said.toString()).isEqualTo(1);
    assertThat(said.toString()).contains("kept in " + totals.resolve("found-1"));
    return Totals.read(totals).verdict();
  }
}
