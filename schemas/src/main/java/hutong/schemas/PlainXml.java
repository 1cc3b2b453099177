package hutong.schemas;

import hutong.schemas.hx.Header;
import hutong.schemas.hx.ResidentRecord;
import java.util.List;
import java.util.Map;

/**
 * Reads a document that is written plainly and has nothing wrong, at a glance: elements in order,
 * no prefixes, no attributes but the namespace, no comments.
 *
 * <p>It never refuses. At the first thing that is not plain it leaves the document to the general
 * reader, which reads or refuses it; so it may only take what that one takes, and give the same.
 */
final class PlainXml {
  private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
  private static final String NAMESPACE = " xmlns=\"" + Gate.NAMESPACE + "\"";

  /** That something is not plain; it says nothing of right and wrong. */
  private static final class NotPlain extends Exception {
    private static final long serialVersionUID = 1L;

    private NotPlain() {
      super(null, null, false, false);
    }
  }

  /** What an exchange document holds, and where in its text the record stands. */
  record Exchanged(Header header, ResidentRecord record, String recordText) {}

  private final String text;
  private final Limits limits;
  private int at;
  private int elements;

  private PlainXml(String text, Limits limits) {
    this.text = text;
    this.limits = limits;
  }

  /** The root as a Java object; null if the document is not plain. */
  static Object read(String text, Map<String, PlainType> roots, Limits limits) {
    var reader = new PlainXml(text, limits);
    try {
      reader.begin();
      Object root = reader.oneOf(roots, 0);
      reader.end();
      return root;
    } catch (NotPlain notHere) {
      return null;
    }
  }

  /** An exchange document; null if it is not plain. */
  static Exchanged readExchange(
      String text, Map<String, PlainType> header, Map<String, PlainType> records, Limits limits) {
    var reader = new PlainXml(text, limits);
    try {
      reader.begin();
      reader.count(0);
      reader.openRoot("exchange");
      Object head = reader.oneOf(header, 1);
      reader.space();
      int from = reader.at;
      Object record = reader.oneOf(records, 1);
      String recordText = text.substring(from, reader.at);
      reader.space();
      reader.close("exchange");
      reader.end();
      return new Exchanged((Header) head, (ResidentRecord) record, recordText);
    } catch (NotPlain notHere) {
      return null;
    }
  }

  private void begin() {
    if (text.startsWith(DECLARATION)) {
      at = DECLARATION.length();
      space();
    }
  }

  private void end() throws NotPlain {
    space();
    if (at != text.length()) {
      throw new NotPlain();
    }
  }

  private Object oneOf(Map<String, PlainType> types, int level) throws NotPlain {
    space();
    String name = nameHere();
    PlainType type = name == null ? null : types.get(name);
    if (type == null) {
      throw new NotPlain();
    }
    if (level == 0) {
      openRoot(name);
    } else if (!opens(name)) {
      throw new NotPlain();
    }
    Object made = structure(type, level);
    close(name);
    return made;
  }

  private Object structure(PlainType type, int level) throws NotPlain {
    count(level);
    Object made = type.make();
    List<PlainType.Part> parts = type.parts();
    int position = 0;
    int seen = 0;
    while (true) {
      space();
      if (text.startsWith("</", at)) {
        break;
      }
      int found = openNext(parts, position);
      for (; position < found; position++, seen = 0) {
        if (seen < parts.get(position).least()) {
          throw new NotPlain();
        }
      }
      PlainType.Part part = parts.get(position);
      if (++seen > part.most()) {
        throw new NotPlain();
      }
      PlainType.put(made, part, one(part, level + 1));
    }
    for (; position < parts.size(); position++, seen = 0) {
      if (seen < parts.get(position).least()) {
        throw new NotPlain();
      }
    }
    return made;
  }

  /** Which part of the sequence starts here; reads its start tag. */
  private int openNext(List<PlainType.Part> parts, int position) throws NotPlain {
    for (int i = position; i < parts.size(); i++) {
      if (opens(parts.get(i).name())) {
        return i;
      }
    }
    throw new NotPlain();
  }

  private Object one(PlainType.Part part, int level) throws NotPlain {
    Object made;
    if (part.inner() != null) {
      made = structure(part.inner(), level);
    } else if (part.value() != null) {
      count(level);
      made = part.value().read(value());
    } else {
      throw new NotPlain();
    }
    if (made == null) {
      throw new NotPlain();
    }
    close(part.name());
    return made;
  }

  private void count(int level) throws NotPlain {
    if (++elements > limits.elements() || level >= limits.depth()) {
      throw new NotPlain();
    }
  }

  private String value() throws NotPlain {
    int end = text.indexOf('<', at);
    if (end < 0 || end - at > limits.text()) {
      throw new NotPlain();
    }
    String raw = text.substring(at, end);
    at = end;
    if (raw.indexOf('\r') >= 0 || raw.contains("]]>") || !Characters.allowedInXml(raw)) {
      throw new NotPlain();
    }
    return raw.indexOf('&') < 0 ? raw : withoutEntities(raw);
  }

  private static String withoutEntities(String raw) throws NotPlain {
    var plain = new StringBuilder(raw.length());
    int at = 0;
    for (int and = raw.indexOf('&'); and >= 0; and = raw.indexOf('&', at)) {
      plain.append(raw, at, and);
      if (raw.startsWith("&amp;", and)) {
        plain.append('&');
        at = and + 5;
      } else if (raw.startsWith("&lt;", and)) {
        plain.append('<');
        at = and + 4;
      } else if (raw.startsWith("&gt;", and)) {
        plain.append('>');
        at = and + 4;
      } else {
        throw new NotPlain();
      }
    }
    return plain.append(raw, at, raw.length()).toString();
  }

  private void space() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
      at++;
    }
  }

  /** The name of the element that starts here; null if none does. */
  private String nameHere() {
    int end = at + 1;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    return text.startsWith("<", at) ? text.substring(at + 1, end) : null;
  }

  /** Nothing around the root could tell its namespace. */
  private void openRoot(String name) throws NotPlain {
    if (!opens(name) || !text.startsWith(NAMESPACE, at - 1 - NAMESPACE.length())) {
      throw new NotPlain();
    }
  }

  /** Reads the start tag, if this element starts here. */
  private boolean opens(String name) {
    int end = at + 1 + name.length();
    if (!text.startsWith("<", at) || !text.startsWith(name, at + 1)) {
      return false;
    }
    if (text.startsWith(NAMESPACE, end)) {
      end += NAMESPACE.length();
    }
    if (!text.startsWith(">", end)) {
      return false;
    }
    at = end + 1;
    return true;
  }

  private void close(String name) throws NotPlain {
    int end = at + 2 + name.length();
    if (!text.startsWith("</", at)
        || !text.startsWith(name, at + 2)
        || !text.startsWith(">", end)) {
      throw new NotPlain();
    }
    at = end + 1;
  }
}
