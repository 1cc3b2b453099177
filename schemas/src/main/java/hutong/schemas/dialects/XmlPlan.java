package hutong.schemas.dialects;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;

/**
 * What reading and writing need to know of one partner's XML.
 *
 * @param root as written, with its prefix
 * @param rootUri the namespace it must have; null if any will do
 * @param each local names from below the root to the records; null if the document is one record
 * @param shellNames names below the root, where {@code each} is
 * @param recordNames names below a record
 */
record XmlPlan(
    String root,
    String rootUri,
    List<String> each,
    Map<String, String> namespaces,
    Charset charset,
    XmlNames shellNames,
    XmlNames recordNames) {

  /** Whether a place, so many names down towards the records, is where the records are. */
  boolean record(int matched) {
    return each != null && matched == each.size();
  }

  /** How far towards the records one name further is; -1 once it is elsewhere. */
  int step(int matched, String local) {
    return each != null && matched >= 0 && matched < each.size() && each.get(matched).equals(local)
        ? matched + 1
        : -1;
  }
}
