package hutong.gateway.cli;

import hutong.gateway.http.ApiClient;
import hutong.gateway.http.ApiFailure;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.UUID;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hutong record}: what is done by hand with a record that does not go by itself. */
@Command(
    name = "record",
    description = "Has a record tried again, given up, taken back, addressed or erased.",
    mixinStandardHelpOptions = true)
public final class RecordCommand {

  @Spec private CommandSpec spec;

  @Command(name = "retry", description = "Tries it now, or again if set aside (operator's key).")
  int retry(@Mixin ApiOptions api, @Parameters(paramLabel = "ID") UUID id) throws IOException {
    return ask(api, client -> client.retry(id));
  }

  @Command(name = "abandon", description = "Gives it up; its system is told (operator's key).")
  int abandon(@Mixin ApiOptions api, @Parameters(paramLabel = "ID") UUID id) throws IOException {
    return ask(api, client -> client.abandon(id));
  }

  @Command(name = "withdraw", description = "Takes back what was not sent (its system's key).")
  int withdraw(@Mixin ApiOptions api, @Parameters(paramLabel = "ID") UUID id) throws IOException {
    return ask(api, client -> client.withdraw(id));
  }

  @Command(name = "address", description = "Names its recipient, one of its candidates.")
  int address(
      @Mixin ApiOptions api,
      @Parameters(paramLabel = "ID", index = "0") UUID id,
      @Parameters(paramLabel = "NODE", index = "1") String node)
      throws IOException {
    return ask(api, client -> client.address(id, node));
  }

  @Command(
      name = "erase",
      description = "Destroys what it says and asks its other side for the same (operator's key).")
  int erase(
      @Mixin ApiOptions api,
      @Parameters(paramLabel = "ID") UUID id,
      @Option(
              names = "--reason",
              required = true,
              description = "REQUEST of the person, ORDER of a court or authority, NO_BASIS")
          String reason,
      @Option(
              names = "--sender",
              paramLabel = "NODE",
              description = "whose record it is, where two have sent one under that id")
          String sender)
      throws IOException {
    return ask(api, client -> client.erase(id, sender, reason));
  }

  private int ask(ApiOptions api, Function<ApiClient, Future<JsonObject>> question)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try {
      out.println(api.ask(question).getString("result"));
      return 0;
    } catch (ApiFailure refusal) {
      out.println(refusal.getMessage());
      return 1;
    } finally {
      out.flush();
    }
  }
}
