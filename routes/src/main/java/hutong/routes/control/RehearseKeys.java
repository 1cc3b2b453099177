package hutong.routes.control;

import hutong.certs.ContentKind;
import hutong.certs.Directory;
import hutong.certs.Member;
import hutong.certs.NoUsableKey;
import hutong.certs.Opener;
import hutong.certs.Sealer;
import hutong.certs.Untrusted;
import hutong.routes.Bells;
import hutong.routes.WriteControl;
import hutong.routes.ledger.Controls;
import hutong.routes.ledger.Rehearsals;
import hutong.schemas.hx.Probe;
import hutong.schemas.hx.Probed;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Step "rehearse": every partner is asked whether it verifies what the next keys sign, and to seal
 * it for this node, before anything depends on them. Nothing is quarantined or alarmed by it.
 */
public final class RehearseKeys {

  private static final String VERIFIED = "VERIFIED";

  private final String node;
  private final Sealer sealer;
  private final Opener opener;
  private final Supplier<Directory> directory;
  private final Rehearsals rehearsals;
  private final Controls controls;
  private final WriteControl write;
  private final Bells bells;
  private final Clock clock;

  public RehearseKeys(
      String node,
      Sealer sealer,
      Opener opener,
      Supplier<Directory> directory,
      Rehearsals rehearsals,
      Controls controls,
      WriteControl write,
      Bells bells,
      Clock clock) {
    this.node = node;
    this.sealer = sealer;
    this.opener = opener;
    this.directory = directory;
    this.rehearsals = rehearsals;
    this.controls = controls;
    this.write = write;
    this.bells = bells;
    this.clock = clock;
  }

  /**
   * Asks every partner.
   *
   * @param next signs with the next keys
   * @return how many were asked
   */
  public int ask(Sealer next) {
    int asked = 0;
    for (Member member : directory.get().members()) {
      String partner = member.id();
      if (!partner.equals(node)) {
        UUID id = UUID.randomUUID();
        byte[] inner =
            next.answer(content(node, partner, id), ContentKind.CONTROL, partner).bytes();
        rehearsals.asked(partner, id, write.probe(partner, id, inner), clock.instant());
        bells.outbox(partner).ring();
        asked++;
      }
    }
    return asked;
  }

  /** As the partner: says what would become of it. */
  void answer(String from, Probe probe) {
    Directory now = directory.get();
    String verdict = verdict(from, probe);
    byte[] sealed = null;
    if (verdict.equals(VERIFIED)) {
      try {
        sealed = sealer.seal(probe.getSigned(), now.recipient(from).orElseThrow());
      } catch (NoUsableKey none) {
        verdict = "NO_USABLE_KEY";
      }
    }
    byte[] said = write.probed(from, probe.getId(), verdict, now.version(), sealed);
    controls.put(from, said, clock.instant());
    bells.outbox(from).ring();
  }

  /** As the one who asked: what was sealed has to come open. */
  void note(String from, Probed probed) {
    rehearsals.answered(
        from,
        probed.getId(),
        probed.getVerdict().equals(VERIFIED) ? opened(from, probed) : probed.getVerdict(),
        probed.getDirectoryVersion(),
        clock.instant());
  }

  private String verdict(String from, Probe probe) {
    try {
      var opened = opener.verify(probe.getSigned(), ContentKind.CONTROL);
      boolean fits =
          opened.signer().id().equals(from)
              && Arrays.equals(opened.content(), content(from, node, probe.getId()));
      return fits ? VERIFIED : "MISADDRESSED";
    } catch (Untrusted fault) {
      return fault.fault().name();
    }
  }

  private String opened(String from, Probed probed) {
    if (probed.getSealed() == null) {
      return "NOT_OPENED";
    }
    try {
      byte[] content = opener.open(probed.getSealed(), ContentKind.CONTROL).content();
      return Arrays.equals(content, content(node, from, probed.getId()))
          ? VERIFIED
          : "MISADDRESSED";
    } catch (Untrusted fault) {
      return "NOT_OPENED";
    }
  }

  /** What is signed: no control document, so it can do nothing by itself. */
  private static byte[] content(String from, String to, UUID id) {
    return ("probe " + from + " " + to + " " + id).getBytes(StandardCharsets.US_ASCII);
  }
}
