package hutong.gateway.console;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an action may have the next page say first: an address can have it say nothing else. */
enum Said {
  DONE,
  ALREADY,
  TOO_LATE,
  UNKNOWN,
  OTHER_PERSON,
  TOO_MANY,
  NOTHING_FITS,
  NOT_SO,
  PLANNED,
  BEGUN,
  PROPOSED,
  NOT_SOUND,
  PASSWORD_CHANGED,
  PASSWORD_WRONG,
  PASSWORD_SHORT,
  PASSWORD_NAME,
  PASSWORD_SAME,
  PASSWORD_UNLIKE,
  OTHERS_ENDED;

  /** Whether it says that what was asked for came about. */
  boolean good() {
    return switch (this) {
      case DONE, PLANNED, BEGUN, PROPOSED, PASSWORD_CHANGED, OTHERS_ENDED -> true;
      default -> false;
    };
  }

  /** Of its texts, as {@code said.done}. */
  String key() {
    return "said." + word();
  }

  /** As it stands in an address. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Said> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  /** What an address has said; empty if nothing. */
  static Optional<Said> in(String address) {
    int at = address.indexOf("said=");
    return at < 0 ? Optional.empty() : of(address.substring(at + "said=".length()));
  }

  /** The address, with this to be said there. */
  String at(String path) {
    return path + (path.indexOf('?') < 0 ? "?" : "&") + "said=" + word();
  }
}
