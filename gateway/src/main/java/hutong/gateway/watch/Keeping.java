package hutong.gateway.watch;

import hutong.gateway.batches.RunBatches;
import hutong.gateway.ledger.SqlLedger;
import hutong.gateway.operations.RunOperations;
import hutong.routes.sweep.SweepLedger;
import hutong.schemas.RecordTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long one kind of thing is kept.
 *
 * @param what stable word
 * @param type of records; null for anything else
 * @param period ISO 8601, from when it has ended or was last used; null: for good
 * @param source where that is said: a setting, {@code type} or {@code fixed}
 */
public record Keeping(String what, String type, String period, String source) {

  private static final String FIXED = "fixed";

  /**
   * Everything that a node keeps.
   *
   * @param contents as it is set; zero: as types say
   * @param batches as it is set
   */
  public static List<Keeping> all(RecordTypes types, Duration contents, Duration batches) {
    List<Keeping> all = new ArrayList<>();
    for (String name : types.names()) {
      types
          .of(name)
          .ifPresent(
              type ->
                  all.add(
                      new Keeping("CONTENT", name, type.retention().period().toString(), "type")));
    }
    all.add(new Keeping("CONTENT_OF_UNKNOWN_TYPE", null, SweepLedger.REFUSED.toString(), FIXED));
    if (!contents.isZero()) {
      all.add(new Keeping("CONTENT_HELD", null, days(contents), "retention.payloads"));
    }
    // What proves that something was exchanged outlives it: digests, times and signatures.
    for (String proof : List.of("EVENTS", "RECEIPTS", "CHECKPOINTS", "ALARMS")) {
      all.add(new Keeping(proof, null, null, FIXED));
    }
    SqlLedger.keeps().forEach((what, time) -> all.add(new Keeping(what, null, days(time), FIXED)));
    all.add(new Keeping("OPERATIONS", null, days(RunOperations.KEPT), FIXED));
    all.add(new Keeping("BATCHES", null, days(batches), "batches.keep"));
    all.add(new Keeping("UPLOADS", null, days(RunBatches.UPLOAD_KEPT), FIXED));
    return List.copyOf(all);
  }

  /** Whole days as days: {@code P14D} rather than {@code PT336H}. */
  private static String days(Duration time) {
    return time.equals(Duration.ofDays(time.toDays())) ? "P" + time.toDays() + "D" : "" + time;
  }
}
