package hutong.gateway.cli;

import hutong.gateway.node.KeyRenewal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hutong certs rotate}. */
@Command(
    name = "rotate",
    description = {
      "Signs, and serves TLS, with the keys that wait; a running node does so too.",
      "With --rehearse it asks each partner first whether it would go well, and changes nothing."
    },
    mixinStandardHelpOptions = true)
final class RotateCommand implements Callable<Integer> {

  private static final Duration STEP = Duration.ofMillis(500);

  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;
  @Mixin private ApiOptions api;

  @Option(names = "--rehearse", description = "ask the partners of the running node")
  private boolean rehearse;

  @Option(
      names = "--wait",
      defaultValue = "30",
      paramLabel = "SECONDS",
      description = "for their answers (default: ${DEFAULT-VALUE})")
  private int wait;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (rehearse) {
      return rehearse(out);
    }
    new KeyRenewal(home.home(), System.getenv(), Clock.systemUTC()).rotate();
    out.println("The new keys are in use; the earlier ones are kept.");
    return 0;
  }

  /** 0 if every partner is ready. */
  private int rehearse(PrintWriter out) throws IOException, InterruptedException {
    if (!api.post("/v1/rehearsal:ask", new JsonObject()).getString("result").equals("ASKED")) {
      out.println("No keys wait; make them with hutong certs renew");
      return 1;
    }
    JsonArray said = api.get("/v1/rehearsal").getJsonArray("items");
    for (long until = System.nanoTime() + Duration.ofSeconds(wait).toNanos();
        System.nanoTime() < until && !all(said, "answered"); ) {
      Thread.sleep(STEP.toMillis());
      said = api.get("/v1/rehearsal").getJsonArray("items");
    }
    boolean ready = true;
    for (int i = 0; i < said.size(); i++) {
      JsonObject each = said.getJsonObject(i);
      String verdict = each.getString("verdict", "NO_ANSWER");
      ready &= verdict.equals("VERIFIED");
      out.printf(
          "%s  %s%s%n",
          each.getString("node"),
          verdict,
          each.getString("answered") == null
              ? ""
              : ", directory version " + each.getLong("directoryVersion"));
    }
    out.println(
        ready
            ? "Every partner knows the new keys: hutong certs rotate"
            : "Not yet: who lacks the directory refuses what the new keys sign.");
    return ready ? 0 : 1;
  }

  private static boolean all(JsonArray said, String field) {
    return IntStream.range(0, said.size())
        .allMatch(i -> said.getJsonObject(i).getString(field) != null);
  }
}
