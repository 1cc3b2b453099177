package hutong.schemas.dialects;

import static hutong.schemas.RejectionCode.NOT_WELL_FORMED;

import hutong.schemas.SourcePlace;
import hutong.schemas.Violation;
import java.util.Optional;

/** Counts the lines of a text as it flows by, and notices when they don't all end alike. */
final class LineEnds {
  private static final int NONE = 0;
  private static final int LF = 1;
  private static final int CR = 2;
  private static final int CRLF = 3;

  private int line = 1;
  private int usual = NONE;
  private int firstOther;
  private boolean quoted;
  private boolean afterCr;

  void pass(char[] text, int begin, int end) {
    for (int i = begin; i < end; i++) {
      char c = text[i];
      if (afterCr) {
        afterCr = false;
        ended(c == '\n' ? CRLF : CR);
        if (c == '\n') {
          continue;
        }
      }
      if (c == '\n') {
        ended(LF);
      } else if (c == '\r') {
        afterCr = true;
      } else if (c == '"') {
        quoted = !quoted;
      }
    }
  }

  private void ended(int how) {
    if (!quoted) {
      if (usual == NONE) {
        usual = how;
      } else if (usual != how && firstOther == 0) {
        firstOther = line;
      }
    }
    line++;
  }

  int line() {
    return line;
  }

  /** A warning with the first line that ends otherwise than those before it. */
  Optional<Violation> mixed() {
    return firstOther == 0
        ? Optional.empty()
        : Optional.of(
            Violation.warn(
                    NOT_WELL_FORMED,
                    "",
                    "mixed-line-ends",
                    "换行符不一致,请统一为 CRLF 后再发送。",
                    "Lines end in different ways: let all of them end with CRLF.")
                .at(new SourcePlace(firstOther, "")));
  }
}
