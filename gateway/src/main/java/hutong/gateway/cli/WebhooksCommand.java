package hutong.gateway.cli;

import hutong.gateway.http.ApiFailure;
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
    return tell(api, output, PATH, null);
  }

  @Command(name = "add", description = "Adds URL and prints the secret that signs, this once.")
  int add(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "URL") String url)
      throws IOException {
    return tell(api, output, PATH, new JsonObject().put("url", url));
  }

  @Command(name = "test", description = "Calls it now, and says how that came out.")
  int test(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "ID") UUID id)
      throws IOException {
    return tell(api, output, PATH + "/" + id + ":test", new JsonObject());
  }

  @Command(name = "rotate", description = "Prints a new secret; both sign for a day.")
  int rotate(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "ID") UUID id)
      throws IOException {
    return tell(api, output, PATH + "/" + id + ":rotate", new JsonObject());
  }

  @Command(name = "recover", description = "Tells it again what happened since an instant.")
  int recover(
      @Mixin ApiOptions api,
      @Mixin Output output,
      @Parameters(paramLabel = "ID") UUID id,
      @Option(names = "--since", required = true, description = "ISO 8601, UTC") String since)
      throws IOException {
    return tell(api, output, PATH + "/" + id + ":recover", new JsonObject().put("since", since));
  }

  @Command(name = "enable", description = "Goes on after it was disabled.")
  int enable(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "ID") UUID id)
      throws IOException {
    return tell(api, output, PATH + "/" + id + ":enable", new JsonObject());
  }

  @Command(name = "remove", description = "Tells it nothing more.")
  int remove(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "ID") UUID id)
      throws IOException {
    return tell(api, output, PATH + "/" + id + ":remove", new JsonObject());
  }

  private int tell(ApiOptions api, Output output, String path, JsonObject asked)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try {
      JsonObject said =
          api.ask(client -> asked == null ? client.get(path) : client.post(path, asked));
      if (said == null) {
        out.println("Done.");
        return 0;
      }
      if (output.json()) {
        out.println(said.encodePrettily());
      } else if (said.containsKey("items")) {
        said.getJsonArray("items").forEach(each -> line(out, (JsonObject) each));
      } else {
        said.forEach(field -> out.printf("%-14s %s%n", field.getKey(), field.getValue()));
      }
      return said.getBoolean("taken", true) ? 0 : 1;
    } catch (ApiFailure refusal) {
      out.println(refusal.getMessage());
      return 1;
    } finally {
      out.flush();
    }
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
