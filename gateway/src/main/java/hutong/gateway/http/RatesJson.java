package hutong.gateway.http;

import hutong.routes.ledger.Rate;
import hutong.routes.ledger.RateCounts;
import hutong.routes.ledger.Rates;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Writes rates; of an unknown one nothing is written but that it is unknown. */
final class RatesJson {

  private RatesJson() {}

  static void write(JsonBody out, Rates.Question question, List<Rates.Counts> found)
      throws IOException {
    out.text("from", question.from());
    out.text("to", question.to());
    out.texts(
        "by", question.by().stream().map(each -> each.name().toLowerCase(Locale.ROOT)).toList());
    out.objects("items", found, each -> item(out, each));
  }

  private static void item(JsonBody out, Rates.Counts each) throws IOException {
    Rates.Group group = each.group();
    RateCounts counts = each.counts();
    out.text("direction", group.outbound() ? "OUT" : "IN");
    out.text("node", group.node());
    out.text("division", group.division());
    out.text("type", group.type());
    out.text("day", group.day());
    out.number("delivered", counts.delivered());
    out.number("accepted", counts.accepted());
    rate(out, "submission", counts.submission());
    rate(out, "acceptance", counts.acceptance());
    rate(out, "feedback", counts.feedback());
    rate(out, "timeliness", counts.timeliness());
    rate(out, "match", counts.match());
    rate(out, "accuracy", counts.accuracy());
  }

  private static void rate(JsonBody out, String name, Rate rate) throws IOException {
    OptionalDouble value = rate.value();
    out.object(
        name,
        rate,
        any -> {
          out.flag("known", value.isPresent());
          if (value.isPresent()) {
            out.number("count", rate.count());
            out.number("of", rate.of());
            out.text("share", RatesCsv.share(rate));
          }
        });
  }
}
