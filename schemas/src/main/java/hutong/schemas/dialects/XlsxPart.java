package hutong.schemas.dialects;

import hutong.schemas.RefusedInput;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Passes once over an XML part of a workbook: notes what is merged and where relations lead, and
 * refuses what would cost the reader of cells too much.
 */
final class XlsxPart {
  private static final int MOST_COLUMNS = 16_384;
  private static final int MOST_FORMULAS = 100_000;
  private static final int MOST_ARRAY_FORMULAS = 100;
  private static final int MOST_SHARED_TEXTS = 2_000_000;
  private static final int MOST_STYLES = 200_000;
  private static final int MOST_NAMED = 500;
  private static final int LONGEST_FORMULA = 8_192;
  private static final int LONGEST_NUMBER = 400;
  private static final int LONGEST_TEXT = 1024 * 1024;
  private static final int LONGEST_NAME = 300;

  private final XlsxMerges merges = new XlsxMerges();
  private final Map<String, String> targets = new HashMap<>();
  private final StringBuilder index = new StringBuilder();
  private boolean wellFormed;
  private boolean worksheet;
  private int sharedTexts;
  private int highestSharedText = -1;
  private int styles;
  private int sheets;
  private int cells;
  private int formulas;
  private int arrayFormulas;
  private String type = "";
  private boolean inIndex;
  private int length;
  private int longest = LONGEST_TEXT;

  void read(InputStream in) throws RefusedInput {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(in);
      while (xml.hasNext()) {
        event(xml.next(), xml);
      }
      wellFormed = true;
    } catch (XMLStreamException | RuntimeException e) {
      // A part that no one reads may be as it likes: only a sheet's has to be well-formed.
      wellFormed = false;
    }
  }

  private void event(int event, XMLStreamReader xml) throws RefusedInput {
    if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
      throw XlsxPackage.notXlsx();
    } else if (event == XMLStreamConstants.START_ELEMENT) {
      start(xml.getLocalName(), xml);
    } else if (event == XMLStreamConstants.END_ELEMENT) {
      end(xml.getLocalName());
    } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
      length += xml.getTextLength();
      bound(length <= longest);
      if (inIndex) {
        index.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
      }
    }
  }

  private void start(String name, XMLStreamReader xml) throws RefusedInput {
    switch (name) {
      case "worksheet" -> worksheet = true;
      case "si" -> {
        bound(++sharedTexts <= MOST_SHARED_TEXTS);
        text(LONGEST_TEXT);
      }
      case "xf", "numFmt" -> bound(++styles <= MOST_STYLES);
      case "sheet" -> bound(++sheets <= MOST_NAMED);
      case "row" -> cells = 0;
      case "c" -> cell(xml);
      case "v" -> {
        text(type.equals("str") ? LONGEST_TEXT : LONGEST_NUMBER);
        inIndex = type.equals("s");
      }
      case "f" -> formula(attribute(xml, "t"));
      case "mergeCell" -> merges.add(attribute(xml, "ref"));
      case "Relationship" -> relation(attribute(xml, "Id"), attribute(xml, "Target"));
      default -> {}
    }
  }

  private void cell(XMLStreamReader xml) throws RefusedInput {
    type = attribute(xml, "t");
    String place = attribute(xml, "r");
    bound(++cells <= MOST_COLUMNS);
    if (!place.isEmpty()) {
      XlsxMerges.place(place);
    }
    text(LONGEST_TEXT);
  }

  private void formula(String kind) throws RefusedInput {
    bound(++formulas <= MOST_FORMULAS);
    bound(!kind.equals("array") || ++arrayFormulas <= MOST_ARRAY_FORMULAS);
    text(LONGEST_FORMULA);
  }

  private void relation(String id, String target) throws RefusedInput {
    bound(targets.size() < MOST_NAMED);
    if (id.length() <= LONGEST_NAME && target.length() <= LONGEST_NAME) {
      targets.put(id, target);
    }
  }

  private void end(String name) throws RefusedInput {
    if (name.equals("v") || name.equals("f")) {
      text(LONGEST_TEXT);
    }
    if (name.equals("v") && inIndex) {
      inIndex = false;
      try {
        int one = index.isEmpty() ? -1 : Integer.parseInt(index.toString());
        highestSharedText = Math.max(highestSharedText, one);
      } catch (NumberFormatException e) {
        throw XlsxPackage.notXlsx();
      }
      index.setLength(0);
    }
  }

  private void text(int most) {
    length = 0;
    longest = most;
  }

  private static String attribute(XMLStreamReader xml, String name) {
    String found = xml.getAttributeValue(null, name);
    return found == null ? "" : found;
  }

  private static void bound(boolean kept) throws RefusedInput {
    if (!kept) {
      throw XlsxGuard.bomb();
    }
  }

  boolean wellFormed() {
    return wellFormed;
  }

  /** Whether there is nothing in it that a reader would keep. */
  boolean streamed() {
    return worksheet && sharedTexts + styles + sheets == 0;
  }

  int sharedTexts() {
    return sharedTexts;
  }

  int highestSharedText() {
    return highestSharedText;
  }

  /** Null if there is no such relation. */
  String target(String relation) {
    return targets.get(relation);
  }

  XlsxMerges merges() {
    return merges;
  }
}
