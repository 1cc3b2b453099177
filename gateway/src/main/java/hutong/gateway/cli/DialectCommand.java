package hutong.gateway.cli;

import picocli.CommandLine.Command;

/** {@code hutong dialect}: partners' ways of writing records, and which version of each is live. */
@Command(
    name = "dialect",
    description = "Takes partners' dialects, tries new versions as shadow, and switches to them.",
    mixinStandardHelpOptions = true,
    subcommands = {
      DialectCommandList.class,
      DialectCommandAdd.class,
      DialectCommandShadow.class,
      DialectCommandSwitch.class,
      DialectCommandBack.class,
      DialectCommandExport.class
    })
public final class DialectCommand {}
