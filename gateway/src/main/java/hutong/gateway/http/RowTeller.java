package hutong.gateway.http;

import hutong.routes.submit.Outcome;
import hutong.schemas.Violation;
import hutong.schemas.dialects.Translated;
import java.io.IOException;
import java.util.List;

/** Tells the sender of a table row by row, in their order, what became of each. */
public interface RowTeller {

  /** Of one row. */
  void row(Translated row, Outcome outcome) throws IOException;

  /** Nothing more of the table can be read. */
  void broken(List<Violation> why) throws IOException;

  /** Whoever waits may be told now. */
  void flush() throws IOException;

  /** It is over. */
  void end(Rows rows, List<Violation> remarks) throws IOException;

  /**
   * How many rows came out how.
   *
   * @param whole whether all of the table was read and worked off
   * @param taken and would be taken, if they were only checked
   * @param left sound, and not taken for want of room: to be posted again
   */
  record Rows(boolean whole, int taken, int replayed, int refused, int left) {

    public static final Rows NONE = new Rows(true, 0, 0, 0, 0);

    /** With one row more. */
    public Rows and(Outcome outcome) {
      if (outcome instanceof Outcome.Taken done) {
        return done.repeated()
            ? new Rows(whole, taken, replayed + 1, refused, left)
            : new Rows(whole, taken + 1, replayed, refused, left);
      }
      if (outcome instanceof Outcome.Checked) {
        return new Rows(whole, taken + 1, replayed, refused, left);
      }
      return outcome instanceof Outcome.Refused
          ? new Rows(whole, taken, replayed, refused + 1, left)
          : new Rows(whole, taken, replayed, refused, left + 1);
    }

    Rows whole(boolean all) {
      return new Rows(all, taken, replayed, refused, left);
    }

    public int all() {
      return taken + replayed + refused + left;
    }
  }
}
