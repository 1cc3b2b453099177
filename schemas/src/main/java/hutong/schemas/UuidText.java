package hutong.schemas;

import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import java.util.UUID;

/** Writes a UUID in its canonical lower-case form (RFC 9562, 4). */
public final class UuidText extends XmlAdapter<String, UUID> {
  @Override
  public UUID unmarshal(String text) {
    return UUID.fromString(text.trim());
  }

  @Override
  public String marshal(UUID id) {
    return id == null ? null : id.toString();
  }
}
