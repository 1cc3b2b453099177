package hutong.schemas.dialects;

import hutong.schemas.RefusedInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;

/**
 * Takes XML documents apart and puts them together. Elements go by their local names; a repeated
 * one is a list. The order of elements that bear different names is not kept in reading, and
 * written as it is in the tree; where {@code each} has one name only, the records come last. With
 * {@code each}, every record's tree also has {@link Names#BATCH}: the rest of the document, one and
 * the same object for all of them, in place of an element of its own of that name.
 */
final class XmlFormat implements PartnerFormat {

  /**
   * How the partner writes. Prefixes in {@code root}, {@code each} and {@code paths} are those of
   * {@code namespaces} and say how names are written; in reading, only the root's is checked.
   *
   * @param root name of the outermost element
   * @param each where below the root the elements are that are records; null if the document is one
   * @param namespaces prefix to URI, declared at the root; the prefix {@code ""} is the default
   * @param charset to write in; UTF-8 if null
   * @param paths all that the dialect names, as it writes them, below the record and, with {@code
   *     batch/} before them, below the root
   */
  record Options(
      String root,
      String each,
      Map<String, String> namespaces,
      Charset charset,
      List<String> paths) {
    Options {
      charset = charset == null ? StandardCharsets.UTF_8 : charset;
      namespaces = Map.copyOf(namespaces);
      paths = List.copyOf(paths);
    }
  }

  private static final String BATCH_PATH = Names.BATCH + "/";

  private final Options options;
  private final XmlPlan plan;
  private final XmlReaders readers = new XmlReaders();
  private final XMLOutputFactory writers = XMLOutputFactory.newDefaultFactory();

  XmlFormat(Options options) {
    this.options = options;
    List<String> each = options.each() == null ? null : path(options.each());
    List<String> shell = new ArrayList<>();
    List<String> record = new ArrayList<>();
    for (String path : options.paths()) {
      check(path);
      boolean shared = each != null && path.startsWith(BATCH_PATH);
      (shared ? shell : record).add(shared ? path.substring(BATCH_PATH.length()) : path);
    }
    if (each != null) {
      check(options.each());
      shell.add(options.each());
    }
    check(options.root());
    this.plan =
        new XmlPlan(
            options.root(),
            uriOf(options.root()),
            each,
            options.namespaces(),
            options.charset(),
            XmlNames.of(shell),
            XmlNames.of(record));
  }

  /** A mistake in a dialect stops the start. */
  private void check(String written) {
    for (String segment : written.split("/", -1)) {
      if (segment.indexOf(':') >= 0 && uriOf(segment) == null) {
        throw new IllegalArgumentException("no namespace for the prefix in " + segment);
      }
    }
  }

  private String uriOf(String segment) {
    int from = segment.startsWith(Names.ATTRIBUTE) ? 1 : 0;
    int colon = segment.indexOf(':');
    String prefix = colon < 0 ? "" : segment.substring(from, colon);
    return prefix.equals("xml")
        ? "http://www.w3.org/XML/1998/namespace"
        : options.namespaces().get(prefix);
  }

  @Override
  public List<String> path(String written) {
    return PartnerFormat.super.path(written).stream().map(XmlNames::local).toList();
  }

  @Override
  public RecordSource open(InputStream in) throws IOException, RefusedInput {
    String text = TreeBytes.read(in, TreeBytes.DOCUMENT);
    return new TreeSource(readers.read(text, plan));
  }

  @Override
  public RecordSink create(OutputStream out) {
    return new XmlSink(plan, writers, out);
  }

  @Override
  public String mediaType() {
    return "application/xml; charset=" + options.charset().name();
  }

  @Override
  public boolean many() {
    return options.each() != null;
  }
}
