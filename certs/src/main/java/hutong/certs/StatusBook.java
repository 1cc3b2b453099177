package hutong.certs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What outside authorities last said of revocations, and when. It is filled in the background and
 * answers from memory; it is kept in a folder, so that after a restart nobody is unknown.
 *
 * <p>A word is as old as the moment at which the authority was heard, if what it said was current
 * then. A word older than the bound counts for nothing.
 */
public final class StatusBook {

  /** What was said of one certificate, or of all of an authority, by serial number. */
  private record Word(Instant heard, Instant issued, Map<String, Revocation> revoked) {}

  /**
   * An authority that could not be heard about some of its certificates.
   *
   * @param since when it was last heard about all of them; empty for never
   * @param cause why not, without a value from outside
   */
  public record Silence(AcceptedAuthority authority, Optional<Instant> since, String cause) {}

  private final Path folder;
  private final Duration bound;
  private final Map<String, Word> words = new ConcurrentHashMap<>();
  private final PresentedCertificates presented;

  /**
   * An empty book.
   *
   * @param folder where it is kept
   * @param bound how old a word may be and still count
   */
  public StatusBook(Path folder, Duration bound) {
    this.folder = folder;
    this.bound = bound;
    this.presented = new PresentedCertificates(folder);
  }

  /** Reads from the folder what was heard earlier; what does not verify any more is left out. */
  public void recall(Directory directory) {
    presented.recall();
    for (AcceptedAuthority each : directory.sayingStatus()) {
      X509Certificate authority = each.certificate();
      recall(listKey(each), kept -> list(kept, authority));
      for (X509Certificate certificate : directory.listed(each)) {
        recall(answerKey(certificate), kept -> answer(kept, certificate, authority));
      }
      for (X509Certificate certificate : presented.of(each)) {
        recall(answerKey(certificate), kept -> answer(kept, certificate, authority));
      }
    }
  }

  /**
   * Asks every authority of the directory; takes as long as they take to answer.
   *
   * @return those that were not heard
   */
  public List<Silence> refresh(Directory directory, StatusFetcher fetcher, Instant now) {
    List<Silence> silent = new ArrayList<>();
    Set<String> used = new HashSet<>();
    presented.forgetEnded(now);
    for (AcceptedAuthority authority : directory.sayingStatus()) {
      List<X509Certificate> certificates = directory.listed(authority);
      used.add(listKey(authority));
      certificates.forEach(each -> used.add(answerKey(each)));
      String cause = ask(authority, certificates, fetcher, now);
      if (cause != null) {
        silent.add(new Silence(authority, heard(authority, certificates), cause));
      }
      for (X509Certificate each : asked(authority)) {
        used.add(answerKey(each));
        used.add(presented.keep(each));
        // Nothing is reported: what is unknown of a TLS certificate lets it through.
        var unused = askAbout(each, authority, fetcher, now);
      }
    }
    forgetOthers(used);
    return silent;
  }

  /** Asks about TLS certificates that were shown for the first time since. */
  public void askPresented(Directory directory, StatusFetcher fetcher, Instant now) {
    List<X509Certificate> fresh = presented.takeFresh();
    if (fresh.isEmpty()) {
      return;
    }
    for (AcceptedAuthority authority : directory.sayingStatus()) {
      for (X509Certificate each : asked(authority)) {
        if (fresh.contains(each)) {
          var unused = askAbout(each, authority, fetcher, now);
        }
      }
    }
  }

  private List<X509Certificate> asked(AcceptedAuthority authority) {
    return authority.ocsp().isEmpty() ? List.of() : presented.of(authority);
  }

  /** What is known of a TLS certificate of that authority which was just shown. */
  Standing shown(AcceptedAuthority authority, X509Certificate tls, Instant now) {
    if (!authority.ocsp().isEmpty()) {
      presented.add(tls);
    }
    return of(authority, tls, now);
  }

  /** The revocation lists last heard of the directory's outside authorities, DER. */
  public List<byte[]> lists(Directory directory) {
    List<byte[]> lists = new ArrayList<>();
    for (AcceptedAuthority authority : directory.sayingStatus()) {
      Path file = file(listKey(authority));
      try {
        if (words.containsKey(listKey(authority))) {
          lists.add(Kept.read(file).bytes());
        }
      } catch (IOException gone) {
        // As if it had not been heard.
      }
    }
    return lists;
  }

  /** What is known of a certificate of that authority. */
  Standing of(AcceptedAuthority authority, X509Certificate certificate, Instant now) {
    String serial = certificate.getSerialNumber().toString(16);
    List<Word> both = about(authority, certificate).toList();
    return new Standing(
        both.stream()
            .map(word -> word.revoked().get(serial))
            .filter(Objects::nonNull)
            .reduce(Revocation::and),
        both.stream().noneMatch(word -> word.heard().plus(bound).isAfter(now)));
  }

  private Stream<Word> about(AcceptedAuthority authority, X509Certificate certificate) {
    return Stream.of(listKey(authority), answerKey(certificate))
        .map(words::get)
        .filter(Objects::nonNull);
  }

  /** Since when not all of them are known: the oldest of their newest words. */
  private Optional<Instant> heard(AcceptedAuthority authority, List<X509Certificate> certificates) {
    if (certificates.isEmpty()) {
      return Optional.ofNullable(words.get(listKey(authority))).map(Word::heard);
    }
    return certificates.stream()
        .map(
            each ->
                about(authority, each)
                    .map(Word::heard)
                    .max(Comparator.naturalOrder())
                    .orElse(Instant.MIN))
        .min(Comparator.naturalOrder())
        .filter(instant -> !instant.equals(Instant.MIN));
  }

  /** Null if every certificate has a new word; else why not. */
  private String ask(
      AcceptedAuthority authority,
      List<X509Certificate> certificates,
      StatusFetcher fetcher,
      Instant now) {
    String cause = authority.crl().isEmpty() ? null : askList(authority, fetcher, now);
    boolean listed = cause == null && !authority.crl().isEmpty();
    if (!authority.ocsp().isEmpty()) {
      for (X509Certificate each : certificates) {
        String silent = askAbout(each, authority, fetcher, now);
        cause = silent == null ? cause : silent;
      }
    }
    return listed ? null : cause;
  }

  private String askList(AcceptedAuthority authority, StatusFetcher fetcher, Instant now) {
    try {
      byte[] crl = fetcher.get(authority.crl(), Crl.MAX_BYTES);
      Kept kept = new Kept(now, crl);
      return keep(listKey(authority), kept, list(kept, authority.certificate()));
    } catch (IOException unreachable) {
      return "its revocation list is out of reach";
    } catch (Untrusted fault) {
      return "its revocation list is not usable: " + fault.getMessage();
    }
  }

  private String askAbout(
      X509Certificate certificate,
      AcceptedAuthority authority,
      StatusFetcher fetcher,
      Instant now) {
    OcspQuestion question = new OcspQuestion(certificate, authority.certificate());
    try {
      byte[] answer =
          fetcher.post(
              authority.ocsp(),
              OcspQuestion.REQUEST_TYPE,
              question.request(),
              OcspQuestion.MAX_BYTES);
      Kept kept = new Kept(now, answer);
      return keep(answerKey(certificate), kept, answer(kept, certificate, authority.certificate()));
    } catch (IOException unreachable) {
      return "its responder is out of reach";
    } catch (Untrusted fault) {
      return "its responder's answer is not usable: " + fault.getMessage();
    }
  }

  /** An older word than the one held would hide a revocation. */
  private String keep(String key, Kept kept, Word word) throws IOException {
    Word held = words.get(key);
    if (held != null && word.issued().isBefore(held.issued())) {
      return "it gave an older word than before";
    }
    kept.write(file(key));
    words.put(key, word);
    return null;
  }

  private static Word list(Kept kept, X509Certificate authority) throws Untrusted {
    Crl crl = Crl.verify(kept.bytes(), authority, kept.heard());
    return new Word(kept.heard(), crl.issued(), crl.revoked());
  }

  private static Word answer(Kept kept, X509Certificate certificate, X509Certificate authority)
      throws Untrusted {
    OcspQuestion.Answer answer =
        new OcspQuestion(certificate, authority).read(kept.bytes(), kept.heard());
    return new Word(
        kept.heard(),
        answer.issued(),
        answer.revocation() == null
            ? Map.of()
            : Map.of(answer.revocation().serial(), answer.revocation()));
  }

  private interface Reading {
    Word of(Kept kept) throws Untrusted;
  }

  private void recall(String key, Reading reading) {
    try {
      if (Files.exists(file(key))) {
        words.putIfAbsent(key, reading.of(Kept.read(file(key))));
      }
    } catch (IOException | Untrusted unusable) {
      // As if it had not been heard: it is asked again, and not relied on until then.
      words.remove(key);
    }
  }

  private void forgetOthers(Set<String> used) {
    words.keySet().retainAll(used);
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (!used.contains(file.getFileName().toString())) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException another) {
      // What is left there is not read.
    }
  }

  private Path file(String key) {
    return folder.resolve(key);
  }

  private static String listKey(AcceptedAuthority authority) {
    return "list-" + Fingerprint.of(authority.certificate()).hex();
  }

  private static String answerKey(X509Certificate certificate) {
    return "answer-" + Fingerprint.of(certificate).hex();
  }

  /** As it is on disk: when it was heard, then its octets. */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  private record Kept(Instant heard, byte[] bytes) {

    static Kept read(Path file) throws IOException {
      ByteBuffer all = ByteBuffer.wrap(PrivateFile.read(file, Crl.MAX_BYTES + Long.BYTES));
      if (all.remaining() < Long.BYTES) {
        throw new IOException("a kept status is cut short");
      }
      Instant heard = Instant.ofEpochMilli(all.getLong());
      byte[] bytes = new byte[all.remaining()];
      all.get(bytes);
      return new Kept(heard, bytes);
    }

    void write(Path file) throws IOException {
      PrivateFile.write(
          file,
          ByteBuffer.allocate(Long.BYTES + bytes.length)
              .putLong(heard.toEpochMilli())
              .put(bytes)
              .array());
    }
  }
}
