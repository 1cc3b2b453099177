package hutong.gateway.ledger;

import static hutong.gateway.ledger.Samples.HERE;
import static hutong.gateway.ledger.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import hutong.certs.Checkpoint;
import hutong.certs.ContentKind;
import hutong.certs.HashTree;
import hutong.certs.Opener;
import hutong.certs.Sealer;
import hutong.routes.checkpoint.BindHeads;
import hutong.routes.checkpoint.StampCheckpoints;
import hutong.routes.ledger.Alarm;
import hutong.routes.ledger.CheckpointProof;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.Proofs;
import hutong.routes.ledger.Viewer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What checkpoints bind, what they prove, and what happens while nobody stamps them. */
abstract class CheckpointBehaviour extends LedgerBehaviour {
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Sealer SEALER = Samples.sealer();

  private void bind() {
    new BindHeads(HERE, ledger.proofs(), SEALER, CLOCK).bind();
  }

  private void accepted(UUID id) {
    submit(Samples.posted(id, null, "s" + id, 1));
    sendAll(NOW);
    ledger.confirm(List.of(Samples.outcome(id, InboundState.ACCEPTED, null)), NOW);
  }

  private CheckpointProof proof(UUID id) {
    return ledger.proofs().proof(id, OPERATOR).orElseThrow();
  }

  private static void proves(CheckpointProof proof) throws Exception {
    byte[] before = new byte[0];
    for (CheckpointProof.Proven event : proof.events()) {
      CheckpointProof.Sealed sealed =
          proof.checkpoints().stream()
              .filter(each -> each.number() == event.checkpoint())
              .findFirst()
              .orElseThrow();
      Checkpoint document = Checkpoint.read(Opener.contentOfOwnStored(sealed.signedData()));
      byte[] digest = Event.sha256(event.event());
      assertThat(HexFormat.of().formatHex(digest)).isEqualTo(event.position().digest());
      assertThat(
              HashTree.proves(
                  HashTree.leaf(event.salt(), digest),
                  event.index(),
                  document.size(),
                  event.path(),
                  HexFormat.of().parseHex(document.root())))
          .isTrue();
      assertThat(digest).isNotEqualTo(before);
      before = digest;
    }
  }

  @Test
  void every_event_of_a_record_is_proved_without_the_others() throws Exception {
    for (int i = 1; i <= 7; i++) {
      accepted(id(i));
    }
    bind();
    accepted(id(8));
    bind();
    for (int i = 1; i <= 8; i++) {
      CheckpointProof proof = proof(id(i));
      assertThat(proof.events()).hasSize(3);
      assertThat(proof.unbound()).isZero();
      assertThat(proof.checkpoints()).hasSize(1);
      proves(proof);
    }
    assertThat(proof(id(8)).checkpoints().get(0).number()).isEqualTo(2);
  }

  @Test
  void a_record_that_goes_on_is_bound_by_several_checkpoints() throws Exception {
    submit(Samples.posted(id(1), null, "s", 1));
    bind();
    sendAll(NOW);
    bind();
    ledger.confirm(List.of(Samples.transport(id(1))), NOW);
    CheckpointProof proof = proof(id(1));
    assertThat(proof.checkpoints())
        .extracting(CheckpointProof.Sealed::number)
        .containsExactly(1L, 2L);
    assertThat(proof.unbound()).isEqualTo(1);
    proves(proof);
  }

  @Test
  void of_very_many_events_those_are_proved_that_a_reader_takes_the_weightiest_first()
      throws Exception {
    submit(Samples.posted(id(1), null, "s", 1));
    sendAll(NOW);
    bind();
    for (int i = 0; i < CheckpointProof.MOST_CHECKPOINTS + 6; i++) {
      for (int repeat = 0; repeat < 10; repeat++) {
        var unused = ledger.retry(id(1), NOW);
      }
      bind();
    }
    ledger.confirm(List.of(Samples.outcome(id(1), InboundState.ACCEPTED, null)), NOW);
    bind();
    CheckpointProof proof = proof(id(1));
    assertThat(proof.checkpoints()).hasSize(CheckpointProof.MOST_CHECKPOINTS);
    assertThat(proof.events()).hasSizeLessThanOrEqualTo(CheckpointProof.MOST_EVENTS);
    assertThat(proof.unbound()).isPositive();
    assertThat(proof.checkpoints().stream().map(CheckpointProof.Sealed::number))
        .contains(1L, CheckpointProof.MOST_CHECKPOINTS + 8L);
    proves(proof);
  }

  @Test
  void repeats_do_not_push_out_what_the_receipt_tells() throws Exception {
    submit(Samples.posted(id(1), null, "s", 1));
    for (int i = 0; i < CheckpointProof.MOST_CHECKPOINTS + 6; i++) {
      sendAll(NOW);
      var unused = ledger.retry(id(1), NOW);
      bind();
    }
    ledger.confirm(List.of(Samples.outcome(id(1), InboundState.ACCEPTED, null)), NOW);
    bind();
    String accepted =
        ledger.timeline(id(1), OPERATOR).stream()
            .filter(each -> each.what().equals("ACCEPTED"))
            .findFirst()
            .orElseThrow()
            .position()
            .digest();
    assertThat(proof(id(1)).events()).anyMatch(each -> each.position().digest().equals(accepted));
    assertThat(proof(id(1)).checkpoints()).hasSize(CheckpointProof.MOST_CHECKPOINTS);
  }

  @Test
  void checkpoints_are_chained_and_name_every_head() throws Exception {
    accepted(id(1));
    bind();
    accepted(id(2));
    bind();
    byte[] first = proof(id(1)).checkpoints().get(0).signedData();
    Checkpoint second =
        Checkpoint.read(Opener.contentOfOwnStored(proof(id(2)).checkpoints().get(0).signedData()));
    assertThat(second.previous()).isEqualTo(HexFormat.of().formatHex(Event.sha256(first)));
    assertThat(second.node()).isEqualTo(HERE);
    // Three events of the second record, and the one that says that the first was made.
    assertThat(second.size()).isEqualTo(4);
    assertThat(second.writers()).hasSize(1);
    assertThat(second.writers().get(0).last()).isEqualTo(7);
  }

  @Test
  void where_nothing_happened_there_is_no_checkpoint() {
    bind();
    assertThat(ledger.proofs().standing()).isEmpty();
    accepted(id(1));
    bind();
    bind();
    bind();
    assertThat(ledger.proofs().standing().orElseThrow().number()).isEqualTo(1);
  }

  @Test
  void of_two_who_bind_at_once_one_does() {
    accepted(id(1));
    Proofs.Draft one = ledger.proofs().draft(HERE, NOW).orElseThrow();
    Proofs.Draft other = ledger.proofs().draft(HERE, NOW).orElseThrow();
    assertThat(ledger.proofs().keep(one, signed(one))).isTrue();
    assertThat(ledger.proofs().keep(other, signed(other))).isFalse();
    assertThat(ledger.proofs().standing().orElseThrow().number()).isEqualTo(1);
  }

  private static byte[] signed(Proofs.Draft draft) {
    return SEALER.sign(draft.document(), ContentKind.CHECKPOINT);
  }

  @Test
  void a_viewer_gets_no_proof_of_what_is_not_his() {
    accepted(id(1));
    bind();
    Viewer other = new Viewer.LocalSystem("other-desk");
    assertThat(ledger.proofs().proof(id(1), other)).isEmpty();
    assertThat(ledger.proofs().stored(id(1), other)).isEmpty();
    assertThat(ledger.proofs().proof(id(1), new Viewer.LocalSystem("desk"))).isPresent();
    assertThat(ledger.proofs().stored(id(1), OPERATOR).orElseThrow().signedData()).isNotEmpty();
  }

  @Test
  void an_authority_that_is_silent_stops_nothing_and_is_alarmed_once() {
    AtomicBoolean answers = new AtomicBoolean();
    Clock later = Clock.fixed(NOW.plus(Duration.ofMinutes(10)), ZoneOffset.UTC);
    StampCheckpoints stamp =
        new StampCheckpoints(
            ledger,
            digest -> {
              if (!answers.get()) {
                throw new IOException("silent");
              }
              return digest;
            },
            Duration.ofMinutes(5),
            later);
    for (int i = 1; i <= 3; i++) {
      accepted(id(i));
      bind();
      stamp.stamp();
    }
    Proofs.Standing standing = ledger.proofs().standing().orElseThrow();
    assertThat(standing.unstamped()).isEqualTo(3);
    assertThat(standing.unstampedSince()).isEqualTo(NOW);
    assertThat(ledger.alarms(9))
        .extracting(Alarm::code)
        .containsExactly(Alarm.Code.TIME_STAMPS_MISSING);
    answers.set(true);
    // Another process, which has not failed before and so does not wait.
    new StampCheckpoints(ledger, digest -> digest, Duration.ofMinutes(5), later).stamp();
    assertThat(ledger.proofs().standing().orElseThrow().unstamped()).isZero();
    CheckpointProof.Sealed sealed = proof(id(2)).checkpoints().get(0);
    assertThat(sealed.token()).isEqualTo(Event.sha256(sealed.signedData()));
  }

  @Test
  void the_newest_is_stamped_first() {
    for (int i = 1; i <= 4; i++) {
      accepted(id(i));
      bind();
    }
    assertThat(ledger.proofs().unstamped(3))
        .extracting(Proofs.Unstamped::number)
        .containsExactly(4L, 1L, 2L);
  }
}
