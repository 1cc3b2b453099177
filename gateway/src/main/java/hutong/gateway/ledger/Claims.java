package hutong.gateway.ledger;

import hutong.routes.ledger.LargeAttachment;
import hutong.routes.ledger.Piece;
import hutong.routes.ledger.TransferId;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Binds contents to the transfers that name them; from then on they stay. */
final class Claims {

  private record Claim(
      long transfer, boolean outbound, TransferId id, List<LargeAttachment> attachments) {}

  private final Sql sql;
  private final Bodies bodies;
  private final List<Claim> claims = new ArrayList<>();

  Claims(Sql sql, Bodies bodies) {
    this.sql = sql;
    this.bodies = bodies;
  }

  /**
   * Written by {@link #run}, after the transfers.
   *
   * @param attachments found in the ledger
   */
  void add(long transfer, boolean outbound, TransferId id, List<LargeAttachment> attachments) {
    if (!attachments.isEmpty()) {
      claims.add(new Claim(transfer, outbound, id, attachments));
    }
  }

  void run() throws SQLException {
    for (Claim claim : claims) {
      int pieces = 0;
      for (LargeAttachment one : claim.attachments) {
        run(claim, one);
        pieces += Piece.count(one.size());
      }
      if (claim.outbound) {
        sql.update("UPDATE transfer SET pieces = ? WHERE key = ?", pieces, claim.transfer);
      }
    }
  }

  private void run(Claim claim, LargeAttachment one) throws SQLException {
    int here =
        sql.update(
            "UPDATE attachment SET claims = claims + 1"
                + " WHERE key = ? AND digest IS NOT NULL AND have = pieces",
            one.content());
    if (here != 1) {
      throw new LedgerFailure("the content of an attachment is gone");
    }
    byte[] name =
        bodies.lock(
            claim.outbound,
            claim.id,
            Bodies.ATTACHMENT + one.number(),
            one.name().getBytes(StandardCharsets.UTF_8));
    sql.update(
        "INSERT INTO transfer_attachment (transfer, number, attachment, name, media_type)"
            + " VALUES (?, ?, ?, ?, ?)",
        claim.transfer,
        one.number(),
        one.content(),
        name,
        one.mediaType());
  }
}
