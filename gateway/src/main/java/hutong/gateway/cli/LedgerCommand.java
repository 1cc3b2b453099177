package hutong.gateway.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import hutong.gateway.ledger.AuditFinding;
import hutong.gateway.ledger.AuditReport;
import hutong.gateway.ledger.LedgerFile;
import hutong.gateway.node.AuditHome;
import hutong.gateway.settings.Settings;
import hutong.gateway.settings.SettingsFile;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hutong ledger}: what the ledger is worth as a proof. */
@Command(
    name = "ledger",
    description = "Recomputes the ledger, or makes it small.",
    mixinStandardHelpOptions = true)
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

  @Command(
      name = "compact",
      description =
          "Writes a stopped node's ledger anew without the room that nothing takes, which takes as"
              + " much room again for a while. Needed once for a ledger made by an older program:"
              + " what gets free from then on is given back while the node runs.",
      mixinStandardHelpOptions = true)
  int compact(@Mixin HomeOption home) throws Exception {
    Settings settings = new SettingsFile().read(home.home().folder(), System.getenv());
    if (!settings.ledger().url().isEmpty()) {
      throw new IOException(
          "This ledger is in PostgreSQL, which uses its room again by itself; its files shrink by"
              + " its own VACUUM FULL");
    }
    LedgerFile.Compacted done = new LedgerFile(home.home().ledger()).compact();
    PrintWriter out = spec.commandLine().getOut();
    out.printf("The ledger took %d bytes and takes %d.%n", done.before(), done.after());
    out.flush();
    return 0;
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
