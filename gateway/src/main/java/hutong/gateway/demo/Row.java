package hutong.gateway.demo;

import java.util.Collection;

/** Counts of records in one line of the table, by the gateways' own answers. */
record Row(long submitted, long delivered, long accepted, long rejected, long parked, long open) {

  static Row of(Collection<Standing> standings) {
    return new Row(
        standings.stream().filter(Standing::submitted).count(),
        standings.stream().filter(Standing::delivered).count(),
        standings.stream().filter(Standing::accepted).count(),
        standings.stream().filter(Standing::rejected).count(),
        standings.stream().filter(Standing::parked).count(),
        standings.stream().filter(Standing::open).count());
  }

  @Override
  public String toString() {
    StringBuilder line = new StringBuilder();
    for (long count : new long[] {submitted, delivered, accepted, rejected, parked, open}) {
      line.append(Columns.right(count == 0 ? "·" : Long.toString(count), Table.NUMBER));
    }
    return line.toString();
  }
}
