package hutong.gateway.bench;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * What became of so many records that had to wait.
 *
 * @param kind {@code backlog} or {@code inFlight}
 * @param posting the sender, while they were posted
 * @param ledgerMb the sender's, when all were posted
 * @param ready from launching the killed sender to its first answer that it is ready
 * @param draining the sender, while they went
 * @param drainSeconds until the recipient's system had the last of them
 * @param missing records that never came
 * @param again records that came more than once
 * @param unreceipted of which the sender has no receipt in the end
 */
record BacklogFigures(
    String kind,
    long records,
    Course posting,
    long ledgerMb,
    Duration ready,
    Course draining,
    double drainSeconds,
    long missing,
    long again,
    long unreceipted) {

  /** Whether everything came once and no given bound was passed. */
  boolean holds(BacklogOptions bounds) {
    return missing == 0
        && again == 0
        && unreceipted == 0
        && (bounds.readyWithin == null || ready.compareTo(bounds.readyWithin) <= 0)
        && (bounds.growth == null
            || (posting.growth() <= bounds.growth && draining.growth() <= bounds.growth));
  }

  JsonObject json() {
    return new JsonObject()
        .put("kind", kind)
        .put("records", records)
        .put("posting", course(posting))
        .put("ledgerMb", ledgerMb)
        .put("readyMs", ready.toMillis())
        .put("draining", course(draining))
        .put("drainSeconds", Math.round(drainSeconds))
        .put("drainedPerSecond", Math.round(records / drainSeconds))
        .put("missing", missing)
        .put("again", again)
        .put("unreceipted", unreceipted);
  }

  private static JsonObject course(Course course) {
    return new JsonObject()
        .put("secondTenth", part(course.early()))
        .put("lastTenth", part(course.last()));
  }

  private static JsonObject part(Course.Part part) {
    return new JsonObject()
        .put("perSecond", Math.round(part.perSecond()))
        .put("residentMb", part.residentMb())
        .put("heapMb", part.heapMb());
  }
}
