package hutong.gateway.console;

import hutong.certs.KeyKind;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * When something ends.
 *
 * @param day in China
 * @param left days, for people
 * @param grade 0 far off, 1 within 30 days, 2 within 14 or over
 */
public record Ends(String day, String left, int grade) {

  private static final int SOON = 14;
  private static final int LATER = 30;
  private static final int DAY = 10;

  static Ends of(Instant end, Instant now, Texts texts) {
    long days = Duration.between(now, end).toDays();
    boolean over = !now.isBefore(end);
    return new Ends(
        Ages.time(end).substring(0, DAY),
        over ? texts.get("members.over") : texts.get("members.days", "days", Long.toString(days)),
        over || days <= SOON ? 2 : days <= LATER ? 1 : 0);
  }

  /** Of each kind of key the certificate that ends last counts; of the kinds, the first to end. */
  static Ends of(List<X509Certificate> certificates, Instant now, Texts texts) {
    Map<KeyKind, X509Certificate> last = new HashMap<>();
    for (X509Certificate each : certificates) {
      last.merge(
          KeyKind.of(each),
          each,
          BinaryOperator.maxBy(Comparator.comparing(X509Certificate::getNotAfter)));
    }
    return last.values().stream()
        .map(each -> each.getNotAfter().toInstant())
        .min(Comparator.naturalOrder())
        .map(end -> of(end, now, texts))
        .orElse(new Ends("–", "–", 2));
  }
}
