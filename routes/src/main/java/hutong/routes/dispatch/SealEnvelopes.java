package hutong.routes.dispatch;

import hutong.certs.Directory;
import hutong.certs.Member;
import hutong.certs.NoUsableKey;
import hutong.certs.Sealer;
import hutong.routes.Bundle;
import hutong.routes.Hints;
import hutong.routes.QueueMessage;
import hutong.routes.QueueNames;
import hutong.routes.Tracing;
import hutong.routes.ledger.Aside;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.TransferId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Step "seal": for the recipient's present key, then bundled; receipts apart from records. If a
 * group can't be sealed, each is sealed alone; one that can't be is set aside if it is to blame.
 */
public final class SealEnvelopes {

  private final String node;
  private final Sealer sealer;
  private final Supplier<Directory> directory;
  private final Ledger ledger;
  private final Tracing tracing;
  private final Clock clock;

  public SealEnvelopes(
      String node,
      Sealer sealer,
      Supplier<Directory> directory,
      Ledger ledger,
      Tracing tracing,
      Clock clock) {
    this.node = node;
    this.sealer = sealer;
    this.directory = directory;
    this.ledger = ledger;
    this.tracing = tracing;
    this.clock = clock;
  }

  public List<QueueMessage> seal(Dispatch dispatch) {
    dispatch.check();
    Member recipient =
        directory
            .get()
            .recipient(dispatch.destination())
            .orElseThrow(() -> new IllegalStateException("The destination left the directory"));
    List<byte[]> records = sealed(dispatch, recipient, Sendable::record);
    List<byte[]> pieces = sealed(dispatch, recipient, Sendable::piece);
    List<byte[]> receipts =
        new ArrayList<>(sealed(dispatch, recipient, each -> each.sealed() && each.receipt()));
    carry(dispatch, records);
    List<byte[]> controls = new ArrayList<>();
    dispatch.sendables().stream()
        .filter(each -> !each.sealed())
        .forEach(each -> (each.control() ? controls : receipts).add(each.signedData()));
    List<QueueMessage> messages = new ArrayList<>();
    List<TransferId> confirmed = about(dispatch, each -> each.sealed() && each.receipt());
    confirmed.addAll(about(dispatch, each -> !each.sealed() && each.receipt()));
    List<TransferId> sent = about(dispatch, Sendable::record);
    bundle(messages, QueueNames.receipts(recipient.id()), recipient, receipts, confirmed);
    bundle(messages, QueueNames.inbox(recipient.id()), recipient, records, sent);
    bundle(messages, QueueNames.controls(recipient.id()), recipient, controls, List.of());
    bundle(messages, QueueNames.pieces(recipient.id()), recipient, pieces, List.of());
    return messages;
  }

  /** In the order in which they go; nothing where nobody asks. */
  private List<TransferId> about(Dispatch dispatch, Predicate<Sendable> which) {
    return !tracing.on()
        ? new ArrayList<>(0)
        : dispatch.sendables().stream()
            .filter(which)
            .map(Sendable::about)
            .collect(Collectors.toCollection(ArrayList::new));
  }

  private List<byte[]> sealed(Dispatch dispatch, Member recipient, Predicate<Sendable> which) {
    List<Sendable> open = dispatch.sendables().stream().filter(which).toList();
    return open.isEmpty() ? List.of() : seal(dispatch, recipient, open);
  }

  /** Each record that did not have to leave goes in the envelope at its place. */
  private static void carry(Dispatch dispatch, List<byte[]> sealed) {
    List<Sendable> went = dispatch.sendables().stream().filter(Sendable::record).toList();
    for (int i = 0; i < went.size(); i++) {
      dispatch.went(went.get(i).row(), Bundle.sha256(sealed.get(i)));
    }
  }

  private List<byte[]> seal(Dispatch dispatch, Member recipient, List<Sendable> open) {
    try {
      return sealer.sealAll(open.stream().map(Sendable::signedData).toList(), recipient);
    } catch (NoUsableKey recipientsFault) {
      throw recipientsFault;
    } catch (RuntimeException unforeseen) {
      return eachAlone(dispatch, recipient, open, unforeseen);
    }
  }

  /** What can't be sealed leaves the group. */
  private List<byte[]> eachAlone(
      Dispatch dispatch, Member recipient, List<Sendable> open, RuntimeException fault) {
    List<byte[]> sealed = new ArrayList<>();
    List<Sendable> failed = new ArrayList<>();
    for (Sendable each : open) {
      try {
        sealed.add(sealer.seal(each.signedData(), recipient));
      } catch (NoUsableKey recipientsFault) {
        throw recipientsFault;
      } catch (RuntimeException unforeseen) {
        failed.add(each);
      }
    }
    Set<Long> poisonous =
        failed.stream()
            .filter(each -> Suspicion.fallsOnEntry(each.attempts(), !sealed.isEmpty()))
            .map(Sendable::row)
            .collect(Collectors.toSet());
    ledger.setAside(
        poisonous.stream().map(row -> new Aside(row, "NOT_SEALABLE")).toList(), clock.instant());
    dispatch.leave(poisonous);
    if (poisonous.size() < failed.size()) {
      throw fault;
    }
    return sealed;
  }

  private void bundle(
      List<QueueMessage> messages,
      String queue,
      Member recipient,
      List<byte[]> envelopes,
      List<TransferId> about) {
    boolean receipts = queue.equals(QueueNames.receipts(recipient.id()));
    int from = 0;
    for (List<byte[]> part : Bundle.split(envelopes)) {
      int to = from + part.size();
      String traceparent =
          about.isEmpty()
              ? null
              : tracing.sending(recipient.id(), receipts, about.subList(from, to));
      messages.add(
          new QueueMessage(
              queue, Hints.of(node, recipient.id(), part.size(), traceparent), Bundle.write(part)));
      from = to;
    }
  }
}
