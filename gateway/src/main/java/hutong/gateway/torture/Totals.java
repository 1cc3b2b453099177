package hutong.gateway.torture;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What rounds have come to so far, kept in the campaign's folder.
 *
 * @param slowestMillis longest time from a restart until ready
 */
record Totals(int kills, long slowestMillis, Verdict verdict) {

  private static final String FILE = "totals.json";

  static Totals read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return new Totals(0, 0, Verdict.NOTHING);
    }
    JsonObject json = new JsonObject(Files.readString(file));
    return new Totals(
        json.getInteger("kills"),
        json.getLong("slowestMillis"),
        new Verdict(
            json.getLong("acknowledged"),
            json.getLong("delivered"),
            json.getLong("lost"),
            json.getLong("duplicated"),
            json.getLong("outOfOrder"),
            json.getLong("differing"),
            json.getLong("receiptsMissing"),
            json.getLong("altered", 0L)));
  }

  void write(Path folder) throws IOException {
    JsonObject json =
        new JsonObject()
            .put("kills", kills)
            .put("slowestMillis", slowestMillis)
            .put("acknowledged", verdict.acknowledged())
            .put("delivered", verdict.delivered())
            .put("lost", verdict.lost())
            .put("duplicated", verdict.duplicated())
            .put("outOfOrder", verdict.outOfOrder())
            .put("differing", verdict.differing())
            .put("receiptsMissing", verdict.receiptsMissing())
            .put("altered", verdict.altered());
    Path fresh = folder.resolve(FILE + ".new");
    Files.writeString(fresh, json.encodePrettily());
    Files.move(fresh, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  Totals plus(Totals other) {
    return new Totals(
        kills + other.kills,
        Math.max(slowestMillis, other.slowestMillis),
        verdict.plus(other.verdict));
  }
}
