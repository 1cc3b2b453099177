package hutong.gateway.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hutong certs members}. */
@Command(
    name = "members",
    description =
        "Lists the members, until when their certificates last, and the keys of the running node"
            + " (operator's key).",
    mixinStandardHelpOptions = true)
final class MembersCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ApiOptions api;
  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    JsonObject found = api.get("/v1/members");
    if (output.json()) {
      out.println(found.encodePrettily());
      return 0;
    }
    out.printf(
        "directory version %d, until %s%n", found.getLong("version"), found.getString("expires"));
    String row = "%-7s %8s %10s  %-21s %s%n";
    out.printf(row, "node", "signing", "encryption", "heard", "name");
    for (Object each : found.getJsonArray("items")) {
      JsonObject member = (JsonObject) each;
      out.printf(
          row,
          member.getString("node"),
          left(member.getJsonArray("signing")),
          left(member.getJsonArray("encryption")),
          member.getString("heard", "-"),
          member.getString("nameZh") + " / " + member.getString("nameEn"));
    }
    for (Object each : found.getJsonArray("keys")) {
      JsonObject key = (JsonObject) each;
      out.printf(
          "%-10s %-8s %8s  %s%n",
          key.getString("role"), key.getString("state"), days(key), key.getString("serial"));
    }
    return 0;
  }

  /** Of several, those of the one that ends last. */
  private static String left(JsonArray certificates) {
    return certificates.stream()
        .map(JsonObject.class::cast)
        .max(Comparator.comparing(each -> Instant.parse(each.getString("until"))))
        .map(MembersCommand::days)
        .orElse("-");
  }

  private static String days(JsonObject certificate) {
    Instant until = Instant.parse(certificate.getString("until"));
    return Duration.between(Instant.now(), until).toDays() + " d";
  }
}
