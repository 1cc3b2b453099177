package hutong.schemas;

import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import java.time.LocalDate;

/**
 * Writes a date as {@code yyyy-MM-dd}, without time zone (XML Schema 1.0, 3.2.9); reads it with
 * white space around it too, as the schema does.
 */
public final class DayText extends XmlAdapter<String, LocalDate> {
  @Override
  public LocalDate unmarshal(String text) {
    return IsoDigits.day(text.trim());
  }

  @Override
  public String marshal(LocalDate day) {
    return day == null ? null : day.toString();
  }
}
