package hutong.gateway.ledger;

import static hutong.gateway.ledger.Samples.NOW;
import static hutong.gateway.ledger.Samples.THERE;
import static hutong.gateway.ledger.Samples.posted;
import static org.assertj.core.api.Assertions.assertThat;

import hutong.routes.Refusal;
import hutong.routes.ledger.Aside;
import hutong.routes.ledger.Confirmation;
import hutong.routes.ledger.Decision;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.NewTransfer;
import hutong.routes.ledger.Offer;
import hutong.routes.ledger.OutboundState;
import hutong.routes.ledger.Outgoing;
import hutong.routes.ledger.SignedRecord;
import hutong.routes.ledger.TransferId;
import hutong.schemas.RejectionCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Drives records through everything that can happen to them, and compares with the table. */
abstract class TransitionsBehaviour extends LedgerBehaviour {
  private static final Instant EXPIRED = NOW.plus(Duration.ofHours(73));
  private static final Refusal REFUSAL = Refusal.of(RejectionCode.NOT_COMPETENT);

  private int last;

  /** Each has a destination of its own, so that one that is put off hides no other. */
  private static String to(UUID id) {
    return "to-" + id;
  }

  private NewTransfer posting(UUID id, String person) {
    return Samples.to(posted(id, person, "s" + id, 1), to(id), List.of());
  }

  private Confirmation says(UUID id, boolean transport, InboundState outcome, Refusal refusal) {
    return Samples.says(id, to(id), Samples.digest(id), transport, outcome, refusal);
  }

  private void confirm(UUID id, InboundState outcome, Refusal refusal) {
    ledger.confirm(List.of(says(id, outcome == null, outcome, refusal)), NOW);
  }

  private List<Outgoing> entries(UUID id) {
    return ledger.due(to(id), 9, NOW);
  }

  private List<Long> rows(UUID id) {
    return entries(id).stream().map(Outgoing::row).toList();
  }

  private void sign(UUID id) {
    for (Outgoing one : entries(id)) {
      if (one instanceof Outgoing.Unsigned) {
        byte[] signed = id.toString().getBytes(StandardCharsets.UTF_8);
        ledger.signed(List.of(new SignedRecord(one.row(), signed, Samples.digest(id))));
      }
    }
  }

  /** Everything that can happen to a record of ours; what does not apply changes nothing. */
  private List<Consumer<UUID>> outboundEvents() {
    return List.of(
        id -> {
          sign(id);
          ledger.sent(rows(id), NOW);
        },
        id -> {
          List<Long> rows = rows(id);
          if (!rows.isEmpty()) {
            ledger.postpone(to(id), rows, "BROKER_UNREACHABLE", NOW);
            ledger.retry(id, NOW);
          }
        },
        id -> {
          ledger.sweep(NOW.plus(Duration.ofHours(1)));
          ledger.postpone(to(id), rows(id), "BROKER_UNREACHABLE", NOW);
        },
        id -> ledger.setAside(rows(id).stream().map(row -> new Aside(row, "X")).toList(), NOW),
        id -> {
          ledger.sweep(NOW.plus(Duration.ofHours(1)));
          ledger.setAside(rows(id).stream().map(row -> new Aside(row, "X")).toList(), NOW);
        },
        id -> confirm(id, null, null),
        id -> confirm(id, InboundState.ACCEPTED, null),
        id -> confirm(id, InboundState.REJECTED, REFUSAL),
        id -> ledger.sweep(EXPIRED),
        id -> ledger.abandon(id, NOW),
        id -> ledger.withdraw(id, "desk", NOW),
        id -> ledger.retry(id, NOW),
        id -> ledger.address(id, to(id), null, NOW),
        id -> ledger.address(id, to(id), Samples.index("held" + Samples.NUMBER), NOW),
        id -> ledger.redirect(id, "other-" + id, null, NOW),
        id -> {
          submit(posting(next(), "held"));
          ledger.redirect(id, "other-" + id, Samples.index("held" + Samples.NUMBER), NOW);
        },
        id -> ledger.abandon(before(id), NOW));
  }

  /** The record of its stream that was posted just before it. */
  private static UUID before(UUID id) {
    return new UUID(id.getMostSignificantBits() - 1, id.getLeastSignificantBits() - 1);
  }

  private UUID next() {
    return id(++last);
  }

  private UUID submitted() {
    UUID id = next();
    submit(posting(id, null));
    return id;
  }

  private UUID signed() {
    UUID id = submitted();
    sign(id);
    return id;
  }

  private UUID sent() {
    UUID id = signed();
    ledger.sent(rows(id), NOW);
    return id;
  }

  private UUID then(UUID id, Consumer<UUID> happens) {
    happens.accept(id);
    return id;
  }

  private UUID failed(UUID id) {
    ledger.postpone(to(id), rows(id), "BROKER_UNREACHABLE", NOW);
    ledger.retry(id, NOW);
    return id;
  }

  private UUID aside(UUID id) {
    ledger.setAside(rows(id).stream().map(row -> new Aside(row, "X")).toList(), NOW);
    return id;
  }

  private UUID repeated() {
    UUID id = sent();
    ledger.sweep(NOW.plus(Duration.ofHours(1)));
    return id;
  }

  /** Ways to get a record into each state, signed and not where both are possible. */
  private UUID make(OutboundState state, boolean signed) {
    return switch (state) {
      case SUBMITTED -> signed ? signed() : submitted();
      case SENT -> sent();
      case WAITING_RETRY -> failed(signed ? signed() : submitted());
      case DELIVERED -> then(sent(), id -> confirm(id, null, null));
      case ACCEPTED -> then(sent(), id -> confirm(id, InboundState.ACCEPTED, null));
      case REJECTED -> then(sent(), id -> confirm(id, InboundState.REJECTED, REFUSAL));
      case AWAITING_ADDRESS -> {
        submit(posting(next(), "held"));
        UUID id = next();
        submit(Samples.to(posted(id, null, "s" + id, 1), null, List.of(to(id))));
        yield id;
      }
      case HELD -> {
        String person = "p" + last;
        submit(posting(next(), person));
        UUID id = next();
        submit(posting(id, person));
        yield id;
      }
      case SET_ASIDE -> aside(signed ? repeated() : submitted());
      case EXPIRED -> then(signed ? sent() : submitted(), id -> ledger.sweep(EXPIRED));
      case ABANDONED -> then(signed ? sent() : submitted(), id -> ledger.abandon(id, NOW));
      case WITHDRAWN -> then(submitted(), id -> ledger.withdraw(id, "desk", NOW));
    };
  }

  @Test
  void invariant_9_every_state_has_an_owner_a_next_event_and_what_a_crash_in_it_leaves() {
    for (OutboundState state : OutboundState.values()) {
      assertThat(state.owner() == null).isEqualTo(state.isFinal());
      assertThat(state.next().isEmpty()).isEqualTo(state.isFinal());
      assertThat(state.afterCrash()).isNotBlank();
      assertThat(state.nextEvent() != null || state.isFinal() || state.owner().equals("a person"))
          .isTrue();
    }
    Map<OutboundState, Set<OutboundState>> seen = new EnumMap<>(OutboundState.class);
    for (OutboundState from : OutboundState.values()) {
      seen.put(from, EnumSet.noneOf(OutboundState.class));
      for (Consumer<UUID> event : outboundEvents()) {
        for (boolean signed : new boolean[] {false, true}) {
          UUID id = make(from, signed);
          assertThat(state(id)).isEqualTo(from.name());
          event.accept(id);
          if (!state(id).equals(from.name())) {
            seen.get(from).add(OutboundState.valueOf(state(id)));
          }
        }
      }
    }
    for (OutboundState state : OutboundState.values()) {
      assertThat(seen.get(state)).as(state.name()).isEqualTo(state.next());
    }
  }

  @Test
  void a_crash_in_any_state_leaves_the_record_in_it_and_its_next_event_still_comes() {
    Map<OutboundState, UUID> made = new EnumMap<>(OutboundState.class);
    for (OutboundState state : OutboundState.values()) {
      made.put(state, make(state, true));
    }
    made.put(OutboundState.SUBMITTED, make(OutboundState.SUBMITTED, false));
    made.put(OutboundState.SENT, make(OutboundState.SENT, true));
    made.put(OutboundState.WAITING_RETRY, make(OutboundState.WAITING_RETRY, true));
    made.put(OutboundState.HELD, make(OutboundState.HELD, true));
    made.put(OutboundState.SET_ASIDE, make(OutboundState.SET_ASIDE, false));
    ledger.close();
    ledger = open();
    made.forEach((state, id) -> assertThat(state(id)).isEqualTo(state.name()));
    assertThat(rows(made.get(OutboundState.SUBMITTED))).hasSize(1);
    assertThat(rows(made.get(OutboundState.WAITING_RETRY))).hasSize(1);
    ledger.sweep(NOW.plus(Duration.ofHours(1)));
    assertThat(rows(made.get(OutboundState.SENT))).hasSize(1);
    ledger.abandon(before(made.get(OutboundState.HELD)), NOW);
    assertThat(rows(made.get(OutboundState.HELD))).hasSize(1);
    ledger.sweep(EXPIRED);
    assertThat(state(made.get(OutboundState.SET_ASIDE))).isEqualTo("EXPIRED");
  }

  private long keyOf(UUID id) {
    return ledger.undelivered(1_000).stream()
        .filter(one -> one.facts().id().equals(id))
        .findFirst()
        .map(one -> one.key())
        .orElse(-1L);
  }

  private UUID received() {
    UUID id = next();
    ledger.receive(List.of(Samples.arrival(id)), Samples.RECEIPTS, NOW);
    return id;
  }

  private void offerOne(UUID id) {
    ledger.offer(List.of(new Offer.To(keyOf(id), "register", List.of())), NOW);
  }

  private void park(UUID id) {
    ledger.offer(List.of(new Offer.Park(keyOf(id), "NO_DECIDER", List.of())), NOW);
  }

  private void decide(UUID id, Refusal refusal) {
    ledger
        .lease("register", 1_000, NOW, LATER)
        .ifPresent(
            lease ->
                ledger.decide(
                    "register",
                    lease.id(),
                    List.of(new Decision(from(id), refusal)),
                    Samples.RECEIPTS,
                    NOW));
    ledger.sweep(NOW.plusSeconds(120));
  }

  private UUID make(InboundState state) {
    return switch (state) {
      case RECEIVED -> received();
      case OFFERED -> then(received(), this::offerOne);
      case PARKED -> then(received(), this::park);
      case ACCEPTED -> then(make(InboundState.OFFERED), id -> decide(id, null));
      case REJECTED -> then(make(InboundState.OFFERED), id -> decide(id, REFUSAL));
      case SUPERSEDED -> {
        String source = "row" + last;
        ledger.receive(List.of(version(next(), source, 2)), Samples.RECEIPTS, NOW);
        UUID id = next();
        ledger.receive(List.of(version(id, source, 1)), Samples.RECEIPTS, NOW);
        yield id;
      }
    };
  }

  @Test
  void invariant_9_holds_for_what_is_received() {
    BiFunction<UUID, String, Void> assign =
        (id, office) -> {
          ledger.assign(List.of(new TransferId(THERE, id)), office, NOW);
          return null;
        };
    List<Consumer<UUID>> events =
        List.of(
            this::offerOne,
            this::park,
            id -> decide(id, null),
            id -> decide(id, REFUSAL),
            id -> assign.apply(id, "360102"),
            id -> ledger.systemChanges().retire("register", NOW),
            id -> ledger.receive(List.of(Samples.arrival(id)), Samples.RECEIPTS, NOW),
            id -> ledger.sweep(EXPIRED));
    for (InboundState from : InboundState.values()) {
      assertThat(from.owner() == null).isEqualTo(from.isFinal());
      assertThat(from.next().isEmpty()).isEqualTo(from.isFinal());
      assertThat(from.afterCrash()).isNotBlank();
      Set<InboundState> seen = EnumSet.noneOf(InboundState.class);
      for (Consumer<UUID> event : events) {
        UUID id = make(from);
        assertThat(state(id)).isEqualTo(from.name());
        event.accept(id);
        InboundState now =
            Arrays.stream(InboundState.values())
                .filter(each -> each.name().equals(state(id)))
                .findFirst()
                .orElseThrow();
        if (now != from) {
          seen.add(now);
        }
      }
      assertThat(seen).as(from.name()).isEqualTo(from.next());
    }
  }
}
