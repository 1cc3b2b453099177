package hutong.gateway.ledger;

import hutong.certs.PayloadVault;
import hutong.gateway.ledger.Chain.Head;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Seals heads of chains under a key of the node: what no checkpoint binds yet can't be rewritten by
 * who can write to the database and no more. That a ledger was sealed for the first time is an
 * event of its own: it stands at the day of an upgrade, or tells of somebody who took seals away.
 */
final class ChainSeals {
  private static final HexFormat HEX = HexFormat.of();

  /** Word of the event by which a ledger says that its chains had no seals before. */
  static final String FIRST = "CHAINS_SEALED";

  private final PayloadVault vault;

  ChainSeals(PayloadVault vault) {
    this.vault = vault;
  }

  byte[] of(String writer, Head head) {
    return vault.seal(writer + '\n' + head.number() + '\n' + HEX.formatHex(head.digest()));
  }

  boolean fits(String writer, Head head, byte[] seal) {
    return seal != null && MessageDigest.isEqual(of(writer, head), seal);
  }

  private record Sealed(String writer, Head head, byte[] seal) {}

  private static List<Sealed> all(Sql sql) throws SQLException {
    return sql.list(
        "SELECT writer, number, digest, seal FROM chain",
        row -> new Sealed(row.text(1), new Head(row.number(2), row.bytes(3)), row.bytes(4)));
  }

  /**
   * The heads, in the order of their names, whatever the database's collation.
   *
   * @throws LedgerFailure if one was not written by this node
   */
  Map<String, Head> heads(Sql sql) throws SQLException {
    List<Sealed> all = all(sql);
    boolean never = never(all);
    Map<String, Head> heads = new TreeMap<>();
    for (Sealed each : all) {
      if (!never && !fits(each.writer, each.head, each.seal)) {
        throw new LedgerFailure(
            "the head of chain "
                + each.writer
                + " is not one that this node has sealed: somebody else wrote it");
      }
      heads.put(each.writer, each.head);
    }
    return heads;
  }

  /** As {@link #heads}: nothing is appended to what another wrote. */
  Optional<Head> head(Sql sql, String writer) throws SQLException {
    return Optional.ofNullable(heads(sql).get(writer));
  }

  /** A ledger of before there were seals has none at all. */
  private static boolean never(List<Sealed> all) {
    return all.stream().allMatch(each -> each.seal == null);
  }

  boolean neverSealed(Sql sql) throws SQLException {
    List<Sealed> all = all(sql);
    return !all.isEmpty() && never(all);
  }

  /** For the first time; how many those were. */
  int sealAll(Sql sql) throws SQLException {
    int sealed = 0;
    for (Sealed each : all(sql)) {
      sealed +=
          sql.update(
              "UPDATE chain SET seal = ? WHERE writer = ? AND number = ? AND seal IS NULL",
              of(each.writer, each.head),
              each.writer,
              each.head.number());
    }
    return sealed;
  }
}
