package hutong.gateway.dialects;

import java.util.Arrays;

/** Why a version is live from some moment on. */
public enum Cause {
  /** Its own file says so. */
  VALID_FROM("validFrom"),
  /** An operator switched to it. */
  SWITCH("switch"),
  /** An operator went back to it. */
  BACK("back");

  private final String word;

  Cause(String word) {
    this.word = word;
  }

  /** As it is written in files. */
  public String word() {
    return word;
  }

  static Cause of(String word) {
    return Arrays.stream(values())
        .filter(each -> each.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such cause"));
  }
}
