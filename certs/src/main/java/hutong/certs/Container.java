package hutong.certs;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * An ASiC-E container from anywhere: bounded, read in both ways in which a zip can be read, and no
 * file of it is handed out that is not the one that was digested.
 */
public final class Container implements AutoCloseable {

  static final String MIMETYPE = "mimetype";
  static final String MANIFEST = "META-INF/ASiCManifest001.xml";
  static final String SIGNATURE = "META-INF/signature001.p7s";
  static final byte[] MEDIA_TYPE =
      "application/vnd.etsi.asic-e+zip".getBytes(StandardCharsets.US_ASCII);

  private static final long MOST_BYTES = 160L << 20;
  private static final long MOST_CONTENT = 160L << 20;
  private static final int MOST_FILES = 256;
  private static final int LARGEST_FILE = 24 << 20;

  /** Beyond this many octets a file may not be this many times larger than it is compressed. */
  private static final int RATIO_FROM = 1 << 20;

  private static final int RATIO = 200;

  /** Lengths in a zip (APPNOTE 4.3): of a file's header, of what follows it, of the zip's end. */
  private static final int HEADER = 30;

  private static final int DESCRIPTOR = 16;
  private static final int END = 22;
  private static final int DESCRIBED = 8;
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{1,100}$)[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,3}");

  private final ZipFile zip;
  private final Map<String, byte[]> digests;

  /** The signature over a container, which holds: by one key, or by all that count together. */
  public static final class Signed {

    private final ContainerSignature.Verified verified;

    private Signed(ContainerSignature.Verified verified) {
      this.verified = verified;
    }

    /** Certificates of the node that exported it. */
    public List<X509Certificate> signers() {
      return verified.signers();
    }

    /** Its own claim. */
    public Instant signedAt() {
      return verified.signedAt();
    }

    /** Since when the whole container has been there, at the latest: all signatures of it. */
    public TimeStamp checkTimeStamp(TrustRoots roots) throws Untrusted {
      TimeStamp last = null;
      for (ContainerSignature.Stamped each : verified.signatures()) {
        TimeStamp one = TimeStamps.verify(each.token(), Sha256.of(each.value()), roots);
        last = last == null || one.at().isAfter(last.at()) ? one : last;
      }
      return last;
    }
  }

  private Container(ZipFile zip, Map<String, byte[]> digests) {
    this.zip = zip;
    this.digests = digests;
  }

  /**
   * Opens a file as a container; verifies nothing yet.
   *
   * @throws Untrusted if it is none, or too much of one
   */
  public static Container open(Path file) throws IOException, Untrusted {
    if (Files.size(file) > MOST_BYTES) {
      throw new Untrusted(Fault.TOO_LARGE, "the container");
    }
    checkEnds(file);
    List<String> order = new ArrayList<>();
    Map<String, byte[]> digests;
    ZipFile zip = null;
    try {
      digests = digest(file, order);
      zip = new ZipFile(file.toFile(), StandardCharsets.US_ASCII);
      check(zip, order);
      checkGapless(file, zip, order);
      Container container = new Container(zip, digests);
      container.checkMediaType();
      return container;
    } catch (ZipException | EOFException | IllegalArgumentException unreadable) {
      close(zip);
      throw Untrusted.malformed("the container's zip");
    } catch (Untrusted | IOException fault) {
      close(zip);
      throw fault;
    }
  }

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** Exactly the media type: {@code file} and the like read no more than its beginning. */
  private void checkMediaType() throws IOException, Untrusted {
    if (!Arrays.equals(read(MIMETYPE, LARGEST_FILE), MEDIA_TYPE)) {
      throw Untrusted.malformed("the container's media type");
    }
  }

  /** Every file but the three that make it a container. */
  public SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>(digests.keySet());
    names.removeAll(List.of(MIMETYPE, MANIFEST, SIGNATURE));
    return names;
  }

  public boolean has(String name) {
    return digests.containsKey(name);
  }

  /** SHA-256 of a file. */
  public byte[] sha256(String name) {
    return digests.get(name).clone();
  }

  public long size(String name) {
    return zip.getEntry(name).getSize();
  }

  /** A file, at most that large. */
  public byte[] read(String name, int most) throws IOException, Untrusted {
    ZipEntry entry = digests.containsKey(name) ? zip.getEntry(name) : null;
    if (entry == null) {
      throw Untrusted.malformed("a file is missing from the container");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] content = in.readNBytes(most + 1);
      if (content.length > most) {
        throw new Untrusted(Fault.TOO_LARGE, "a file of the container");
      }
      if (!MessageDigest.isEqual(Sha256.of(content), digests.get(name))) {
        throw Untrusted.malformed("a file that is not the same in both ways of reading a zip");
      }
      return content;
    } catch (ZipException | EOFException unreadable) {
      throw Untrusted.malformed("the container's zip");
    }
  }

  /** Whether the manifest names every file with its digest, and nothing else. */
  public void checkManifest() throws IOException, Untrusted {
    TreeMap<String, byte[]> covered = new TreeMap<>(digests);
    covered.keySet().retainAll(names());
    if (!Arrays.equals(read(MANIFEST, LARGEST_FILE), ContainerManifest.write(covered))) {
      throw new Untrusted(Fault.SIGNATURE_INVALID, "the manifest is not of these files");
    }
  }

  /**
   * Verifies the signature over the manifest. Whether its signer is to be believed is for whoever
   * asks, as of the time of its time stamp.
   */
  public Signed checkSignature() throws IOException, Untrusted {
    return new Signed(
        ContainerSignature.verify(
            read(SIGNATURE, ContainerSignature.MAX_BYTES), read(MANIFEST, LARGEST_FILE)));
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  /** Nothing before the first file, which is the media type, uncompressed; no comment after all. */
  private static void checkEnds(Path file) throws IOException, Untrusted {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] head = new byte[38 + MEDIA_TYPE.length];
      byte[] tail = new byte[22];
      if (in.length() < head.length + tail.length) {
        throw Untrusted.malformed("the container's zip");
      }
      in.readFully(head);
      in.seek(in.length() - tail.length);
      in.readFully(tail);
      byte[] name = MIMETYPE.getBytes(StandardCharsets.US_ASCII);
      boolean stored = head[8] == 0 && head[9] == 0;
      boolean plain = head[26] == name.length && head[27] == 0 && head[28] == 0 && head[29] == 0;
      if (!starts(head, 0, new byte[] {'P', 'K', 3, 4})
          || !stored
          || !plain
          || !starts(head, 30, name)
          || !starts(head, 38, MEDIA_TYPE)
          || !starts(tail, 0, new byte[] {'P', 'K', 5, 6})
          || tail[20] != 0
          || tail[21] != 0) {
        throw Untrusted.malformed("the container's beginning or end");
      }
    }
  }

  /** Every octet belongs to a file, to its header, or to the list at the end. */
  private static void checkGapless(Path file, ZipFile zip, List<String> order)
      throws IOException, Untrusted {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long at = 0;
      for (String name : order) {
        ByteBuffer header = at(in, at, HEADER);
        boolean described = (header.getShort(6) & DESCRIBED) != 0;
        at += HEADER + unsigned(header.getShort(26)) + unsigned(header.getShort(28));
        at += zip.getEntry(name).getCompressedSize() + (described ? DESCRIPTOR : 0);
      }
      ByteBuffer end = at(in, in.length() - END, END);
      if (Integer.toUnsignedLong(end.getInt(16)) != at
          || at + Integer.toUnsignedLong(end.getInt(12)) != in.length() - END) {
        throw Untrusted.malformed("octets between the files of the container's zip");
      }
    }
  }

  private static int unsigned(short length) {
    return Short.toUnsignedInt(length);
  }

  private static ByteBuffer at(RandomAccessFile in, long position, int length) throws IOException {
    byte[] bytes = new byte[length];
    in.seek(position);
    in.readFully(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static boolean starts(byte[] bytes, int at, byte[] with) {
    return Arrays.equals(bytes, at, at + with.length, with, 0, with.length);
  }

  /** Reads all files one after the other, as they stand. */
  private static Map<String, byte[]> digest(Path file, List<String> order)
      throws IOException, Untrusted {
    Map<String, byte[]> digests = new HashMap<>();
    long content = 0;
    try (ZipInputStream in =
        new ZipInputStream(Files.newInputStream(file), StandardCharsets.US_ASCII)) {
      for (ZipEntry each = in.getNextEntry(); each != null; each = in.getNextEntry()) {
        if (!isName(each.getName()) || order.size() >= MOST_FILES) {
          throw Untrusted.malformed("a file's name, or more files than a container has");
        }
        order.add(each.getName());
        MessageDigest digest = MessageDigest.getInstance("SHA-256", Platform.DIGESTS);
        byte[] buffer = new byte[8192];
        long size = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          digest.update(buffer, 0, read);
          size += read;
          content += read;
          if (size > LARGEST_FILE || content > MOST_CONTENT) {
            throw new Untrusted(Fault.TOO_LARGE, "what the container holds");
          }
        }
        if (digests.put(each.getName(), digest.digest()) != null) {
          throw Untrusted.malformed("two files of one name");
        }
      }
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    return digests;
  }

  /** The zip's own list says the same, in the same order. */
  private static void check(ZipFile zip, List<String> order) throws Untrusted {
    List<String> listed = new ArrayList<>();
    for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
      ZipEntry each = all.nextElement();
      listed.add(each.getName());
      if (each.getSize() > RATIO_FROM && each.getSize() / RATIO > each.getCompressedSize()) {
        throw new Untrusted(Fault.TOO_LARGE, "a file that is compressed too well");
      }
    }
    if (!listed.equals(order)) {
      throw Untrusted.malformed("the container's zip lists other files than it holds");
    }
  }

  private static void close(ZipFile zip) throws IOException {
    if (zip != null) {
      zip.close();
    }
  }
}
