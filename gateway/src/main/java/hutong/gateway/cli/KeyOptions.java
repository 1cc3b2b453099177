package hutong.gateway.cli;

import hutong.gateway.systems.KeyScope;
import hutong.gateway.systems.NewKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say what an API key is for, and until when. */
final class KeyOptions {

  @Option(
      names = "--scopes",
      split = ",",
      paramLabel = "SCOPE",
      description =
          "of a system submit, read, mailbox, content; of an operator watch, operate (default: all)")
  private List<String> scopes;

  @Option(names = "--label", description = "what the key is for, shown in lists")
  private String label;

  @Option(
      names = "--expires",
      paramLabel = "DATE",
      description = "a day or an instant (ISO 8601, UTC) from which it is refused (default: never)")
  private String expires;

  NewKey asked(CommandLine command) {
    return new NewKey(label, scopes(command), instant(command));
  }

  private Set<KeyScope> scopes(CommandLine command) {
    if (scopes == null) {
      return null;
    }
    EnumSet<KeyScope> known = EnumSet.noneOf(KeyScope.class);
    for (String word : scopes) {
      known.add(
          KeyScope.of(word)
              .orElseThrow(() -> new ParameterException(command, "There is no such scope")));
    }
    return known;
  }

  private Instant instant(CommandLine command) {
    if (expires == null) {
      return null;
    }
    try {
      return expires.length() == 10
          ? LocalDate.parse(expires).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(expires);
    } catch (DateTimeException fault) {
      throw new ParameterException(command, "--expires is a day or an instant, as 2027-01-31");
    }
  }
}
