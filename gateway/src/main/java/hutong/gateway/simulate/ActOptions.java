package hutong.gateway.simulate;

import hutong.schemas.RejectionCode;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** One act, by options. */
final class ActOptions {

  @Option(names = "--duplicate", defaultValue = "0", description = "share sent twice")
  private double duplicate;

  @Option(names = "--corrupt", defaultValue = "0", description = "share with a bit flipped")
  private double corrupt;

  @Option(names = "--truncate", defaultValue = "0", description = "share cut off")
  private double truncate;

  @Option(names = "--swallow", defaultValue = "0", description = "share never sent")
  private double swallow;

  @Option(names = "--delay", description = "wait before each message (ISO 8601)")
  private Duration delay;

  @Option(names = "--clock", description = "how far its clock is off (ISO 8601, such as -PT80H)")
  private Duration clock;

  @Option(names = "--refuse", defaultValue = "0", description = "share its desk rejects")
  private double refuse;

  @Option(names = "--code", description = "with which code (default: IMPLAUSIBLE)")
  private RejectionCode code;

  @Option(names = "--ignore", defaultValue = "0", description = "share its desk never decides")
  private double ignore;

  @Option(names = "--decide-after", description = "how long its desk takes (ISO 8601)")
  private Duration decideAfter;

  Act act(CommandLine command) {
    try {
      return new Act(
          null,
          null,
          duplicate,
          corrupt,
          truncate,
          swallow,
          delay,
          clock,
          refuse,
          code,
          ignore,
          decideAfter);
    } catch (IllegalArgumentException wrong) {
      throw new CommandLine.ParameterException(command, "--" + wrong.getMessage());
    }
  }
}
