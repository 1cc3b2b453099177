package hutong.gateway.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import hutong.gateway.settings.SettingsFaults;
import hutong.gateway.settings.SettingsFile;
import hutong.gateway.settings.SettingsFile.Described;
import hutong.gateway.settings.SettingsFile.Differing;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hutong config}: a node's settings, without the node. */
@Command(
    name = "config",
    description = "Checks a node's settings, and shows what differs from the defaults.",
    mixinStandardHelpOptions = true)
public final class ConfigCommand {

  @Spec private CommandSpec spec;

  @Command(
      name = "check",
      description = "Names every fault of hutong.yaml and the environment; 1 if there is one.")
  int check(@Mixin HomeOption home, @Mixin Output output) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<String> faults = faults(home);
    if (output.json()) {
      ArrayNode all = JsonMapper.builder().build().createArrayNode();
      faults.forEach(all::add);
      out.println(all.toPrettyString());
    } else if (faults.isEmpty()) {
      out.println("The settings are sound.");
    } else {
      faults.forEach(out::println);
    }
    out.flush();
    return faults.isEmpty() ? 0 : 1;
  }

  private static List<String> faults(HomeOption home) throws IOException {
    try {
      var unused = new SettingsFile().read(home.home().folder(), System.getenv());
      return List.of();
    } catch (SettingsFaults wrong) {
      return wrong.faults();
    }
  }

  @Command(
      name = "diff",
      description = "Shows each setting that is not as its default, and where it is set.")
  int diff(@Mixin HomeOption home, @Mixin Output output) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<Differing> differing = new SettingsFile().differing(home.home().folder(), System.getenv());
    if (output.json()) {
      ArrayNode all = JsonMapper.builder().build().createArrayNode();
      for (Differing each : differing) {
        all.addObject()
            .put("key", each.key())
            .put("value", each.value())
            .put("usual", each.usual())
            .put("from", each.from());
      }
      out.println(all.toPrettyString());
    } else {
      for (Differing each : differing) {
        out.printf(
            "%-28s %s  (usually %s; %s)%n",
            each.key(), each.value(), each.usual().isEmpty() ? "empty" : each.usual(), each.from());
      }
    }
    out.flush();
    return 0;
  }

  @Command(
      name = "reference",
      description =
          "Lists every setting: its default, its variable of the environment, its meaning.")
  int reference(@Mixin Output output) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<Described> all = new SettingsFile().reference();
    if (output.json()) {
      ArrayNode list = JsonMapper.builder().build().createArrayNode();
      for (Described each : all) {
        list.addObject()
            .put("key", each.key())
            .put("usual", each.usual())
            .put("variable", each.variable())
            .put("meaning", each.meaning());
      }
      out.println(list.toPrettyString());
      return ExitCode.DONE;
    }
    for (Described each : all) {
      String usual = each.usual().isEmpty() ? "empty" : each.usual();
      out.printf("%s  (%s; %s)%n", each.key(), usual, each.variable());
      if (!each.meaning().isEmpty()) {
        out.println("    " + each.meaning());
      }
    }
    return ExitCode.DONE;
  }
}
