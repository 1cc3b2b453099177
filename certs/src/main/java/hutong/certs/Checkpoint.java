package hutong.certs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a node signs of its ledger every now and then: the newest event of every chain, and a tree
 * over the events since the checkpoint before, so that nobody can rewrite what was bound.
 *
 * @param number from 1, without gaps
 * @param previous hex SHA-256 of the SignedData of the checkpoint before; empty for the first
 * @param writers every chain there is, in the order of their names
 * @param size number of leaves of the tree: the events of these ranges, in this order
 * @param root hex, of {@link HashTree}
 */
public record Checkpoint(
    String node,
    long epoch,
    long number,
    Instant at,
    String previous,
    List<Writer> writers,
    long size,
    String root) {

  private static final String FORM = "hutong-checkpoint-1";
  private static final String NONE = "-";
  private static final int MOST_BYTES = 512 * 1024;
  private static final int MOST_WRITERS = 4096;
  private static final int LINES = 8;
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern WORD = Pattern.compile("[0-9A-Za-z-]{1,64}");

  /**
   * One chain of events.
   *
   * @param first number of its first event in this checkpoint's tree; last + 1 if it has none there
   * @param last number of its newest event
   * @param digest of that event, hex
   */
  public record Writer(String name, long first, long last, String digest) {}

  public Checkpoint {
    writers = List.copyOf(writers);
  }

  /** ASCII lines, as PROTOCOL.md has them. */
  public byte[] write() {
    StringBuilder text = new StringBuilder(512);
    line(text, FORM);
    line(text, "node " + node);
    line(text, "epoch " + epoch);
    line(text, "number " + number);
    line(text, "at " + at);
    line(text, "previous " + (previous.isEmpty() ? NONE : previous));
    line(text, "size " + size);
    line(text, "root " + root);
    for (Writer each : writers) {
      line(text, "writer " + each.name + " " + each.first + " " + each.last + " " + each.digest);
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }

  /**
   * Reads what {@link #write} wrote, and nothing else.
   *
   * @throws Untrusted {@link Fault#MALFORMED} or {@link Fault#TOO_LARGE}
   */
  public static Checkpoint read(byte[] document) throws Untrusted {
    if (document.length > MOST_BYTES) {
      throw new Untrusted(Fault.TOO_LARGE, "a checkpoint");
    }
    String[] lines = new String(document, StandardCharsets.US_ASCII).split("\n", -1);
    if (lines.length < LINES + 1 || lines.length > LINES + 1 + MOST_WRITERS) {
      throw Untrusted.malformed("a checkpoint");
    }
    try {
      List<Writer> writers = new ArrayList<>();
      for (int i = LINES; i < lines.length - 1; i++) {
        writers.add(writer(lines[i]));
      }
      String previous = value(lines[5], "previous");
      Checkpoint read =
          new Checkpoint(
              matching(WORD, value(lines[1], "node")),
              Long.parseLong(value(lines[2], "epoch")),
              Long.parseLong(value(lines[3], "number")),
              Instant.parse(value(lines[4], "at")),
              previous.equals(NONE) ? "" : matching(HASH, previous),
              writers,
              Long.parseLong(value(lines[6], "size")),
              matching(HASH, value(lines[7], "root")));
      if (!Arrays.equals(read.write(), document)) {
        throw Untrusted.malformed("a checkpoint");
      }
      return read;
    } catch (IllegalArgumentException | DateTimeParseException fault) {
      throw Untrusted.malformed("a checkpoint");
    }
  }

  private static Writer writer(String line) {
    String[] words = value(line, "writer").split(" ", -1);
    if (words.length != 4) {
      throw new IllegalArgumentException("a writer has a name, two numbers and a digest");
    }
    return new Writer(
        matching(WORD, words[0]),
        Long.parseLong(words[1]),
        Long.parseLong(words[2]),
        matching(HASH, words[3]));
  }

  private static String value(String line, String name) {
    if (!line.startsWith(name + " ")) {
      throw new IllegalArgumentException("expected " + name);
    }
    return line.substring(name.length() + 1);
  }

  private static String matching(Pattern form, String text) {
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException("not of its form");
    }
    return text;
  }
}
