package hutong.gateway.cli;

import picocli.CommandLine.Command;

/** {@code hutong dialect}: partners' ways of writing records, and which version of each is live. */
@Command(
    name = "dialect",
    description =
        "Checks and takes partners' dialects, tries versions as shadow, switches to them.",
    mixinStandardHelpOptions = true,
    subcommands = {
      DialectCommandList.class,
      DialectCommandCheck.class,
      DialectCommandCompare.class,
      DialectCommandAdd.class,
      DialectCommandShadow.class,
      DialectCommandSwitch.class,
      DialectCommandBack.class,
      DialectCommandExport.class,
      DialectCommandTemplate.class
    })
public final class DialectCommand {}
