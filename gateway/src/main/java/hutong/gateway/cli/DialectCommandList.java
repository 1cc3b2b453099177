package hutong.gateway.cli;

import hutong.gateway.dialects.Standing;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hutong dialect list}. */
@Command(
    name = "list",
    description = {
      "Lists the dialects, and which version of each is live, planned or runs as shadow.",
      "Exit code 1 if one of them can't be loaded."
    },
    mixinStandardHelpOptions = true)
final class DialectCommandList implements Callable<Integer> {
  private static final String ROW = "%-24s %-12s %-20s %-12s %-20s %-12s %-20s %s%n";

  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;
  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<Standing> all = DialectCommandDesk.of(home.home(), false).live().standings();
    if (output.json()) {
      JsonArray items = new JsonArray();
      all.forEach(each -> items.add(json(each)));
      out.println(new JsonObject().put("items", items).encodePrettily());
    } else {
      out.printf(ROW, "name", "live", "since", "planned", "from", "shadow", "since", "title");
      all.forEach(each -> row(out, each));
    }
    out.flush();
    return all.stream().anyMatch(each -> each.fault() != null) ? 1 : 0;
  }

  private static void row(PrintWriter out, Standing one) {
    out.printf(
        ROW,
        one.name(),
        version(one.live()),
        from(one.live()),
        version(one.planned()),
        from(one.planned()),
        version(one.shadow()),
        from(one.shadow()),
        one.zh() + " / " + one.en());
    if (one.fault() != null) {
      out.println("  " + one.fault());
    }
  }

  private static String version(Standing.Part part) {
    return part == null ? "-" : part.version();
  }

  private static String from(Standing.Part part) {
    return part == null ? "-" : DialectCommandDesk.moment(part.from());
  }

  private static JsonObject json(Standing one) {
    JsonObject json =
        new JsonObject()
            .put("name", one.name())
            .put("title", new JsonObject().put("zh", one.zh()).put("en", one.en()));
    put(json, "live", "since", one.live());
    put(json, "planned", "from", one.planned());
    put(json, "shadow", "since", one.shadow());
    if (one.fault() != null) {
      json.put("fault", one.fault());
    }
    return json;
  }

  private static void put(JsonObject json, String key, String time, Standing.Part part) {
    if (part != null) {
      json.put(
          key, new JsonObject().put("version", part.version()).put(time, part.from().toString()));
    }
  }
}
