package hutong.gateway.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hutong proposals}: what takes two operators. */
@Command(
    name = "proposals",
    description =
        "What takes two: one operator proposes it, another approves it, and it is done (operators'"
            + " keys).",
    mixinStandardHelpOptions = true)
public final class ProposalsCommand {

  @Spec private CommandSpec spec;

  @Command(name = "list", description = "Lists proposals, the newest first.")
  int list(
      @Mixin ApiOptions api,
      @Mixin Output output,
      @Option(names = "--state", description = "open, approved, done, refused or expired")
          String state,
      @Option(names = "--after", paramLabel = "ID", description = "go on behind this one")
          UUID after)
      throws IOException {
    Map<String, String> query = new LinkedHashMap<>();
    if (state != null) {
      query.put("state", state.toUpperCase(Locale.ROOT));
    }
    if (after != null) {
      query.put("after", after.toString());
    }
    return asking(api, output).get("/v1/proposals" + ApiPath.query(query));
  }

  @Command(name = "show", description = "Shows how one stands, and what came of it.")
  int show(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "ID") UUID id)
      throws IOException {
    return asking(api, output).get("/v1/proposals/" + id);
  }

  @Command(
      name = "propose",
      description =
          "Proposes to release or discard an envelope in quarantine, or to redirect or erase a"
              + " record.")
  int propose(
      @Mixin ApiOptions api,
      @Mixin Output output,
      @Parameters(
              paramLabel = "KIND",
              index = "0",
              description = "release, discard, redirect or erase")
          String kind,
      @Parameters(
              paramLabel = "ABOUT",
              index = "1",
              description = "digest of the envelope, or id of the record")
          String about,
      @Option(
              names = "--reason",
              required = true,
              description =
                  "REMEDIED, WORTHLESS, NODE_OUT or OTHER; of an erasure REQUEST, ORDER or NO_BASIS")
          String reason,
      @Option(names = "--node", description = "where a redirected record goes") String node,
      @Option(
              names = "--sender",
              paramLabel = "NODE",
              description = "whose record is erased, where two have sent one under that id")
          String sender)
      throws IOException {
    JsonObject asked =
        new JsonObject()
            .put("kind", kind.toUpperCase(Locale.ROOT))
            .put("about", about)
            .put("reason", reason);
    if (node != null) {
      asked.put("node", node);
    }
    if (sender != null) {
      asked.put("sender", sender);
    }
    return asking(api, output).post("/v1/proposals", asked);
  }

  @Command(
      name = "approve",
      description = "Approves what another operator has proposed, and has it done.")
  int approve(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "ID") UUID id)
      throws IOException {
    return asking(api, output).post("/v1/proposals/" + id + ":approve", new JsonObject());
  }

  @Command(name = "refuse", description = "Refuses a proposal, or takes it back.")
  int refuse(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "ID") UUID id)
      throws IOException {
    return asking(api, output).post("/v1/proposals/" + id + ":refuse", new JsonObject());
  }

  private Asking asking(ApiOptions api, Output output) {
    return new Asking(
        spec.commandLine().getOut(), api, output, ProposalsCommand::line, ProposalsCommand::line);
  }

  static void line(PrintWriter out, JsonObject one) {
    out.printf(
        "%s  %-8s %-8s %s  by %s (%s)%s%s%n",
        one.getString("id"),
        one.getString("kind"),
        one.getString("state"),
        one.getString("about"),
        one.getString("by"),
        one.getString("reason"),
        one.containsKey("decidedBy") ? ", decided by " + one.getString("decidedBy") : "",
        one.containsKey("result") ? ": " + one.getString("result") : "");
  }
}
