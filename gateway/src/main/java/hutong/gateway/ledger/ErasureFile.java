package hutong.gateway.ledger;

import hutong.certs.KeyedIndex;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The register of erasures as a file beside the keys, apart from the ledger and its backups: what a
 * backup brings back is erased again by it. A line for each, under an HMAC that covers the line
 * before; only whoever holds the secret can have written it. A line half written by a crash is left
 * out: the ledger has that one.
 */
public final class ErasureFile {

  private static final HexFormat HEX = HexFormat.of();
  private static final String PURPOSE = "erasure 1";
  private static final int FIELDS = 6;
  private static final long MOST_BYTES = 1L << 31;

  private final Path file;
  private final KeyedIndex key;

  /** One erasure. */
  record Line(boolean outbound, String sender, UUID id, Instant at, String reason) {
    private String text() {
      return (outbound ? "out " : "in ") + sender + " " + id + " " + at + " " + reason;
    }
  }

  /** What stands in it, the HMAC of its last line, and where that ends. */
  private record Content(List<Line> lines, String last, long end) {}

  private Content end;

  /**
   * @param key of this purpose alone
   */
  public ErasureFile(Path file, KeyedIndex key) {
    this.file = file;
    this.key = key;
  }

  synchronized List<Line> lines() {
    Content there = read();
    end = new Content(List.of(), there.last, there.end);
    return there.lines;
  }

  /** Appends, and syncs; what another process that shares the file was first with stays once. */
  synchronized void append(List<Line> more) {
    if (more.isEmpty()) {
      return;
    }
    try {
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw");
          FileLock lock = out.getChannel().lock()) {
        append(out, more);
        lock.release();
      }
    } catch (IOException failure) {
      throw new LedgerFailure("the register of erasures could not be written", failure);
    }
  }

  private void append(RandomAccessFile out, List<Line> more) throws IOException {
    Set<Line> there = new HashSet<>();
    if (end == null || out.length() != end.end) {
      there.addAll(lines());
    }
    StringBuilder text = new StringBuilder();
    String last = end.last;
    for (Line each : more) {
      if (there.add(each)) {
        last = mac(last, each.text());
        text.append(each.text()).append(' ').append(last).append('\n');
      }
    }
    out.setLength(end.end);
    out.seek(end.end);
    out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
    out.getFD().sync();
    end = new Content(List.of(), last, out.length());
  }

  private Content read() {
    if (!Files.exists(file)) {
      return new Content(List.of(), "", 0);
    }
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new LedgerFailure("the register of erasures is too large");
      }
      String text = Files.readString(file, StandardCharsets.US_ASCII);
      int whole = text.lastIndexOf('\n') + 1;
      List<Line> lines = new ArrayList<>();
      String last = "";
      for (String each : text.substring(0, whole).lines().toList()) {
        last = check(each, last, lines);
      }
      return new Content(lines, last, whole);
    } catch (IOException failure) {
      throw new LedgerFailure("the register of erasures could not be read", failure);
    }
  }

  /** Returns the line's HMAC. */
  private String check(String text, String before, List<Line> lines) {
    String[] words = text.split(" ", -1);
    int number = lines.size() + 1;
    if (words.length != FIELDS) {
      throw damaged(number);
    }
    try {
      Line line =
          new Line(
              words[0].equals("out"),
              words[1],
              UUID.fromString(words[2]),
              Instant.parse(words[3]),
              words[4]);
      String mac = mac(before, line.text());
      if (!text.equals(line.text() + " " + mac)) {
        throw damaged(number);
      }
      lines.add(line);
      return mac;
    } catch (IllegalArgumentException | DateTimeParseException unreadable) {
      throw damaged(number);
    }
  }

  private static LedgerFailure damaged(int line) {
    return new LedgerFailure(
        "the register of erasures was changed at line "
            + line
            + ", or written under another secret; put back the copy kept with the keys");
  }

  private String mac(String before, String text) {
    return HEX.formatHex(key.of(PURPOSE, before + "\n" + text));
  }
}
