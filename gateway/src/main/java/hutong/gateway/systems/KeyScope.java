package hutong.gateway.systems;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a key lets its holder do; a key has one or more of those of its kind. */
public enum KeyScope {
  /** Post records, tables and attachments, try them, take them back. */
  SUBMIT(false),
  /** See what became of its own records: states, receipts, deadlines; no content. */
  READ(false),
  /** Be handed what concerns it, and decide. */
  MAILBOX(false),
  /** Read contents of its own records again: attachments, evidence. */
  CONTENT(false),
  /** An operator's: see how the node and every record stands; no content, nobody's person. */
  WATCH(true),
  /** An operator's: do something about it. */
  OPERATE(true);

  /** What a key of a local system has unless less is said. */
  public static final Set<KeyScope> SYSTEM = of(false);

  /** What a key of an operator has unless less is said. */
  public static final Set<KeyScope> OPERATOR = of(true);

  private final boolean operator;

  KeyScope(boolean operator) {
    this.operator = operator;
  }

  private static Set<KeyScope> of(boolean operator) {
    EnumSet<KeyScope> all = EnumSet.allOf(KeyScope.class);
    all.removeIf(each -> each.operator != operator);
    return Collections.unmodifiableSet(all);
  }

  /** In lower case, as people write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The scope of this word, in any case; empty if there is none. */
  public static Optional<KeyScope> of(String word) {
    for (KeyScope each : values()) {
      if (each.name().equalsIgnoreCase(word)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
