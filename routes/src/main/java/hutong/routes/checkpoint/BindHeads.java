package hutong.routes.checkpoint;

import hutong.certs.ContentKind;
import hutong.certs.Sealer;
import hutong.routes.ledger.Proofs;
import java.time.Clock;
import java.util.Optional;

/** Step "bind": signs what has happened in the ledger since the last checkpoint. */
public final class BindHeads {

  private final String node;
  private final Proofs proofs;
  private final Sealer sealer;
  private final Clock clock;

  public BindHeads(String node, Proofs proofs, Sealer sealer, Clock clock) {
    this.node = node;
    this.proofs = proofs;
    this.sealer = sealer;
    this.clock = clock;
  }

  /** As many checkpoints as it takes: the tree of each has a bounded size. */
  public void bind() {
    boolean more = true;
    while (more) {
      Optional<Proofs.Draft> draft = proofs.draft(node, clock.instant());
      more = draft.isPresent() && bind(draft.get());
    }
  }

  private boolean bind(Proofs.Draft draft) {
    byte[] signed = sealer.sign(draft.document(), ContentKind.CHECKPOINT);
    return proofs.keep(draft, signed);
  }
}
