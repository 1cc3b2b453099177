package hutong.gateway.systems;

import hutong.gateway.systems.RegistrationRefused.Why;
import hutong.routes.LocalSystem;
import hutong.schemas.RecordTypes;
import java.util.regex.Pattern;

/** Knows the words in which a system may say what it serves: a mistyped one would serve nothing. */
public final class ClaimWords {
  private static final Pattern PREFIX = Pattern.compile("[0-9]{2,12}");
  private static final int MOST_PREFIXES = 200;

  private final RecordTypes types;

  public ClaimWords(RecordTypes types) {
    this.types = types;
  }

  /** Returns it, or throws {@link RegistrationRefused}. */
  public LocalSystem checked(LocalSystem system) {
    for (String type : system.types()) {
      if (types.of(type).isEmpty()) {
        throw new RegistrationRefused(Why.CLAIM_INVALID, "unknown record type");
      }
    }
    if (system.divisions().isEmpty() || system.divisions().size() > MOST_PREFIXES) {
      throw new RegistrationRefused(Why.CLAIM_INVALID, "no prefix, or too many");
    }
    for (String prefix : system.divisions()) {
      if (!PREFIX.matcher(prefix).matches()) {
        throw new RegistrationRefused(Why.CLAIM_INVALID, "not a prefix of division codes");
      }
    }
    boolean role =
        system.role() == null
            || types.names().stream()
                .map(name -> types.of(name).orElseThrow())
                .anyMatch(each -> each.readers().containsKey(system.role()));
    if (!role) {
      throw new RegistrationRefused(Why.CLAIM_INVALID, "unknown role");
    }
    return system;
  }
}
