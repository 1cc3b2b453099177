package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.gateway.http.ApiClient;
import hutong.routes.PieceFrame;
import hutong.routes.QueueNames;
import hutong.routes.ledger.Attachments;
import hutong.routes.ledger.Piece;
import hutong.schemas.hx.Header;
import hutong.schemas.hx.ResidentRecord;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a member with valid keys can do to another by pieces of attachments, and what it can't. */
class HostilePiecesTest {

  private static final String JIANGSU = "320000";
  private static final String JIANGXI = "360000";
  private static final String HENAN = "410000";
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private Region henan;
  private ApiClient operator;
  private Rogue jiangsu;

  @BeforeEach
  void start() throws Exception {
    List<Region> regions = Region.make(folder, vertx, JIANGSU, JIANGXI, HENAN);
    henan = regions.get(2).start();
    operator = henan.operator();
    henan.decider("zhoukou", "4116");
    jiangsu = new Rogue(JIANGSU, regions.get(0).home(), henan.node()::directory);
  }

  @AfterEach
  void stop() {
    jiangsu.close();
    henan.close();
    vertx.close();
  }

  @Test
  void a_frame_with_false_numbers_is_quarantined_and_what_comes_after_it_is_kept()
      throws Exception {
    Scan scan = Scan.of(1, 2 * Piece.BYTES);
    byte[] good = frame(scan, 0);
    byte[] beyond = good.clone();
    beyond[good.length - Piece.BYTES - 1] = 2;
    byte[] cut = Arrays.copyOf(good, good.length - 1);
    byte[] version = good.clone();
    version[0] = 2;
    byte[] huge = good.clone();
    huge[39] = 0x7f;
    for (byte[] frame : List.of(beyond, cut, version, huge, new byte[0])) {
      put(frame);
    }
    awaitQuarantined("PIECE_MALFORMED", 5);
    put(new PieceFrame(JIANGXI, piece(scan, 0)).write());
    awaitQuarantined("NOT_FOR_THIS_NODE", 1);
    put(frame(scan, 0));
    put(
        new PieceFrame(
                HENAN, piece(new Scan(Arrays.copyOf(scan.bytes(), 70_000)), 0, scan.digest()))
            .write());
    awaitQuarantined("PIECE_CONTRADICTS", 1);
    put(frame(scan, 1));
    assertThat(awaitRecord("after-false-frames", scan)).isEqualTo("OFFERED");
  }

  @Test
  void a_record_or_a_receipt_is_no_piece_and_a_piece_is_no_record() throws Exception {
    ResidentRecord record = jiangsu.arrival("in-the-wrong-queue");
    Header header = jiangsu.header(record, HENAN);
    byte[] envelope = jiangsu.envelope(jiangsu.document(header, record), HENAN);
    jiangsu.put(envelope, HENAN, QueueNames.pieces(HENAN), 1);
    awaitQuarantined("WRONG_KIND", 1);
    jiangsu.put(jiangsu.piece(frame(Scan.of(2, 10), 0), HENAN), HENAN);
    awaitQuarantined("HEADER_UNREADABLE", 1);
  }

  @Test
  void pieces_without_end_are_bounded_and_alarmed_and_records_are_taken_all_the_same()
      throws Exception {
    int most = (int) (Attachments.MOST_STAGED / Piece.MOST_BYTES);
    byte[] bytes = new byte[Piece.BYTES];
    for (int i = 0; i < most + 20; i++) {
      Piece piece = new Piece("%064x".formatted(i), Piece.MOST_BYTES, 0, bytes);
      put(new PieceFrame(HENAN, piece).write());
    }
    int rest = (int) (Attachments.MOST_STAGED % Piece.MOST_BYTES);
    put(new PieceFrame(HENAN, new Piece("f".repeat(64), rest, 0, bytes)).write());
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(get(operator.alarms(100)).getJsonArray("items").encode())
                    .contains("ATTACHMENTS_FULL"));
    Scan scan = Scan.of(3, 10);
    put(frame(scan, 0));
    Header header = header("no-room", scan);
    jiangsu.put(envelope(header, "no-room", scan), HENAN);
    ResidentRecord small = jiangsu.arrival("small");
    Header smallHeader = jiangsu.header(small, HENAN);
    jiangsu.put(jiangsu.envelope(jiangsu.document(smallHeader, small), HENAN), HENAN);
    await().atMost(LONG).until(() -> "OFFERED".equals(state(smallHeader.getId())));
    assertThat(state(header.getId())).as("nobody was answered about it").isNull();
    long alarms =
        get(operator.alarms(100)).getJsonArray("items").stream()
            .filter(each -> ((JsonObject) each).getString("code").equals("ATTACHMENTS_FULL"))
            .count();
    assertThat(alarms).isEqualTo(1);
  }

  @Test
  void content_that_is_not_what_the_record_says_rejects_the_record() throws Exception {
    Scan said = Scan.of(4, 100);
    Scan sent = Scan.of(5, 100);
    put(new PieceFrame(HENAN, piece(sent, 0, said.digest())).write());
    Header header = header("wrong-digest", said);
    jiangsu.put(envelope(header, "wrong-digest", said), HENAN);
    await().atMost(LONG).until(() -> "REJECTED".equals(state(header.getId())));
    JsonObject refusal = get(operator.find(header.getId())).getJsonObject("refusal");
    assertThat(refusal.getString("code")).isEqualTo("ATTACHMENT_MISMATCHED");
    assertThat(refusal.getJsonArray("pointers").getString(0)).isEqualTo("/attachment/0/digest");
  }

  @Test
  void a_record_may_come_before_its_pieces_and_is_answered_after_them() throws Exception {
    Scan scan = Scan.of(6, 3 * Piece.BYTES + 1);
    Header header = header("before-its-pieces", scan);
    jiangsu.put(envelope(header, "before-its-pieces", scan), HENAN);
    for (int number = 3; number > 0; number--) {
      put(frame(scan, number));
    }
    assertThat(awaitRecord("between")).isEqualTo("OFFERED");
    assertThat(state(header.getId())).isNull();
    put(frame(scan, 0));
    await().atMost(LONG).until(() -> "OFFERED".equals(state(header.getId())));
  }

  @Test
  void a_record_that_names_twice_the_same_content_claims_it_twice() throws Exception {
    Scan scan = Scan.of(7, 10);
    put(frame(scan, 0));
    assertThat(awaitRecord("twice", scan, scan)).isEqualTo("OFFERED");
  }

  private String awaitRecord(String key, Scan... scans) throws Exception {
    Header header = header(key, scans);
    jiangsu.put(envelope(header, key, scans), HENAN);
    await().atMost(LONG).until(() -> state(header.getId()) != null);
    await().atMost(LONG).until(() -> !"RECEIVED".equals(state(header.getId())));
    return state(header.getId());
  }

  private Header header(String key, Scan... scans) throws Exception {
    return jiangsu.header(jiangsu.inquiry(key, scans), HENAN);
  }

  private byte[] envelope(Header header, String key, Scan... scans) throws Exception {
    return jiangsu.envelope(jiangsu.document(header, jiangsu.inquiry(key, scans)), HENAN);
  }

  private void put(byte[] frame) throws Exception {
    jiangsu.put(jiangsu.piece(frame, HENAN), HENAN, QueueNames.pieces(HENAN), 1);
  }

  private static byte[] frame(Scan scan, int number) {
    return new PieceFrame(HENAN, piece(scan, number)).write();
  }

  private static Piece piece(Scan scan, int number) {
    return piece(scan, number, scan.digest());
  }

  private static Piece piece(Scan scan, int number, String digest) {
    int size = scan.bytes().length;
    int from = number * Piece.BYTES;
    byte[] bytes = Arrays.copyOfRange(scan.bytes(), from, from + Piece.length(size, number));
    return new Piece(digest, size, number, bytes);
  }

  /** Null while it is not known. */
  private String state(UUID id) throws Exception {
    try {
      return get(operator.find(id)).getString("state");
    } catch (ExecutionException notFound) {
      return null;
    }
  }

  private void awaitQuarantined(String fault, int times) {
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(
                        get(operator.quarantine(100)).getJsonArray("items").stream()
                            .filter(each -> ((JsonObject) each).getString("fault").equals(fault)))
                    .hasSize(times));
  }
}
