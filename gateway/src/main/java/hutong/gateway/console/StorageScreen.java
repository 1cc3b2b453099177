package hutong.gateway.console;

import hutong.gateway.watch.DiskForecast;
import hutong.gateway.watch.DiskForecast.Outlook;
import hutong.gateway.watch.DiskForecast.Part;
import hutong.gateway.watch.Holdings;
import hutong.gateway.watch.Keeping;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;

/** How full the disk is, when it will be full, and what is kept how long. */
final class StorageScreen implements Screen {

  private static final int WHOLE = 1_000;
  private static final double KILO = 1_000;
  private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB", "PB");

  private final ConsoleParts parts;

  StorageScreen(ConsoleParts parts) {
    this.parts = parts;
  }

  @Override
  public void mount(Pages pages) {
    pages.get("/console/storage", Right.LOOK, "storage", List.of("RETENTION"), this::show);
  }

  private Content show(Visit visit) {
    Texts texts = visit.texts();
    Holdings holdings = parts.holdings().get();
    Outlook disk = holdings.disk();
    long most = disk.parts().stream().mapToLong(Part::bytes).max().orElse(0);
    return Content.of(
        "storage",
        new StoragePage(
            sentence(disk, texts),
            disk.total() == 0 ? 0 : (int) ((disk.total() - disk.free()) * WHOLE / disk.total()),
            bytes(disk.free()),
            bytes(disk.total()),
            disk.parts().stream().map(each -> bar(each, most, texts)).toList(),
            holdings.reusable() == null
                ? ""
                : texts.get("storage.reusable", "free", bytes(holdings.reusable())),
            holdings.kept().stream().map(each -> kept(each, texts)).toList()));
  }

  private static String sentence(Outlook disk, Texts texts) {
    String day = disk.full() == null ? "" : Ages.time(disk.full()).substring(0, 10);
    String rate = disk.perDay() == null ? "" : bytes(disk.perDay());
    DiskForecast.Verdict verdict = disk.verdict();
    return texts.get("storage." + verdict, "day", day, "rate", rate);
  }

  private static StoragePage.Bar bar(Part part, long most, Texts texts) {
    return new StoragePage.Bar(
        texts.get("storage.part." + part.name()),
        bytes(part.bytes()),
        most == 0 ? 0 : (int) (part.bytes() * WHOLE / most),
        part.perDay() == null ? "–" : bytes(part.perDay()));
  }

  private static StoragePage.Kept kept(Keeping each, Texts texts) {
    return new StoragePage.Kept(
        texts.get("storage.kept." + each.what()),
        each.type() == null ? "" : each.type(),
        period(each.period(), texts),
        each.source().equals("fixed") || each.source().equals("type")
            ? texts.get("storage.source." + each.source())
            : each.source());
  }

  private static String period(String iso, Texts texts) {
    if (iso == null) {
      return texts.get("storage.forGood");
    }
    try {
      Period period = Period.parse(iso);
      if (period.getYears() > 0 && period.getMonths() == 0 && period.getDays() == 0) {
        return texts.get("storage.years", "count", Integer.toString(period.getYears()));
      }
      return period.toTotalMonths() == 0
          ? texts.get("storage.days", "count", Integer.toString(period.getDays()))
          : iso;
    } catch (DateTimeParseException hours) {
      return iso;
    }
  }

  /** In the largest unit that leaves a whole number before the point. */
  private static String bytes(long count) {
    double left = Math.abs(count);
    int unit = 0;
    while (left >= KILO && unit < UNITS.size() - 1) {
      left /= KILO;
      unit++;
    }
    String sign = count < 0 ? "-" : "";
    return sign
        + (unit == 0 || left >= 100
            ? String.format(Locale.ROOT, "%.0f", left)
            : String.format(Locale.ROOT, "%.1f", left))
        + " "
        + UNITS.get(unit);
  }
}
