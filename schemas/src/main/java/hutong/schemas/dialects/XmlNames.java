package hutong.schemas.dialects;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Knows under which qualified name each local name is written, place by place; built from the paths
 * a dialect names, in which prefixes stand as the partner wants them. A name in no path, or in one
 * without a prefix, is written as it is.
 */
final class XmlNames {

  /** Letters that every XML 1.0 parser takes, of the fourth edition too. */
  private static final String FIRST =
      "A-Za-z_\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u0131\u0391-\u03A1\u03A3-\u03CE\u0410-\u044F"
          + "\u3041-\u3094\u30A1-\u30FA\u4E00-\u9FA5\uAC00-\uD7A3";

  private static final Pattern NAME =
      Pattern.compile("[" + FIRST + "][" + FIRST + "0-9.\u00B7-]{0,199}");

  private static final XmlNames NONE = new XmlNames();

  private final Map<String, XmlNames> below = new HashMap<>();
  private final Map<String, String> qualified = new HashMap<>();

  private XmlNames() {}

  /**
   * The names in some paths.
   *
   * @param written such as {@code xoev:head/xoev:code/@xsi:type}, from where the tree begins
   */
  static XmlNames of(List<String> written) {
    XmlNames top = new XmlNames();
    for (String path : written) {
      top.learn(path.split("/", -1));
    }
    return top;
  }

  private void learn(String[] segments) {
    XmlNames at = this;
    for (String segment : segments) {
      if (segment.equals("*")) {
        continue;
      }
      String local = local(segment);
      if (!local.equals(segment)) {
        at.qualified.put(local, segment);
      }
      at = at.below.computeIfAbsent(local, name -> new XmlNames());
    }
  }

  /** A segment of a path without its prefix; an attribute keeps its mark. */
  static String local(String segment) {
    String bare = segment.substring(segment.indexOf(':') + 1);
    return segment.startsWith(Names.ATTRIBUTE) && !bare.startsWith(Names.ATTRIBUTE)
        ? Names.ATTRIBUTE + bare
        : bare;
  }

  /**
   * As it is written here.
   *
   * @param local an element's name, or an attribute's with its mark
   * @throws Unwritable if it is no name
   */
  String qualified(String local) throws Unwritable {
    boolean attribute = local.startsWith(Names.ATTRIBUTE);
    if (!NAME.matcher(local).region(attribute ? 1 : 0, local.length()).matches()) {
      throw TreeFaults.name();
    }
    String written = qualified.getOrDefault(local, local);
    return attribute ? written.substring(1) : written;
  }

  /** The names below an element. */
  XmlNames below(String local) {
    return below.getOrDefault(local, NONE);
  }
}
