package hutong.gateway.console;

import java.util.EnumSet;
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

  Set<Right> rights() {
    return switch (this) {
      case VIEWER -> EnumSet.of(Right.LOOK);
      case DESK -> EnumSet.of(Right.DESK);
      case OPERATOR -> EnumSet.of(Right.LOOK, Right.OPERATE);
      case KEY_OFFICER -> EnumSet.of(Right.LOOK, Right.KEYS);
      case AUDITOR -> EnumSet.of(Right.LOOK, Right.AUDIT);
    };
  }
}
