package hutong.gateway.ledger;

import hutong.routes.ledger.CheckpointProof;
import hutong.routes.ledger.Content;
import hutong.routes.ledger.Exhibit;
import hutong.routes.ledger.Proofs;
import hutong.routes.ledger.TransferView;
import hutong.routes.ledger.Viewer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Collects what is held of a transfer as evidence, for whoever may see all of it. */
final class ExhibitSql {

  /** A reader has seen less than the whole record, so it is given no evidence. */
  private static final String ALL_OF_IT =
      "(CAST(? AS TEXT) IS NULL OR (t.outbound = 1 AND "
          + Successor.of("t.system")
          + " = ?) OR (t.outbound = 0 AND EXISTS"
          + " (SELECT 1 FROM mailbox m WHERE m.transfer = t.key AND "
          + Successor.of("m.system")
          + " = ? AND m.role IS NULL)))";

  private final Readers readers;
  private final ViewSql views;
  private final ProofSql proofs;

  ExhibitSql(Readers readers, ViewSql views, ProofSql proofs) {
    this.readers = readers;
    this.views = views;
    this.proofs = proofs;
  }

  /** Events and receipts only grow: what is read later says at least what was read earlier. */
  Optional<Exhibit> exhibit(UUID id, Viewer viewer) {
    String name = viewer instanceof Viewer.LocalSystem system ? system.name() : null;
    Optional<Long> key =
        readers.read(
            sql ->
                sql.first(
                    "SELECT t.key FROM transfer t WHERE t.id = ? AND "
                        + ALL_OF_IT
                        + " ORDER BY t.outbound DESC, t.key LIMIT 1",
                    row -> row.number(1),
                    id,
                    name,
                    name,
                    name));
    Optional<TransferView> view = key.flatMap(any -> views.find(id, viewer));
    Optional<Proofs.Stored> stored = key.flatMap(any -> proofs.stored(id, viewer));
    Optional<CheckpointProof> proof = key.flatMap(any -> proofs.proof(id, viewer));
    if (view.isEmpty() || stored.isEmpty() || proof.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Exhibit(
            view.get(),
            stored.get().digest(),
            stored.get().signedData(),
            stored.get().erasedAt(),
            parts(key.get()),
            views.receipts(id, viewer),
            views.timeline(id, viewer),
            proof.get()));
  }

  private List<Exhibit.Part> parts(long key) {
    return readers.read(
        sql ->
            sql.list(
                "SELECT x.number, a.key, a.size FROM transfer_attachment x"
                    + " JOIN attachment a ON a.key = x.attachment"
                    + " WHERE x.transfer = ? ORDER BY x.number LIMIT 16",
                row ->
                    new Exhibit.Part(
                        (int) row.number(1), new Content(row.number(2), (int) row.number(3))),
                key));
  }
}
