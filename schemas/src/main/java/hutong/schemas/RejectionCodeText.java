package hutong.schemas;

import jakarta.xml.bind.annotation.adapters.XmlAdapter;

/** Writes a rejection code by its stable name. */
public final class RejectionCodeText extends XmlAdapter<String, RejectionCode> {
  @Override
  public RejectionCode unmarshal(String text) {
    return RejectionCode.valueOf(text.trim());
  }

  @Override
  public String marshal(RejectionCode code) {
    return code == null ? null : code.name();
  }
}
