package hutong.gateway.console;

import hutong.gateway.http.RatesCsv;
import hutong.routes.ledger.Rate;
import hutong.routes.ledger.RateCounts;
import hutong.routes.ledger.Rates;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** How much of what was exchanged was answered in time: by partners, types and days. */
final class RatesScreen implements Screen {

  private static final String PATH = DeadlinesScreen.PATH + "/rates";
  private static final int USUAL_DAYS = 30;
  private static final int MOST_DAYS = 366;
  private static final int MOST_SHOWN = 200;
  private static final int COLUMN = 10;
  private static final int FULL = 100;
  private static final int THOUSAND = 1_000;
  private static final List<String> BY = List.of("node", "node,type", "type", "day");

  private final ConsoleParts parts;
  private final Names names;
  private final CountedRates rates;

  RatesScreen(ConsoleParts parts, Names names) {
    this.parts = parts;
    this.names = names;
    this.rates = new CountedRates(parts.ledger().rates(), parts.clock());
  }

  @Override
  public void mount(Pages pages) {
    pages.get(PATH, Right.LOOK, "deadlines", List.of("RATES"), this::show);
    pages.file(PATH + ".csv", Right.LOOK, List.of("RATES"), this::file);
  }

  private Rates.Question question(Filters filters) throws NotSound {
    LocalDate to = filters.day("to", Filters.today(parts));
    LocalDate from = filters.day("from", to.minusDays(USUAL_DAYS - 1L));
    long days = ChronoUnit.DAYS.between(from, to) + 1;
    if (days < 1 || days > MOST_DAYS) {
      throw new NotSound("rates.period");
    }
    String by = filters.word("by", BY.toArray(new String[0]));
    Set<Rates.By> apart = EnumSet.noneOf(Rates.By.class);
    for (String each : (by == null ? BY.get(0) : by).split(",", -1)) {
      apart.add(Rates.By.valueOf(each.toUpperCase(Locale.ROOT)));
    }
    return new Rates.Question(from, to, apart);
  }

  private Content show(Visit visit) throws NotSound {
    Filters filters = new Filters(visit);
    Rates.Question question = question(filters);
    Texts texts = visit.texts();
    Optional<CountedRates.Counted> counted = rates.known(question);
    List<Rates.Counts> counts = counted.map(CountedRates.Counted::counts).orElse(List.of());
    String by = visit.param("by");
    return new Content(
        "rates",
        new RatesPage(
            question.from().toString(),
            question.to().toString(),
            BY.stream().map(each -> Choice.of(each, texts.get("rates.by." + each), by)).toList(),
            counted.map(each -> Ages.time(each.at())).orElse(null),
            question.by().stream().map(each -> each.name().toLowerCase(Locale.ROOT)).toList(),
            question.by().contains(Rates.By.DAY) ? charts(question, counts, texts) : List.of(),
            counts.stream().limit(MOST_SHOWN).map(each -> row(each, texts)).toList(),
            Math.max(0, counts.size() - MOST_SHOWN),
            PATH + ".csv" + filters.query(),
            PATH + filters.query()),
        texts.get("rates"));
  }

  private RatesPage.Row row(Rates.Counts each, Texts texts) {
    Rates.Group group = each.group();
    RateCounts counts = each.counts();
    return new RatesPage.Row(
        group.outbound(),
        group.node() == null ? "" : names.whole(group.node(), texts),
        group.type() == null ? "" : group.type(),
        group.day() == null ? "" : group.day().toString(),
        Long.toString(counts.delivered()),
        share(counts.timeliness()),
        share(counts.acceptance()),
        share(counts.feedback()),
        share(counts.match()),
        share(counts.accuracy()));
  }

  /** Rounded down: what is not all is never 100 %. */
  private static RatesPage.Share share(Rate rate) {
    if (rate.of() == 0) {
      return new RatesPage.Share(false, "–", 0, "");
    }
    int thousandths = (int) (rate.count() * THOUSAND / rate.of());
    return new RatesPage.Share(
        true,
        thousandths / 10 + "." + thousandths % 10 + "%",
        thousandths,
        rate.count() + "/" + rate.of());
  }

  private static List<RatesPage.Chart> charts(
      Rates.Question question, List<Rates.Counts> counts, Texts texts) {
    List<RatesPage.Chart> charts = new ArrayList<>();
    for (boolean outbound : new boolean[] {false, true}) {
      Map<LocalDate, Rate> days = new TreeMap<>();
      counts.stream()
          .filter(each -> each.group().outbound() == outbound)
          .filter(each -> each.counts().timeliness().of() > 0)
          .forEach(each -> days.put(each.group().day(), each.counts().timeliness()));
      if (!days.isEmpty()) {
        charts.add(chart(question, outbound, days, texts));
      }
    }
    return charts;
  }

  private static RatesPage.Chart chart(
      Rates.Question question, boolean outbound, Map<LocalDate, Rate> days, Texts texts) {
    List<RatesPage.Column> columns = new ArrayList<>();
    long count = 0;
    long of = 0;
    for (Map.Entry<LocalDate, Rate> each : days.entrySet()) {
      Rate rate = each.getValue();
      count += rate.count();
      of += rate.of();
      columns.add(
          new RatesPage.Column(
              COLUMN * (int) ChronoUnit.DAYS.between(question.from(), each.getKey()),
              (int) (rate.count() * FULL / rate.of()),
              each.getKey() + ": " + share(rate).percent() + " (" + share(rate).of() + ")"));
    }
    String about = texts.get(outbound ? "rates.others" : "rates.ours");
    int width = COLUMN * (int) (ChronoUnit.DAYS.between(question.from(), question.to()) + 1);
    Rate whole = new Rate(count, of);
    String says =
        texts.get("rates.whole", "percent", share(whole).percent(), "of", share(whole).of());
    return new RatesPage.Chart(about, says, width, columns);
  }

  private FileOut file(Visit visit) throws NotSound {
    Rates.Question question = question(new Filters(visit));
    CountedRates.Counted counted = rates.waitedFor(question);
    if (CountedRates.tooMany(counted)) {
      throw new NotSound(Said.TOO_MANY);
    }
    return FileOut.csv(
        "rates-" + question.from() + "-" + question.to(), RatesCsv.of(counted.counts()));
  }
}
