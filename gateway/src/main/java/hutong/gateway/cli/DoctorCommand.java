package hutong.gateway.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hutong.gateway.doctor.Examination;
import hutong.gateway.doctor.Symptom;
import hutong.gateway.doctor.Symptom.Grade;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hutong doctor}: is this installation sound, and what exactly is to be done? */
@Command(
    name = "doctor",
    description = {
      "Examines a node's installation, whether it runs or not: machine, settings, disk, clock, keys,"
          + " ports, ledger, rights at its own broker, a handshake with every partner's.",
      "Says of each what was seen and how to mend it; changes nothing."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing is at fault; there may be warnings",
      "1:something is at fault",
      "2:wrong usage"
    })
public final class DoctorCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;
  @Mixin private Output output;

  @Option(
      names = "--ntp",
      paramLabel = "HOST",
      description = "asks this time server whether the clock is right")
  private String timeServer;

  @Option(
      names = "--skip-ledger",
      description = "does not recompute the ledger, which takes minutes if it is large")
  private boolean skipLedger;

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      defaultValue = "PT10S",
      description = "how long to wait for a partner (ISO 8601; default: ${DEFAULT-VALUE})")
  private Duration patience;

  @Override
  public Integer call() throws IOException {
    List<Symptom> symptoms =
        new Examination(home.home(), System.getenv(), Clock.systemUTC())
            .symptoms(new Examination.Scope(timeServer, !skipLedger, patience));
    PrintWriter out = spec.commandLine().getOut();
    if (output.json()) {
      out.println(
          JsonMapper.builder()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .build()
              .writeValueAsString(symptoms));
    } else {
      symptoms.forEach(each -> tell(out, each));
    }
    out.flush();
    return symptoms.stream().anyMatch(each -> each.grade() == Grade.FAULT) ? 1 : 0;
  }

  private static void tell(PrintWriter out, Symptom symptom) {
    String mark =
        switch (symptom.grade()) {
          case WELL -> "✓";
          case WARNING -> "!";
          case FAULT -> "✗";
        };
    out.printf("%s %-16s %s%n", mark, symptom.check(), symptom.seen());
    if (!symptom.fix().isEmpty()) {
      out.printf("  %-16s → %s%n", "", symptom.fix());
    }
  }
}
