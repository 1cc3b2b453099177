package hutong.gateway.cli;

import hutong.certs.TrustRoots;
import hutong.gateway.evidence.EvidencePage;
import hutong.gateway.evidence.JudgeEvidence;
import hutong.gateway.evidence.Judgement;
import hutong.gateway.evidence.Judgement.Finding;
import hutong.gateway.evidence.Judgement.Proved;
import hutong.gateway.evidence.Judgement.Result;
import hutong.gateway.evidence.ReaderRoots;
import hutong.schemas.Documents;
import hutong.schemas.RecordTypes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hutong evidence}: one file that proves an exchange, to people who have no node. */
@Command(
    name = "evidence",
    description = "Exports the evidence of a record, verifies it offline, prints it.",
    mixinStandardHelpOptions = true)
public final class EvidenceCommand {

  /** Whom whoever reads evidence trusts. */
  static final class Trust {

    @Option(
        names = "--roots",
        paramLabel = "DIR|FILE",
        required = true,
        description = "certificates that you trust and revocation lists, PEM or DER")
    private Path roots;

    @Option(
        names = "--time-roots",
        paramLabel = "DIR|FILE",
        description = "of the authorities whose time stamps you demand; else those of --roots do")
    private Path timeRoots;

    private ReaderRoots read() throws IOException {
      ReaderRoots members = ReaderRoots.of(TrustRoots.read(roots));
      return timeRoots == null ? members : members.demanding(TrustRoots.read(timeRoots));
    }
  }

  @Spec private CommandSpec spec;

  @Command(name = "export", description = "Writes one container with all that proves a record.")
  int export(
      @Mixin ApiOptions api,
      @Option(names = "-o", paramLabel = "FILE", required = true, description = "FILE.asice")
          Path file,
      @Parameters(paramLabel = "ID") UUID id)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path unfinished = file.resolveSibling(file.getFileName() + ".part");
    try {
      api.ask(
          client -> {
            client.evidence(id, unfinished);
            return null;
          });
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
      out.println(file + "  " + Files.size(file) + " bytes");
      return 0;
    } finally {
      Files.deleteIfExists(unfinished);
      out.flush();
    }
  }

  @Command(
      name = "verify",
      description = "Checks everything, offline; names the first check that fails.",
      exitCodeListHeading = "Exit codes:%n",
      exitCodeList = {
        "0:everything holds, and the recipient's receipt is there",
        "1:a check fails",
        "2:wrong usage",
        "3:everything holds, but no receipt shows that it came"
      })
  int verify(@Mixin Trust trust, @Mixin Output output, @Parameters(paramLabel = "FILE") Path file)
      throws IOException {
    Judgement judgement = judge(file, trust);
    PrintWriter out = spec.commandLine().getOut();
    boolean zh = Locale.getDefault().getLanguage().equals("zh");
    if (output.json()) {
      out.println(json(judgement, zh).encodePrettily());
      return exit(judgement);
    }
    for (Finding each : judgement.findings()) {
      out.printf("%-11s %-8s %s%n", each.check(), mark(each.result()), sentence(each, zh));
    }
    if (judgement.time() != null) {
      out.println((zh ? "时间戳: " : "Time stamp: ") + judgement.time());
    }
    out.println(verdict(judgement, zh));
    return exit(judgement);
  }

  private static JsonObject json(Judgement judgement, boolean zh) {
    JsonArray checks = new JsonArray();
    for (Finding each : judgement.findings()) {
      checks.add(
          new JsonObject()
              .put("check", each.check().toString())
              .put("result", each.result().toString())
              .put("says", sentence(each, zh)));
    }
    return new JsonObject()
        .put("holds", judgement.failed().isEmpty())
        .put("proved", judgement.failed().isPresent() ? null : judgement.proved().toString())
        .put("time", judgement.time() == null ? null : judgement.time().toString())
        .put("checks", checks);
  }

  private static int exit(Judgement judgement) {
    if (judgement.failed().isPresent()) {
      return 1;
    }
    return judgement.proved() == Proved.SIGNED ? ExitCode.NO_RECEIPT : 0;
  }

  private static String verdict(Judgement judgement, boolean zh) {
    if (judgement.failed().isPresent()) {
      return (zh ? "核验未通过: " : "Not proved: ") + judgement.failed().get().check();
    }
    return switch (judgement.proved()) {
      case SIGNED ->
          zh
              ? "核验全部通过,但没有回执:仅证明发送方签名,不能证明已送达。"
              : "Everything holds, but there is no receipt: it is proved that the sender signed it,"
                  + " not that it came.";
      case RECEIVED ->
          zh ? "核验全部通过:接收方签名确认收到,尚无处理结果。" : "Everything holds: the recipient signed that it came.";
      case DECIDED ->
          zh
              ? "核验全部通过:接收方签名确认收到与处理结果。"
              : "Everything holds: the recipient signed that it came, and what became of it.";
    };
  }

  @Command(
      name = "print",
      description = "Verifies, then writes a page for paper, Chinese and English.")
  int print(
      @Mixin Trust trust,
      @Option(names = "-o", paramLabel = "PAGE", required = true, description = "page.html")
          Path page,
      @Parameters(paramLabel = "FILE") Path file)
      throws IOException {
    Judgement judgement = judge(file, trust);
    PrintWriter out = spec.commandLine().getOut();
    if (judgement.failed().isPresent()) {
      Finding failed = judgement.failed().get();
      out.println("Not proved, so not printed: " + failed.check() + ", " + failed.en());
      out.flush();
      return 1;
    }
    Files.write(page, new EvidencePage(new Documents(), RecordTypes.load()).write(judgement));
    out.println(page);
    out.flush();
    return 0;
  }

  private Judgement judge(Path file, Trust trust) throws IOException {
    ReaderRoots roots = trust.read();
    Judgement judgement = JudgeEvidence.standard(Clock.systemUTC()).judge(file, roots);
    for (String list : roots.unclaimed()) {
      spec.commandLine()
          .getErr()
          .println(list + " has a revocation list of no authority that this container needs");
    }
    return judgement;
  }

  private static String mark(Result result) {
    return switch (result) {
      case HOLDS -> "ok";
      case FAILS -> "FAILED";
      case NOTHING -> "-";
    };
  }

  private static String sentence(Finding finding, boolean zh) {
    String what = zh ? finding.check().zh() : finding.check().en();
    String why = zh ? finding.zh() : finding.en();
    return why.isEmpty() ? what : what + ": " + why;
  }
}
