package hutong.certs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/** Two nodes under one authority, and a fixed time: what most tests of this room need. */
final class World {

  static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  static final char[] SECRET = "a secret for tests alone".toCharArray();
  static final String SENDER = "360000";
  static final String RECIPIENT = "330200";

  final Suites suites = Suites.standard();
  final Operations operations = new Operations();
  final Authority authority;
  final NodeKeys senderKeys;
  final NodeKeys recipientKeys;
  final Credential expired;
  final Directory directory;

  private World(
      Authority authority, NodeKeys senderKeys, NodeKeys recipientKeys, Credential expired) {
    this.authority = authority;
    this.senderKeys = senderKeys;
    this.recipientKeys = recipientKeys;
    this.expired = expired;
    this.directory = directory(1, members());
  }

  static World fresh() {
    try {
      Path folder = Files.createTempDirectory("authority");
      Authority authority = Authority.create(folder, SECRET, CLOCK);
      return new World(
          authority,
          authority.issue(SENDER, List.of("localhost", "127.0.0.1")),
          authority.issue(RECIPIENT, List.of("localhost", "127.0.0.1")),
          authority.issueSigning(
              SENDER, NOW.minus(Duration.ofDays(700)), NOW.minus(Duration.ofDays(1))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The world that the files of bad inputs were made in. */
  static World stored(Path folder) {
    try {
      NodeKeys old = NodeKeys.load(folder.resolve("expired"), SECRET);
      return new World(
          opened(folder.resolve("authority"), CLOCK),
          NodeKeys.load(folder.resolve("sender"), SECRET),
          NodeKeys.load(folder.resolve("recipient"), SECRET),
          old.signing().get(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A stored authority, in a copy: what it issues in a test is no part of the sources. */
  static Authority opened(Path stored, Clock clock) throws IOException {
    Path copy = Files.createTempDirectory("authority");
    try (Stream<Path> all = Files.walk(stored)) {
      for (Path each : all.skip(1).toList()) {
        Files.copy(each, copy.resolve(stored.relativize(each).toString()));
      }
    }
    return Authority.open(copy, SECRET, clock);
  }

  void store(Path folder) throws IOException {
    senderKeys.save(folder.resolve("sender"), SECRET);
    only(senderKeys, expired).save(folder.resolve("expired"), SECRET);
    recipientKeys.save(folder.resolve("recipient"), SECRET);
  }

  static NodeKeys only(NodeKeys keys, Credential signing) {
    return keys.withSigning(List.of(signing)).withoutSigning(keys.signingCertificate());
  }

  List<Member> members() {
    return List.of(
        member(senderKeys, List.of("36"), "INTL", List.of(expired)),
        member(recipientKeys, List.of("3302"), "INTL", List.of()));
  }

  static Member member(
      NodeKeys keys, List<String> divisions, String floor, List<Credential> furtherSigning) {
    return new Member(
        keys.memberId(),
        "测试节点",
        "Test node",
        divisions,
        "tcp://localhost:61616",
        "inbox." + keys.memberId(),
        Stream.concat(
                keys.signingCertificates().stream(),
                furtherSigning.stream().map(Credential::certificate))
            .toList(),
        keys.encryptionCertificates(),
        List.of("INTL"),
        floor,
        List.of(),
        "CN",
        List.of());
  }

  Directory directory(long version, List<Member> members) {
    try {
      return Directory.verify(signed(version, members), authority.root(), CLOCK, suites);
    } catch (Untrusted e) {
      throw new AssertionError(e);
    }
  }

  byte[] signed(long version, List<Member> members) {
    return authority.signDirectory(
        new DirectoryContent(
            version, NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(30)), members));
  }

  Member recipient() {
    return directory.member(RECIPIENT).orElseThrow();
  }

  Sealer sealer() {
    return new Sealer(senderKeys, () -> directory, suites, CLOCK, operations);
  }

  Opener opener() {
    return opener(CLOCK);
  }

  Opener opener(Clock clock) {
    return new Opener(recipientKeys, () -> directory, suites, clock, operations);
  }
}
