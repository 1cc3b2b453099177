package hutong.schemas.dialects;

import hutong.schemas.RefusedInput;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Turns away XML that declares what it may not, or is of another kind or size than agreed. */
final class XmlEntrance {
  static final int TEXT = 24_000;

  private static final Set<String> CHARSETS = Set.of("UTF-8", "GB18030", "GBK", "GB2312");

  private XmlEntrance() {}

  /** Keeps the parser from even looking into a DOCTYPE, where it fails in ways of its own. */
  static void noDoctype(String text) throws RefusedInput {
    int at = text.indexOf('<');
    while (at >= 0 && (text.startsWith("<?", at) || text.startsWith("<!--", at))) {
      String end = text.charAt(at + 1) == '?' ? "?>" : "-->";
      int after = text.indexOf(end, at);
      at = after < 0 ? -1 : text.indexOf('<', after);
    }
    if (at >= 0 && text.startsWith("<!DOCTYPE", at)) {
      throw doctype();
    }
  }

  private static RefusedInput doctype() {
    return TreeFaults.refused("doctype", "不接受 DOCTYPE,请删除。", "A DOCTYPE is not taken: remove it.");
  }

  /** Goes on to the root element. */
  static void pass(XMLStreamReader xml, XmlPlan plan) throws XMLStreamException, RefusedInput {
    String declared = xml.getCharacterEncodingScheme();
    if (declared != null && !CHARSETS.contains(declared.toUpperCase(Locale.ROOT))) {
      throw TreeFaults.refused(
          "charset",
          "XML 声明的编码应为 UTF-8、GB18030、GBK 或 GB2312,请转换并更正声明。",
          "The XML declaration is to name UTF-8, GB18030, GBK or GB2312: convert it and say so.");
    }
    if (xml.getVersion() != null && !xml.getVersion().equals("1.0")) {
      throw TreeFaults.refused("xml", "请使用 XML 1.0。", "Use XML 1.0.");
    }
    while (xml.getEventType() != XMLStreamConstants.START_ELEMENT) {
      if (xml.next() == XMLStreamConstants.DTD) {
        throw TreeFaults.refused(
            "doctype", "不接受 DOCTYPE,请删除。", "A DOCTYPE is not taken: remove it.");
      }
    }
    boolean named = xml.getLocalName().equals(XmlNames.local(plan.root()));
    if (!named || (plan.rootUri() != null && !plan.rootUri().equals(xml.getNamespaceURI()))) {
      throw TreeFaults.refused(
          "root",
          "最外层元素或其命名空间与接口约定不同,请核对文件类型。",
          "The outermost element or its namespace is another than agreed: check the kind of document.");
    }
  }

  static RefusedInput entity() {
    return TreeFaults.refused(
        "xml", "不接受实体引用,请直接写出文字。", "Entity references are not taken: write the text itself.");
  }

  static void bound(boolean beyond) throws RefusedInput {
    if (beyond) {
      throw TreeFaults.refused(
          "xml-bound",
          "超出上限(32 层、20000 个元素和属性、每个值 24000 字),请缩短或拆分。",
          "Beyond the bounds (32 levels, 20,000 elements and attributes, 24,000 characters a value): shorten or split it.");
    }
  }
}
