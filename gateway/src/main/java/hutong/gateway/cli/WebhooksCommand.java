package hutong.gateway.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hutong webhooks}: where a local system is told what became of its records. */
@Command(
    name = "webhooks",
    description = "Says where a system is told what became of its records (the system's key).",
    mixinStandardHelpOptions = true)
public final class WebhooksCommand {

  private static final String PATH = "/v1/webhooks";

  @Spec private CommandSpec spec;

  @Command(name = "list", description = "Lists them, and how each stands.")
  int list(@Mixin ApiOptions api, @Mixin Output output) throws IOException {
    return asking(api, output).get(PATH);
  }

  @Command(name = "add", description = "Adds URL and prints the secret that signs, this once.")
  int add(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "URL") String url)
      throws IOException {
    return asking(api, output).post(PATH, new JsonObject().put("url", url));
  }

  @Command(name = "test", description = "Calls it now, and says how that came out.")
  int test(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "ID") UUID id)
      throws IOException {
    return asking(api, output).post(PATH + "/" + id + ":test", new JsonObject());
  }

  @Command(name = "rotate", description = "Prints a new secret; both sign for a day.")
  int rotate(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "ID") UUID id)
      throws IOException {
    return asking(api, output).post(PATH + "/" + id + ":rotate", new JsonObject());
  }

  @Command(name = "recover", description = "Tells it again what happened since an instant.")
  int recover(
      @Mixin ApiOptions api,
      @Mixin Output output,
      @Parameters(paramLabel = "ID") UUID id,
      @Option(names = "--since", required = true, description = "ISO 8601, UTC") String since)
      throws IOException {
    return asking(api, output)
        .post(PATH + "/" + id + ":recover", new JsonObject().put("since", since));
  }

  @Command(name = "enable", description = "Goes on after it was disabled.")
  int enable(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "ID") UUID id)
      throws IOException {
    return asking(api, output).post(PATH + "/" + id + ":enable", new JsonObject());
  }

  @Command(name = "remove", description = "Tells it nothing more.")
  int remove(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "ID") UUID id)
      throws IOException {
    return asking(api, output).post(PATH + "/" + id + ":remove", new JsonObject());
  }

  private Asking asking(ApiOptions api, Output output) {
    return new Asking(
        spec.commandLine().getOut(),
        api,
        output,
        WebhooksCommand::line,
        (out, one) ->
            one.forEach(field -> out.printf("%-14s %s%n", field.getKey(), field.getValue())));
  }

  private static void line(PrintWriter out, JsonObject hook) {
    out.printf(
        "%s  %-9s %s%s%n",
        hook.getString("id"),
        hook.getString("state"),
        hook.getString("host"),
        hook.containsKey("cause")
            ? ", failed " + hook.getInteger("failures") + " times: " + hook.getString("cause")
            : "");
  }
}
