package hutong.gateway.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.gateway.http.ApiClient;
import hutong.gateway.node.Canon;
import hutong.schemas.dialects.Dialect;
import hutong.schemas.dialects.DialectFiles;
import hutong.schemas.dialects.DialectWriter;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a local system meets: how fast its posts are taken, one by one and as a table, and how fast
 * it can empty its mailbox. The other node is down while it posts, and no reader asks while the
 * mail comes, so that each is measured alone.
 */
final class Intake implements AutoCloseable {

  private static final String TABLE = "county-csv";
  private static final int AHEAD = 64;
  private static final int AT_ONCE = 500;
  private static final int READERS = 2;

  private final int records;
  private final Canon canon = Canon.load();
  private final Crowd crowd = new Crowd(canon, Clock.systemUTC());
  private final TwoProcesses nodes;
  private final ApiClient poster;

  Intake(int records, String heap) throws Exception {
    this.records = records;
    this.nodes = new TwoProcesses(null, heap, 5_000);
    this.poster = nodes.poster();
    nodes.sender().start(TwoProcesses.PATIENCE);
  }

  /**
   * Each kind of post goes twice, and only the second is measured: the first is for the compiler.
   *
   * @return what was measured; {@code complete} says whether everything came exactly once
   */
  JsonObject measure() throws Exception {
    singly(records);
    double singly = records / singly(records);
    table(records);
    Path answers = nodes.folder().resolve("answers");
    double table = records / table(records);
    long heap = nodes.sender().heapMb();
    JsonObject sums = lastOf(answers);
    nodes.recipient().start(TwoProcesses.PATIENCE);
    TwoProcesses.await(
        () -> nodes.tallied("DELIVERED"), () -> nodes.tallied("DELIVERED") >= 4L * records);
    Mailbag bag = new Mailbag(nodes.taker(), AT_ONCE, READERS);
    long began = System.nanoTime();
    bag.open();
    TwoProcesses.await(bag::count, () -> bag.count() >= 4L * records);
    double mail = 4L * records / seconds(began);
    bag.close();
    boolean complete =
        sums.getBoolean("whole")
            && sums.getLong("taken") == records
            && bag.count() == 4L * records
            && bag.again() == 0;
    return new JsonObject()
        .put("records", records)
        .put("singlyPerSecond", Math.round(singly))
        .put("tablePerSecond", Math.round(table))
        .put("mailPerSecond", Math.round(mail))
        .put("heapMb", heap)
        .put("complete", complete);
  }

  /** Posts so many, a few at a time; returns seconds. */
  private double singly(int count) throws Exception {
    byte[][] bodies = new byte[count][];
    for (int i = 0; i < count; i++) {
      bodies[i] = crowd.next();
    }
    CountDownLatch all = new CountDownLatch(AHEAD);
    long began = System.nanoTime();
    for (int i = 0; i < AHEAD; i++) {
      post(bodies, i, AHEAD).onSuccess(any -> all.countDown());
    }
    if (!all.await(TwoProcesses.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IOException("A post failed, or none was answered for long");
    }
    return seconds(began);
  }

  private Future<Void> post(byte[][] bodies, int from, int step) {
    return from >= bodies.length
        ? Future.succeededFuture()
        : poster
            .submit(bodies[from], "application/json", null)
            .compose(posted -> post(bodies, from + step, step));
  }

  /** Posts so many rows in one document; returns seconds. */
  private double table(int rows) throws Exception {
    Path file = nodes.folder().resolve("table.csv");
    Dialect dialect =
        new DialectFiles(canon.types(), canon.lists()).read(DialectFiles.builtIn().get(TABLE));
    JsonMapper json = JsonMapper.builder().build();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        DialectWriter writer = dialect.create(out, Clock.systemUTC().instant())) {
      for (int i = 0; i < rows; i++) {
        writer.write((ObjectNode) json.readTree(crowd.next()));
      }
    }
    long began = System.nanoTime();
    TwoProcesses.done(
        poster
            .inDialects()
            .batch(file.toString(), TABLE, false, nodes.folder().resolve("answers").toString()));
    return seconds(began);
  }

  private static JsonObject lastOf(Path lines) throws IOException {
    try (var all = Files.lines(lines)) {
      return all.reduce((before, line) -> line).map(JsonObject::new).orElseThrow();
    }
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  @Override
  public void close() throws IOException {
    nodes.close();
  }
}
