package hutong.gateway.http;

import hutong.routes.ledger.Rate;
import hutong.routes.ledger.RateCounts;
import hutong.routes.ledger.Rates;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Rates as a table. */
public final class RatesCsv {

  private static final int DIGITS = 4;
  private static final String UNKNOWN = "unknown";

  private static final List<String> HEAD =
      List.of(
          "direction",
          "node",
          "division",
          "type",
          "day",
          "delivered",
          "accepted",
          "submitted",
          "expected",
          "submission",
          "accepted_in_time",
          "acceptance",
          "inquiries",
          "replied",
          "feedback",
          "due",
          "in_time",
          "timeliness",
          "to_be_evaluated",
          "evaluated",
          "matched",
          "match",
          "judged",
          "unmarked",
          "accuracy");

  private RatesCsv() {}

  public static byte[] of(List<Rates.Counts> found) {
    return CsvTable.of(HEAD, found.stream().map(RatesCsv::cells).toList());
  }

  private static List<String> cells(Rates.Counts each) {
    Rates.Group group = each.group();
    RateCounts n = each.counts();
    List<String> cells = new ArrayList<>();
    cells.add(group.outbound() ? "OUT" : "IN");
    cells.add(text(group.node()));
    cells.add(text(group.division()));
    cells.add(text(group.type()));
    cells.add(text(group.day()));
    add(cells, n.delivered(), n.accepted(), n.delivered());
    cells.add(n.expected() == null ? UNKNOWN : n.expected().toString());
    cells.add(share(n.submission()));
    add(cells, n.acceptedInTime());
    cells.add(share(n.acceptance()));
    add(cells, n.inquiries(), n.replied());
    cells.add(share(n.feedback()));
    add(cells, n.due(), n.inTime());
    cells.add(share(n.timeliness()));
    add(cells, n.evaluable(), n.evaluated(), n.matched());
    cells.add(share(n.match()));
    add(cells, n.judged(), n.unmarked());
    cells.add(share(n.accuracy()));
    return cells;
  }

  private static void add(List<String> cells, long... numbers) {
    for (long number : numbers) {
      cells.add(Long.toString(number));
    }
  }

  /** Rounded down: what is not all is never 1. */
  static String share(Rate rate) {
    return rate.value().isEmpty()
        ? UNKNOWN
        : BigDecimal.valueOf(rate.count())
            .divide(BigDecimal.valueOf(rate.of()), DIGITS, RoundingMode.DOWN)
            .toPlainString();
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }
}
