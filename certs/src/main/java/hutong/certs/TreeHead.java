package hutong.certs;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/**
 * What is signed for many documents of one kind at once: a tree over them. It names none of them;
 * each shows that it is in the tree.
 *
 * @param kind of every document under it
 * @param size number of leaves, one for each document
 * @param root hex, of {@link HashTree}
 */
record TreeHead(ContentKind kind, int size, String root) {

  static final int FEWEST = 2;
  static final int MOST = 4096;

  private static final String FORM = "hutong-tree-1";
  private static final int MOST_BYTES = 256;
  private static final Pattern LINES =
      Pattern.compile(
          FORM + "\nkind ([0-9.]{1,64})\nsize ([1-9][0-9]{0,3})\nroot ([0-9a-f]{64})\n");

  /** What goes from node to node in numbers; everything else is signed alone. */
  static final List<ContentKind> KINDS =
      List.of(ContentKind.EXCHANGE, ContentKind.RECEIPT, ContentKind.PIECE);

  private static final List<String> IDENTIFIERS =
      KINDS.stream()
          .map(kind -> ASN1ObjectIdentifier.getInstance(kind.contentType()).getId())
          .toList();

  /** ASCII lines, as PROTOCOL.md has them. */
  byte[] write() {
    return String.join(
            "\n",
            FORM,
            "kind " + IDENTIFIERS.get(KINDS.indexOf(kind)),
            "size " + size,
            "root " + root,
            "")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads what {@link #write} wrote, and nothing else. */
  static TreeHead read(byte[] document) throws Untrusted {
    Matcher lines =
        LINES.matcher(
            document.length > MOST_BYTES ? "" : new String(document, StandardCharsets.US_ASCII));
    if (!lines.matches()) {
      throw Untrusted.malformed("a tree head");
    }
    int size = Integer.parseInt(lines.group(2));
    if (size < FEWEST || size > MOST) {
      throw Untrusted.malformed("the size of a tree");
    }
    return new TreeHead(kind(lines.group(1)), size, lines.group(3));
  }

  private static ContentKind kind(String identifier) throws Untrusted {
    int at = IDENTIFIERS.indexOf(identifier);
    if (at < 0) {
      throw new Untrusted(Fault.WRONG_KIND, "no kind that is signed as a tree");
    }
    return KINDS.get(at);
  }
}
