package hutong.routes.dispatch;

import hutong.routes.ledger.Outgoing;
import java.util.List;

/** What is to go to one destination, in this order. */
public record Due(String destination, List<Outgoing> entries) {

  public Due {
    entries = List.copyOf(entries);
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }
}
