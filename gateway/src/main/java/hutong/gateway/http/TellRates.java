package hutong.gateway.http;

import hutong.routes.ledger.Rates;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells rates, as JSON or as a table in CSV. */
final class TellRates {

  static final String CSV = "text/csv";

  private static final int MOST_DAYS = 366;
  private static final int MOST_ROWS = 10_000;
  private static final int DATE = 10;

  private final Rates rates;
  private final LedgerThreads threads;
  private final Clock clock;
  private final Failures failures;

  TellRates(ApiParts parts, LedgerThreads threads, Failures failures) {
    this.rates = parts.ledger().rates();
    this.threads = threads;
    this.clock = parts.clock();
    this.failures = failures;
  }

  void tell(Call call) {
    Rates.Question question = new Rates.Question(day(call, "from"), day(call, "to"), by(call));
    long days = ChronoUnit.DAYS.between(question.from(), question.to()) + 1;
    if (days < 1 || days > MOST_DAYS) {
      throw Refused.parameter("to");
    }
    boolean csv = csv(call);
    threads
        .ask(call.context(), () -> rates.count(question, MOST_ROWS, clock.instant()))
        .onSuccess((List<Rates.Counts> found) -> answer(call, question, found, csv))
        .onFailure(fault -> failures.answer(call, fault));
  }

  private static void answer(
      Call call, Rates.Question question, List<Rates.Counts> found, boolean csv) {
    if (found.size() > MOST_ROWS) {
      call.refuse(new Refused(ApiCode.TOO_MANY_ROWS));
    } else if (csv) {
      String name = "rates-" + question.from() + "-" + question.to() + ".csv";
      call.header("Content-Disposition", "attachment; filename=\"" + name + "\"");
      call.answer(200, CSV + "; charset=utf-8", Buffer.buffer(RatesCsv.of(found)));
    } else {
      call.json(200, out -> RatesJson.write(out, question, found));
    }
  }

  private static LocalDate day(Call call, String name) {
    String text = call.query(name);
    try {
      if (text != null && text.length() == DATE) {
        return LocalDate.parse(text);
      }
    } catch (DateTimeException noDay) {
      throw Refused.parameter(name);
    }
    throw Refused.parameter(name);
  }

  private static Set<Rates.By> by(Call call) {
    Set<Rates.By> by = EnumSet.noneOf(Rates.By.class);
    String text = call.query("by");
    if (text == null) {
      return EnumSet.of(Rates.By.NODE, Rates.By.TYPE);
    }
    for (String each : text.split(",", 5)) {
      boolean known = false;
      for (Rates.By one : Rates.By.values()) {
        if (one.name().toLowerCase(Locale.ROOT).equals(each)) {
          known = by.add(one);
        }
      }
      if (!known) {
        throw Refused.parameter("by");
      }
    }
    return by;
  }

  /** The parameter, or else what the caller takes; JSON if it takes anything. */
  private static boolean csv(Call call) {
    String format = call.query("format");
    if (format != null) {
      if (!format.equals("csv") && !format.equals("json")) {
        throw Refused.parameter("format");
      }
      return format.equals("csv");
    }
    String accept = call.header("Accept");
    if (accept == null || accept.isBlank()) {
      return false;
    }
    for (String range : accept.split(",", 16)) {
      switch (MediaType.parse(range).name()) {
        case CSV, "text/*" -> {
          return true;
        }
        case Answers.JSON, "*/*", "application/*" -> {
          return false;
        }
        default -> {
          // Not ours; the next may be.
        }
      }
    }
    throw new Refused(ApiCode.NOT_ACCEPTABLE);
  }
}
