package hutong.certs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes one ASiC-E container (ETSI EN 319 162-1) as a stream: its files as they come, then the
 * manifest over all of them, then a signature over that. It holds nothing in memory but digests.
 */
public final class ContainerWriter {

  private final ZipOutputStream zip;
  private final LocalDateTime at;
  private final TreeMap<String, byte[]> digests = new TreeMap<>();
  private String open;
  private MessageDigest digest;

  /**
   * Begins a container.
   *
   * @param out closed by {@link #finish}
   */
  public ContainerWriter(OutputStream out, Clock clock) throws IOException {
    this.zip = new ZipOutputStream(out, StandardCharsets.US_ASCII);
    this.at = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    ZipEntry type = entry(Container.MIMETYPE);
    CRC32 crc = new CRC32();
    crc.update(Container.MEDIA_TYPE);
    type.setMethod(ZipEntry.STORED);
    type.setSize(Container.MEDIA_TYPE.length);
    type.setCompressedSize(Container.MEDIA_TYPE.length);
    type.setCrc(crc.getValue());
    zip.putNextEntry(type);
    zip.write(Container.MEDIA_TYPE);
    zip.closeEntry();
  }

  /** Writes one file whole. */
  public void put(String name, byte[] content) throws IOException {
    begin(name, true);
    write(content);
    end();
  }

  /**
   * Begins a file that comes in pieces.
   *
   * @param compress false where the content is compressed already
   */
  public void begin(String name, boolean compress) throws IOException {
    if (open != null || !Container.isName(name) || digests.containsKey(name)) {
      throw new IllegalArgumentException("not the name of a further file of a container");
    }
    open = name;
    digest = sha256();
    zip.setLevel(compress ? Deflater.DEFAULT_COMPRESSION : Deflater.NO_COMPRESSION);
    zip.putNextEntry(entry(name));
  }

  public void write(byte[] piece) throws IOException {
    digest.update(piece);
    zip.write(piece);
  }

  public void end() throws IOException {
    zip.closeEntry();
    digests.put(open, digest.digest());
    open = null;
  }

  /** SHA-256 of every file written so far, by name. */
  public SortedMap<String, byte[]> digests() {
    return Collections.unmodifiableSortedMap(digests);
  }

  /**
   * Signs what was written, has the signature time-stamped, and closes the stream.
   *
   * @param listed whether a certificate is in the directory already
   * @throws IOException also where no time stamp is to be had: there is no container without
   */
  public void finish(
      NodeKeys keys, Predicate<X509Certificate> listed, TimeAuthority time, Clock clock)
      throws IOException {
    byte[] manifest = ContainerManifest.write(digests);
    byte[] signature = ContainerSignature.sign(manifest, keys, listed, time, clock);
    zip.setLevel(Deflater.DEFAULT_COMPRESSION);
    put(Container.MANIFEST, manifest);
    put(Container.SIGNATURE, signature);
    zip.close();
  }

  private ZipEntry entry(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(at);
    return entry;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256", Platform.DIGESTS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
