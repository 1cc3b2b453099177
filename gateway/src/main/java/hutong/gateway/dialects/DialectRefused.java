package hutong.gateway.dialects;

import java.io.IOException;

/** Says in one sentence why dialects stay as they are. */
public final class DialectRefused extends IOException {
  private static final long serialVersionUID = 1L;

  DialectRefused(String sentence) {
    super(sentence);
  }
}
