package hutong.gateway.console;

import java.util.List;

/** How the books with each partner compare. */
public record ReconciliationPage(List<Row> partners) {

  /**
   * A partner.
   *
   * @param mark {@code yes} all agree, {@code no} some differ or are missing, {@code waits} else
   */
  public record Row(
      String node,
      String name,
      String heard,
      String ago,
      String same,
      String open,
      String differs,
      String missing,
      String mark) {}
}
