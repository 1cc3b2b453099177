package hutong.gateway.console;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What an account is for. */
public enum Role {
  /** Looks. */
  VIEWER,
  /** Follows the records of one local system. */
  DESK,
  /** Looks, and works with records and routes. */
  OPERATOR,
  /** Looks, and looks after keys. */
  KEY_OFFICER,
  /** Looks, and sees who did what. */
  AUDITOR;

  /** As people write it, {@code key-officer}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The role that people write so. */
  public static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  /** Whether it has a right; whoever sees the whole node may do what a desk may. */
  public boolean may(Right right) {
    return rights().contains(right) || (right == Right.DESK && rights().contains(Right.LOOK));
  }

  private Set<Right> rights() {
    return switch (this) {
      case VIEWER -> EnumSet.of(Right.LOOK);
      case DESK -> EnumSet.of(Right.DESK);
      case OPERATOR -> EnumSet.of(Right.LOOK, Right.OPERATE);
      case KEY_OFFICER -> EnumSet.of(Right.LOOK, Right.KEYS);
      case AUDITOR -> EnumSet.of(Right.LOOK, Right.AUDIT);
    };
  }
}
