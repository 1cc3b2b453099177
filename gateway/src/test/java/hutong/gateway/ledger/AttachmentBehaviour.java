package hutong.gateway.ledger;

import static hutong.gateway.ledger.Samples.HERE;
import static hutong.gateway.ledger.Samples.NOW;
import static hutong.gateway.ledger.Samples.RECEIPTS;
import static hutong.gateway.ledger.Samples.THERE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hutong.routes.ledger.Arrival;
import hutong.routes.ledger.AttachmentView;
import hutong.routes.ledger.Attachments;
import hutong.routes.ledger.Attachments.Staged;
import hutong.routes.ledger.Content;
import hutong.routes.ledger.Held;
import hutong.routes.ledger.LargeAttachment;
import hutong.routes.ledger.NewTransfer;
import hutong.routes.ledger.Outgoing;
import hutong.routes.ledger.Piece;
import hutong.routes.ledger.Remembered;
import hutong.routes.ledger.Upload;
import hutong.routes.ledger.Viewer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How the ledger treats contents of attachments; the same on every database. */
abstract class AttachmentBehaviour extends LedgerBehaviour {
  private static final UUID ONE = id(1);
  private static final Viewer.LocalSystem DESK = new Viewer.LocalSystem("desk");
  private static final Duration A_DAY = Duration.ofHours(24).plusSeconds(1);

  /** Two whole pieces and a little. */
  private static final byte[] SCAN = scan(1, 2 * Piece.BYTES + 5);

  private Attachments attachments() {
    return ledger.attachments();
  }

  private static byte[] scan(int seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static String digest(byte[] content) {
    return HexFormat.of().formatHex(Event.sha256(content));
  }

  private static List<Piece> pieces(byte[] content) {
    List<Piece> pieces = new ArrayList<>();
    for (int number = 0; number < Piece.count(content.length); number++) {
      int from = number * Piece.BYTES;
      byte[] bytes = Arrays.copyOfRange(content, from, from + Piece.length(content.length, number));
      pieces.add(new Piece(digest(content), content.length, number, bytes));
    }
    return pieces;
  }

  private static LargeAttachment named(byte[] content) {
    return new LargeAttachment(
        0, "scan.pdf", "application/pdf", content.length, digest(content), 0);
  }

  private void put(String system, byte[] content, Instant at) {
    Upload upload = attachments().begin(system, digest(content), content.length, at);
    assertThat(upload).isInstanceOf(Upload.Open.class);
    attachments().write((Upload.Open) upload, system, pieces(content));
    attachments().finish((Upload.Open) upload, system, digest(content), at);
  }

  private static NewTransfer posted(UUID id, byte[] content) {
    NewTransfer t = Samples.posted(id, null, "s" + id, 1);
    return new NewTransfer(
        t.facts(),
        t.system(),
        t.sourceIndex(),
        t.sourceVersion(),
        t.personIndex(),
        t.subjectIndex(),
        t.contentDigest(),
        t.record(),
        t.marks(),
        t.addressEvidence(),
        t.candidates(),
        t.idempotencyKey(),
        t.requestDigest(),
        List.of(named(content)),
        t.counted());
  }

  private byte[] whole(Content content) {
    byte[] whole = new byte[content.size()];
    for (int number = 0; number < Piece.count(content.size()); number++) {
      byte[] piece = attachments().read(content, number);
      System.arraycopy(piece, 0, whole, number * Piece.BYTES, piece.length);
    }
    return whole;
  }

  private List<Outgoing.Part> dueParts() {
    return due().stream()
        .filter(Outgoing.Part.class::isInstance)
        .map(Outgoing.Part.class::cast)
        .toList();
  }

  @Test
  void what_was_put_is_read_again_by_who_posted_the_record_and_by_nobody_else() {
    put("desk", SCAN, NOW);
    assertThat(submit(posted(ONE, SCAN))).isInstanceOf(Remembered.New.class);

    AttachmentView view = attachments().find(ONE, 0, DESK).orElseThrow();
    assertThat(view.name()).isEqualTo("scan.pdf");
    assertThat(view.mediaType()).isEqualTo("application/pdf");
    assertThat(whole(view.content())).isEqualTo(SCAN);
    assertThat(attachments().find(ONE, 1, DESK)).isEmpty();
    assertThat(attachments().find(ONE, 0, new Viewer.LocalSystem("other"))).isEmpty();
  }

  @Test
  void the_same_content_again_changes_nothing() {
    put("desk", SCAN, NOW);
    assertThat(attachments().begin("desk", digest(SCAN), SCAN.length, NOW))
        .isEqualTo(new Upload.Here());
    assertThat(attachments().put("desk", List.of(digest(SCAN), "ab".repeat(32))))
        .isEqualTo(Map.of(digest(SCAN), SCAN.length));
    assertThat(attachments().put("other", List.of(digest(SCAN)))).isEmpty();
  }

  @Test
  void a_record_that_names_what_was_not_put_is_not_remembered() {
    assertThat(submit(posted(ONE, SCAN))).isEqualTo(new Remembered.AttachmentUnknown(0));
    Upload.Open half = (Upload.Open) attachments().begin("desk", digest(SCAN), SCAN.length, NOW);
    attachments().write(half, "desk", pieces(SCAN).subList(0, 2));
    assertThat(submit(posted(ONE, SCAN))).isEqualTo(new Remembered.AttachmentUnknown(0));
    assertThatThrownBy(() -> attachments().finish(half, "desk", digest(SCAN), NOW))
        .isInstanceOf(LedgerFailure.class);
    put("other", SCAN, NOW);
    assertThat(submit(posted(ONE, SCAN))).isEqualTo(new Remembered.AttachmentUnknown(0));
    assertThat(ledger.find(ONE, OPERATOR)).isEmpty();
  }

  @Test
  void a_dropped_upload_takes_no_more_and_leaves_room() {
    Upload.Open upload = (Upload.Open) attachments().begin("desk", digest(SCAN), SCAN.length, NOW);
    attachments().drop(upload.key());
    assertThatThrownBy(() -> attachments().write(upload, "desk", pieces(SCAN)))
        .isInstanceOf(LedgerFailure.class);
    ledger.sweep(NOW);
    put("desk", SCAN, NOW);
  }

  @Test
  void what_a_system_puts_and_no_record_names_is_bounded_for_each_system() {
    int most = (int) (Attachments.MOST_PUT / Piece.MOST_BYTES);
    for (int i = 0; i < most; i++) {
      assertThat(attachments().begin("desk", "%064x".formatted(i), Piece.MOST_BYTES, NOW))
          .isInstanceOf(Upload.Open.class);
    }
    assertThat(attachments().begin("desk", digest(SCAN), 1, NOW)).isEqualTo(new Upload.Full());
    assertThat(attachments().begin("other", digest(SCAN), 1, NOW)).isInstanceOf(Upload.Open.class);
  }

  @Test
  void content_that_no_record_names_goes_after_a_day_and_what_one_names_stays() {
    byte[] other = scan(2, 10);
    put("desk", SCAN, NOW);
    put("desk", other, NOW);
    submit(posted(ONE, SCAN));
    ledger.sweep(NOW.plus(A_DAY));
    assertThat(attachments().put("desk", List.of(digest(SCAN), digest(other))))
        .containsOnlyKeys(digest(SCAN));
    assertThat(whole(attachments().find(ONE, 0, DESK).orElseThrow().content())).isEqualTo(SCAN);
  }

  @Test
  void an_upload_that_was_broken_off_is_swept() {
    Upload.Open upload = (Upload.Open) attachments().begin("desk", digest(SCAN), SCAN.length, NOW);
    attachments().write(upload, "desk", pieces(SCAN).subList(0, 1));
    ledger.sweep(NOW.plus(Duration.ofMinutes(50)));
    attachments().write(upload, "desk", pieces(SCAN).subList(1, 2));
    ledger.sweep(NOW.plus(Duration.ofMinutes(70)));
    assertThatThrownBy(() -> attachments().write(upload, "desk", pieces(SCAN).subList(2, 3)))
        .isInstanceOf(LedgerFailure.class);
  }

  @Test
  void pieces_are_due_before_their_record_and_each_once() {
    put("desk", SCAN, NOW);
    submit(posted(ONE, SCAN));
    submit(Samples.posted(id(2), null, "small", 1));
    assertThat(dueParts()).extracting(part -> part.piece().number()).containsExactly(0, 1, 2);
    assertThat(due().stream().filter(Outgoing.Unsigned.class::isInstance)).hasSize(1);

    Outgoing.Part second = dueParts().get(1);
    assertThat(second.piece().bytes())
        .isEqualTo(Arrays.copyOfRange(SCAN, Piece.BYTES, 2 * Piece.BYTES));
    attachments().sent(THERE, Map.of(second.row(), second.left()), NOW);
    // Another process may have sent the same.
    attachments().sent(THERE, Map.of(second.row(), dueParts().get(0).left() + 1), NOW);
    assertThat(dueParts()).extracting(part -> part.piece().number()).containsExactly(2);
    attachments().sent(THERE, Map.of(second.row(), 0), NOW);
    assertThat(dueParts()).isEmpty();
    assertThat(due().stream().filter(Outgoing.Unsigned.class::isInstance)).hasSize(2);
  }

  @Test
  void a_repeat_sends_the_pieces_again() {
    put("desk", SCAN, NOW);
    submit(posted(ONE, SCAN));
    attachments().sent(THERE, Map.of(dueParts().get(0).row(), 0), NOW);
    sendAll(NOW);
    assertThat(state(ONE)).isEqualTo("SENT");
    ledger.sweep(NOW.plus(Duration.ofHours(1)));
    assertThat(dueParts()).hasSize(3);
  }

  @Test
  void a_probe_after_a_failure_may_be_a_piece() {
    put("desk", SCAN, NOW);
    submit(posted(ONE, SCAN));
    long row = dueParts().get(0).row();
    ledger.postpone(THERE, List.of(row), "BROKER_UNREACHABLE", NOW);
    assertThat(state(ONE)).isEqualTo("WAITING_RETRY");
    assertThat(due()).isEmpty();
    Instant later = NOW.plus(Duration.ofHours(1));
    List<Outgoing> probe = ledger.due(THERE, 100, later);
    assertThat(probe).singleElement().isInstanceOf(Outgoing.Part.class);
    attachments().sent(THERE, Map.of(row, ((Outgoing.Part) probe.get(0)).left()), later);
    assertThat(ledger.due(THERE, 100, later)).hasSize(2);
  }

  @Test
  void staged_pieces_are_kept_once_in_any_order_and_from_their_sender_alone() {
    List<Piece> pieces = new ArrayList<>(pieces(SCAN));
    Collections.reverse(pieces);
    assertThat(attachments().stage(THERE, pieces.subList(0, 2), NOW)).containsOnly(Staged.KEPT);
    assertThat(attachments().stage(THERE, pieces.subList(0, 2), NOW)).containsOnly(Staged.KEPT);
    assertThat(attachments().staged(THERE, digest(SCAN))).isEmpty();
    assertThat(attachments().stage(THERE, pieces, NOW)).containsOnly(Staged.KEPT);
    Optional<Content> staged = attachments().staged(THERE, digest(SCAN));
    assertThat(whole(staged.orElseThrow())).isEqualTo(SCAN);
    assertThat(attachments().staged("999999", digest(SCAN))).isEmpty();
  }

  @Test
  void a_piece_that_contradicts_its_size_is_false() {
    attachments().stage(THERE, pieces(SCAN).subList(0, 1), NOW);
    Piece other = new Piece(digest(SCAN), Piece.BYTES, 0, scan(1, Piece.BYTES));
    assertThat(attachments().stage(THERE, List.of(other), NOW)).containsExactly(Staged.FALSE);
  }

  @Test
  void what_a_node_sends_and_no_record_names_is_bounded_for_each_node_and_swept() {
    byte[] piece = new byte[Piece.BYTES];
    int most = (int) (Attachments.MOST_STAGED / Piece.MOST_BYTES);
    List<Piece> endless = new ArrayList<>();
    for (int i = 0; i < most + 1; i++) {
      endless.add(new Piece("%064x".formatted(i), Piece.MOST_BYTES, 0, piece));
    }
    List<Staged> staged = attachments().stage(THERE, endless, NOW);
    assertThat(staged.subList(0, most)).containsOnly(Staged.KEPT);
    assertThat(staged.get(most)).isEqualTo(Staged.FULL);
    assertThat(attachments().stage("999999", endless.subList(0, 1), NOW))
        .containsExactly(Staged.KEPT);

    Instant later = NOW.plus(A_DAY);
    ledger.sweep(later);
    assertThat(attachments().stage(THERE, endless.subList(most, most + 1), later))
        .containsExactly(Staged.KEPT);
  }

  @Test
  void a_record_is_held_until_its_attachments_are_here_and_they_are_claimed_with_it() {
    Arrival arrival = arrival(ONE, SCAN);
    Held held =
        new Held(0, from(ONE), arrival.digest(), arrival.signedData(), arrival.attachments());
    assertThat(attachments().hold(List.of(held, held), NOW)).isEmpty();
    attachments().stage(THERE, pieces(SCAN).subList(0, 2), NOW);
    assertThat(attachments().complete(10)).isEmpty();
    attachments().stage(THERE, pieces(SCAN).subList(2, 3), NOW);

    List<Held> complete = attachments().complete(10);
    assertThat(complete).hasSize(1);
    assertThat(complete.get(0).id()).isEqualTo(from(ONE));
    assertThat(complete.get(0).signedData()).isEqualTo(arrival.signedData());
    Content content = attachments().staged(THERE, digest(SCAN)).orElseThrow();
    assertThat(attachments().received(List.of(from(ONE)))).isEmpty();
    ledger.receive(List.of(arrival.with(List.of(named(SCAN).at(content.key())))), RECEIPTS, NOW);
    attachments().release(complete);

    assertThat(attachments().received(List.of(from(ONE)))).containsExactly(from(ONE));
    assertThat(attachments().complete(10)).isEmpty();
    assertThat(attachments().find(ONE, 0, new Viewer.LocalSystem("register"))).isEmpty();
    offer("register");
    attachments().drop(content.key());
    ledger.sweep(NOW.plus(A_DAY));
    Content found =
        attachments().find(ONE, 0, new Viewer.LocalSystem("register")).orElseThrow().content();
    assertThat(whole(found)).isEqualTo(SCAN);
  }

  @Test
  void what_no_record_claimed_is_forgotten_with_the_last_record_that_waited_for_it() {
    List<Held> held = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Arrival arrival = arrival(id(i), SCAN);
      held.add(
          new Held(0, from(id(i)), arrival.digest(), arrival.signedData(), arrival.attachments()));
    }
    attachments().hold(held, NOW);
    attachments().stage(THERE, pieces(SCAN), NOW);
    List<Held> complete = attachments().complete(10);
    attachments().release(complete.subList(0, 1));
    attachments().forget(THERE, List.of(digest(SCAN)));
    assertThat(attachments().staged(THERE, digest(SCAN))).isPresent();
    attachments().release(complete.subList(1, 2));
    assertThat(attachments().staged(THERE, digest(SCAN))).isEmpty();
    assertThat(attachments().stage(THERE, pieces(SCAN), NOW)).containsOnly(Staged.KEPT);
    attachments().forget(THERE, List.of(digest(SCAN)));
    assertThat(attachments().staged(THERE, digest(SCAN))).isEmpty();
  }

  @Test
  void a_record_whose_attachment_went_meanwhile_is_not_stored() {
    attachments().stage(THERE, pieces(SCAN), NOW);
    Content content = attachments().staged(THERE, digest(SCAN)).orElseThrow();
    attachments().drop(content.key());
    Arrival arrival = arrival(ONE, SCAN).with(List.of(named(SCAN).at(content.key())));
    assertThatThrownBy(() -> ledger.receive(List.of(arrival), RECEIPTS, NOW))
        .isInstanceOf(LedgerFailure.class);
    assertThat(ledger.find(ONE, OPERATOR)).isEmpty();
  }

  @Test
  void records_that_wait_for_attachments_are_bounded_for_each_node_and_swept() {
    List<Held> many = new ArrayList<>();
    for (int i = 0; i < Attachments.MOST_HELD + 1; i++) {
      Arrival arrival = arrival(id(100 + i), SCAN);
      many.add(
          new Held(
              0, from(id(100 + i)), arrival.digest(), arrival.signedData(), arrival.attachments()));
    }
    assertThat(attachments().hold(many, NOW)).containsExactly(many.get(Attachments.MOST_HELD));
    Instant later = NOW.plus(A_DAY);
    for (int i = 0; i < 10; i++) {
      ledger.sweep(later);
    }
    assertThat(attachments().hold(many, later)).hasSize(1);
  }

  private static Arrival arrival(UUID id, byte[] content) {
    return Samples.arrival(Samples.facts(id, THERE, HERE), null, 0, "s" + id, 1, null)
        .with(List.of(named(content)));
  }
}
