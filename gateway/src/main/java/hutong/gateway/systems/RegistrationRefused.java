package hutong.gateway.systems;

import java.util.Locale;

/** Says why local systems stay as they are; names of systems and prefixes alone. */
public final class RegistrationRefused extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** A closed set, for machines. */
  public enum Why {
    NAME_INVALID("a name is 2 to 40 of a-z, 0-9 and hyphen"),
    NAME_TAKEN("this name is registered already, or was"),
    UNKNOWN("nobody of this name is registered"),
    OPERATOR("an operator serves nothing"),
    ENDED("this system has ended"),
    CLAIM_INVALID(
        "a system decides, reads in a role that a record type knows, or only posts; it serves"
            + " known record types and prefixes of 2 to 12 digits"),
    EQUAL_CLAIM(
        "another system decides on the same with an equal right: give one of them a longer prefix,"
            + " or record types of its own"),
    CLAIM_UNFIT(
        "the successor is of another kind, or cannot serve what the other serves beside its own:"
            + " change what it serves first"),
    LIMIT_INVALID("a limit is a number from 1 to 100000000"),
    CERTIFICATE_TAKEN("this certificate speaks for another"),
    KEY_UNKNOWN("it has no key of this id"),
    LABEL_INVALID("a label is up to 40 letters, digits, dots, hyphens, underscores and spaces"),
    SCOPES_INVALID(
        "a system's key is for submit, read, mailbox and content, an operator's for watch and"
            + " operate; for one of them at least"),
    TOO_MANY_KEYS("there are too many valid keys: let the old ones end first");

    private final String sentence;

    Why(String sentence) {
      this.sentence = sentence;
    }
  }

  private final Why why;
  private final String about;

  RegistrationRefused(Why why) {
    this(why, "");
  }

  /**
   * @param about what is meant: a name of a system, a prefix
   */
  RegistrationRefused(Why why, String about) {
    super(why.sentence + (about.isEmpty() ? "" : String.format(Locale.ROOT, " (%s)", about)));
    this.why = why;
    this.about = about;
  }

  /** What is meant, if that is anything in particular. */
  public String about() {
    return about;
  }

  public Why why() {
    return why;
  }
}
