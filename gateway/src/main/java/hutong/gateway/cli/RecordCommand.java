package hutong.gateway.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.UUID;
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
  int retry(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "ID") UUID id)
      throws IOException {
    return ask(api, output, id, "retry", new JsonObject());
  }

  @Command(name = "abandon", description = "Gives it up; its system is told (operator's key).")
  int abandon(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "ID") UUID id)
      throws IOException {
    return ask(api, output, id, "abandon", new JsonObject());
  }

  @Command(name = "withdraw", description = "Takes back what was not sent (its system's key).")
  int withdraw(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "ID") UUID id)
      throws IOException {
    return ask(api, output, id, "withdraw", new JsonObject());
  }

  @Command(name = "address", description = "Names its recipient, one of its candidates.")
  int address(
      @Mixin ApiOptions api,
      @Mixin Output output,
      @Parameters(paramLabel = "ID", index = "0") UUID id,
      @Parameters(paramLabel = "NODE", index = "1") String node)
      throws IOException {
    return ask(api, output, id, "address", new JsonObject().put("node", node));
  }

  @Command(
      name = "erase",
      description =
          "Proposes to destroy what it says and to ask its other side for the same; done when another"
              + " operator approves it (operator's key).")
  int erase(
      @Mixin ApiOptions api,
      @Mixin Output output,
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
    JsonObject said = new JsonObject().put("reason", reason);
    if (sender != null) {
      said.put("sender", sender);
    }
    return new Asking(spec.commandLine().getOut(), api, output, null, ProposalsCommand::line)
        .post("/v1/records/" + id + ":erase", said);
  }

  private int ask(ApiOptions api, Output output, UUID id, String what, JsonObject said)
      throws IOException {
    return new Asking(
            spec.commandLine().getOut(),
            api,
            output,
            null,
            (out, answer) -> out.println(answer.getString("result")))
        .post("/v1/records/" + id + ":" + what, said);
  }
}
