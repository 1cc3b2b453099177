package hutong.gateway.history;

import hutong.certs.PayloadVault;
import hutong.gateway.ledger.LedgerSettings;
import hutong.gateway.ledger.SqlLedger;
import hutong.gateway.node.Home;
import hutong.routes.RetryPolicy;
import hutong.routes.ledger.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Map;

/**
 * Fills a new node's ledger with records that came and went, so that it can be seen how a node does
 * after years. Everything goes through the ledger's own port: what it writes beside a record,
 * counts and chains is there as it would be. Payloads and receipts are a few octets, as if what
 * they held had been pruned.
 *
 * @param node whose ledger it is
 * @param partner whom the records are exchanged with
 */
public record PastRecords(String node, String partner, Clock clock) {

  private static final int AT_ONCE = 2_000;

  /**
   * Fills the ledger of a node that has never run.
   *
   * @param transfers how many; half of them sent, half received, all of them decided
   */
  public void fill(Home home, long transfers) {
    try {
      Files.createDirectories(home.ledger().getParent());
      PayloadVault vault = new PayloadVault(home.secret(Map.of()).key("payloads"));
      LedgerSettings place = new LedgerSettings(home.ledger(), "", "", "", "1");
      try (Ledger ledger = SqlLedger.open(place, vault, RetryPolicy.STANDARD, clock)) {
        Exchanged exchanged = new Exchanged(ledger, node, partner, clock);
        for (long done = 0; done < transfers; done += AT_ONCE) {
          int many = (int) Math.min(AT_ONCE, transfers - done);
          exchanged.send(many / 2);
          exchanged.receive(many - many / 2);
        }
      }
    } catch (IOException unwritable) {
      throw new UncheckedIOException("The ledger could not be filled", unwritable);
    }
  }
}
