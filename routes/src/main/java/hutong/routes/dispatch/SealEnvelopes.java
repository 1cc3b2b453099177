package hutong.routes.dispatch;

import hutong.certs.Directory;
import hutong.certs.Member;
import hutong.certs.Sealer;
import hutong.routes.Bundle;
import hutong.routes.Hints;
import hutong.routes.QueueMessage;
import hutong.routes.QueueNames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Step "seal": for the recipient's present key, then bundled; receipts apart from records. */
public final class SealEnvelopes {

  private final String node;
  private final Sealer sealer;
  private final Supplier<Directory> directory;

  public SealEnvelopes(String node, Sealer sealer, Supplier<Directory> directory) {
    this.node = node;
    this.sealer = sealer;
    this.directory = directory;
  }

  public List<QueueMessage> seal(Dispatch dispatch) {
    Member recipient =
        directory
            .get()
            .member(dispatch.destination())
            .orElseThrow(() -> new IllegalStateException("The destination left the directory"));
    List<byte[]> records = new ArrayList<>(sealed(dispatch, recipient, false));
    List<byte[]> receipts = new ArrayList<>(sealed(dispatch, recipient, true));
    dispatch.sendables().stream()
        .filter(each -> !each.sealed())
        .forEach(each -> (each.receipt() ? receipts : records).add(each.signedData()));
    List<QueueMessage> messages = new ArrayList<>();
    bundle(messages, QueueNames.receipts(recipient.id()), recipient, receipts);
    bundle(messages, QueueNames.inbox(recipient.id()), recipient, records);
    return messages;
  }

  private List<byte[]> sealed(Dispatch dispatch, Member recipient, boolean receipts) {
    List<byte[]> signed =
        dispatch.sendables().stream()
            .filter(each -> each.sealed() && each.receipt() == receipts)
            .map(Sendable::signedData)
            .toList();
    return signed.isEmpty() ? List.of() : sealer.sealAll(signed, recipient);
  }

  private void bundle(
      List<QueueMessage> messages, String queue, Member recipient, List<byte[]> envelopes) {
    for (int start = 0; start < envelopes.size(); start += Bundle.MOST) {
      List<byte[]> part = envelopes.subList(start, Math.min(envelopes.size(), start + Bundle.MOST));
      messages.add(
          new QueueMessage(queue, Hints.of(node, recipient.id(), part.size()), Bundle.write(part)));
    }
  }
}
