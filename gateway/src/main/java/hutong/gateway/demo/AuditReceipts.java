package hutong.gateway.demo;

import hutong.certs.ContentKind;
import hutong.certs.Opened;
import hutong.certs.Opener;
import hutong.certs.Operations;
import hutong.certs.Suites;
import hutong.certs.Untrusted;
import hutong.gateway.http.ApiFailure;
import hutong.schemas.RefusedInput;
import hutong.schemas.hx.Receipt;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Fetches signed receipts and verifies by itself who signed them and what they say, as any member
 * can.
 */
final class AuditReceipts {

  private final Network network;
  private final Consumer<Difference> differences;
  private final Opener opener;

  AuditReceipts(Network network, Consumer<Difference> differences) {
    this.network = network;
    this.differences = differences;
    this.opener =
        Opener.keyless(network::directory, Suites.standard(), network.clock(), new Operations());
  }

  /** Whether the sender holds the recipient's signed word on what the books say. */
  void check(Sent sent) {
    String expected =
        switch (sent.fate().end()) {
          case ACCEPTED -> "ACCEPTED";
          case REJECTED -> "REJECTED";
          case OPEN, PARKED -> "RECEIVED";
        };
    String found = found(sent);
    if (!expected.equals(found)) {
      differences.accept(
          new Difference(
              Difference.Sort.DIFFERING,
              sent.id().toString(),
              "sender " + sent.from(),
              "a receipt that says " + expected,
              found));
    }
  }

  private String found(Sent sent) {
    try {
      return network
          .line(sent.from())
          .receipt(sent.id())
          .map(cms -> says(sent, cms))
          .orElse("none");
    } catch (ApiFailure failure) {
      return "failed with " + failure.status() + " " + failure.code();
    }
  }

  private String says(Sent sent, byte[] cms) {
    try {
      Opened opened = opener.verify(cms, ContentKind.RECEIPT);
      Receipt receipt = network.canon().documents().readReceipt(opened.content());
      boolean fits =
          opened.signer().id().equals(sent.to().node())
              && receipt.getSubject().getId().equals(sent.id())
              && receipt.getSubject().getSender().equals(sent.from().region().node());
      return fits ? receipt.getOutcome().name() : "a receipt of another or for another";
    } catch (Untrusted unverified) {
      return "a receipt that does not verify: " + unverified.fault();
    } catch (RefusedInput unreadable) {
      return "a receipt that is not readable";
    }
  }

  /** Every how manieth record is looked at so closely. */
  static Optional<Sent> sample(Sent sent, int number) {
    return number % 10 == 0 || sent.fate().end() != Fate.End.ACCEPTED
        ? Optional.of(sent)
        : Optional.empty();
  }
}
