package hutong.gateway.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import hutong.gateway.ledger.AuditFinding;
import hutong.gateway.ledger.AuditReport;
import hutong.gateway.node.AuditHome;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hutong ledger}: what the ledger is worth as a proof. */
@Command(name = "ledger", description = "Recomputes the ledger.", mixinStandardHelpOptions = true)
public final class LedgerCommand {

  @Spec private CommandSpec spec;

  @Command(
      name = "audit",
      description =
          "Recomputes chains, checkpoints, time stamps, payloads, receipts and tombstones of a"
              + " node's ledger, and names what is not as it was written; the node may run.",
      mixinStandardHelpOptions = true)
  int audit(@Mixin HomeOption home, @Mixin Output output) throws Exception {
    AuditReport report = new AuditHome(home.home(), System.getenv()).audit();
    PrintWriter out = spec.commandLine().getOut();
    if (output.json()) {
      out.println(
          JsonMapper.builder()
              .addModule(new JavaTimeModule())
              .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
              .enable(SerializationFeature.INDENT_OUTPUT)
              .build()
              .writeValueAsString(report));
    } else {
      tell(out, report);
    }
    out.flush();
    return report.findings().isEmpty() ? 0 : 1;
  }

  private static void tell(PrintWriter out, AuditReport report) {
    out.printf(
        "Epoch %d: %d events, %d checkpoints (%d without a time stamp), %d transfers (%d erased, %d pruned),"
            + " %d receipts.%n",
        report.epoch(),
        report.events(),
        report.checkpoints(),
        report.unstamped(),
        report.transfers(),
        report.erased(),
        report.pruned(),
        report.receipts());
    if (report.unbound() > 0) {
      out.printf(
          "%d events since %s are held by their chains alone: cut off together with the heads of"
              + " the chains they would not be missed here.%n",
          report.unbound(),
          report.bound() == null ? "the beginning" : "the checkpoint of " + report.bound());
    }
    for (AuditFinding each : report.findings()) {
      out.println("BAD " + each);
    }
    out.println(report.findings().isEmpty() ? "All of it is as it was written." : "Not whole.");
  }
}
