package hutong.schemas;

import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import java.time.Instant;

/** Writes a point in time in UTC with {@code Z}, at most nanoseconds (XML Schema 1.0, 3.2.7). */
public final class InstantText extends XmlAdapter<String, Instant> {
  @Override
  public Instant unmarshal(String text) {
    return IsoDigits.instant(text.trim());
  }

  @Override
  public String marshal(Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
